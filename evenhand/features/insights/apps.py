"""App configuration of insights."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "evenhand.features.insights"
    label = "insights"
    verbose_name = "Insights"
