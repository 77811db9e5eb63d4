"""App configuration of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "evenhand.foundation.notices"
    label = "notices"
    verbose_name = "The inbox"
