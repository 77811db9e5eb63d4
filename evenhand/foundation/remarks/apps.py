"""App configuration of remarks."""

from django.apps import AppConfig


class RemarksConfig(AppConfig):
    name = "evenhand.foundation.remarks"
