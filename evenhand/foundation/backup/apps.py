"""App configuration of backup."""

from django.apps import AppConfig


class BackupConfig(AppConfig):
    name = "evenhand.foundation.backup"
    label = "backup"
    verbose_name = "One file with everything, and back from it"
