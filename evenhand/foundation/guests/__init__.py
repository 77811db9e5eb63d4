"""Participant rows: what was opened to one person, read-only, for a time."""
