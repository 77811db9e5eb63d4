"""Insights keep no records of their own: figures are measured when they are shown."""

PERSONAL: dict = {}
NOT_PERSONAL: dict = {}
