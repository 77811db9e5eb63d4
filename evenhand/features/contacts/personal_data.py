"""Contacts keep no records of their own: contacts are facts, read when they are shown."""

PERSONAL: dict = {}
NOT_PERSONAL: dict = {}
