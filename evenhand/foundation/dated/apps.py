"""App configuration of dated."""

from django.apps import AppConfig


class DatedConfig(AppConfig):
    name = "evenhand.foundation.dated"
    label = "dated"
    verbose_name = "Settings with dates"
