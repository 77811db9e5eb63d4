"""App configuration of governance."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "evenhand.features.governance"
    label = "governance"
    verbose_name = "Who looked at what, how long things are kept, and what goes"
