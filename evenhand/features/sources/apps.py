"""App configuration of sources."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "evenhand.features.sources"
    label = "sources"
    verbose_name = "Sources"
