"""App configuration of guests."""

from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "evenhand.foundation.guests"
    label = "guests"
    verbose_name = "What was opened to guests"
