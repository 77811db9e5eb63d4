"""App configuration of standards."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "evenhand.features.standards"
