"""App configuration of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "evenhand.features.people"
    label = "people"
    verbose_name = "People"
