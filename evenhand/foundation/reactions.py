"""Announcing that something happened, without knowing who cares.

The list of who does is one dict in `website/reactions.py`, named by the setting
EVENHAND_REACTIONS and loaded when first needed, so that nothing here imports upwards.
"""

from functools import partial

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

log = structlog.get_logger(__name__)


def announce(event: str, **facts) -> None:
    """After the commit; a reaction that fails is logged and stops neither us nor the others."""
    transaction.on_commit(partial(_react, event, facts), robust=True)


def _react(event: str, facts: dict) -> None:
    for function in import_string(settings.EVENHAND_REACTIONS).get(event, ()):
        try:
            function(**facts)
        except Exception:
            log.exception("reaction_failed", event_name=event, function=function.__qualname__)
