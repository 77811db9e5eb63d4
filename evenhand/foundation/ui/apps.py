"""App configuration of ui."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "evenhand.foundation.ui"
    label = "ui"
    verbose_name = "Components"
