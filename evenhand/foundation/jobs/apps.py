"""App configuration of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "evenhand.foundation.jobs"
    label = "jobs"
    verbose_name = "Long work"
