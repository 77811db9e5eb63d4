"""App configuration of contacts."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "evenhand.features.contacts"
    label = "contacts"
    verbose_name = "Contacts"
