"""App configuration of attainment."""

from django.apps import AppConfig


class AttainmentConfig(AppConfig):
    name = "evenhand.features.attainment"
