"""App configuration of the simulated centre."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "evenhand.sample"
    label = "sample"
    verbose_name = "Simulated centre"
