"""App configuration of access."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "evenhand.foundation.access"
    label = "access"
    verbose_name = "Who comes in, in which role"
