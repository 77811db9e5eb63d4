"""Carrying out a removal beside the pages."""

from django.utils.translation import gettext as _

from evenhand.features.governance import actions, queries
from evenhand.foundation.audit.jobs import seal_audit
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.registry import job


@job("governance.erase", resumable=True)
def erase(progress, *, removal_ref: str) -> dict:
    progress.step(_("Erasing facts, files and records"))
    actions.carry_out(queries.removal(removal_ref))
    _seal_soon()
    return {}


@job("governance.finish_removals", resumable=True)
def finish_removals(progress) -> dict:
    """What was decided and never finished, whatever became of its job."""
    begun = queries.unfinished_removals()
    for one in begun:
        actions.WAYS[one.kind](one)
    if begun:
        _seal_soon()
    return {"removals": len(begun)}


@job("governance.expire", resumable=True)
def expire(progress, *, removal_ref: str) -> dict:
    progress.step(_("Removing what has been kept for long enough"))
    actions.carry_out_expiry(queries.removal(removal_ref))
    for one in queries.unfinished_removals():  # leavers whose time has come
        progress.step(_("Erasing facts, files and records"))
        actions.WAYS[one.kind](one)
    _seal_soon()
    return {}


def _seal_soon() -> None:
    """What says that something was removed is not left unprotected until the next round."""
    enqueue(seal_audit, by=None, title=_("Seal the audit"))
