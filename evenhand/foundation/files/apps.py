"""App configuration of files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "evenhand.foundation.files"
    label = "files"
    verbose_name = "Files by content"
