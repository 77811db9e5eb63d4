"""App configuration of audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "evenhand.foundation.audit"
    label = "audit"
    verbose_name = "The append-only record of what was done"
