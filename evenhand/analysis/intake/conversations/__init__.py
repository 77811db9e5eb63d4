"""Conversations as JSON lines: one a line, with a list of its turns. Read into contacts and messages."""

from evenhand.analysis.intake.conversations.lines import lines_of
from evenhand.analysis.intake.conversations.looking import look
from evenhand.analysis.intake.conversations.reading import PAUSE_SECONDS, active_seconds, stage

__all__ = ["PAUSE_SECONDS", "active_seconds", "lines_of", "look", "stage"]
