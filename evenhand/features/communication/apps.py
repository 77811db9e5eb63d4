"""App configuration of communication."""

from django.apps import AppConfig


class CommunicationConfig(AppConfig):
    name = "evenhand.features.communication"
