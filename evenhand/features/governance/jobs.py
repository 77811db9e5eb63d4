"""Carrying out a removal beside the pages."""

from collections.abc import Iterable
from contextlib import contextmanager

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenhand.features.governance import actions, queries
from evenhand.foundation.audit.jobs import seal_audit
from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.models import Removal
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.progress import JobFailed
from evenhand.foundation.jobs.registry import job


@job("governance.erase", title=gettext_lazy("Erase somebody"), resumable=True)
def erase(progress, *, removal_ref: str) -> dict:
    progress.step(_("Erasing facts, files and records"))
    with _refusals_said():
        actions.carry_out(queries.removal(removal_ref))
    _seal_soon()
    return {}


@job("governance.finish_removals", title=gettext_lazy("Finish removals"), resumable=True)
def finish_removals(progress) -> dict:
    """What was decided and never finished, whatever became of its job."""
    begun = queries.unfinished_removals()
    _finish(begun)
    return {"removals": len(begun)}


@job("governance.expire", title=gettext_lazy("Remove what is due"), resumable=True)
def expire(progress, *, removal_ref: str) -> dict:
    progress.step(_("Removing what has been kept for long enough"))
    with _refusals_said():
        actions.carry_out_expiry(queries.removal(removal_ref))
    progress.step(_("Erasing facts, files and records"))
    _finish(queries.unfinished_removals())  # leavers whose time has come
    return {}


def _finish(begun: Iterable[Removal]) -> None:
    """Each, whatever becomes of another. JobFailed, when all were tried, where the log does not know of one."""
    refused = []
    for one in begun:
        try:
            actions.WAYS[one.kind](one)
        except Refused as refusal:
            refused.append(str(refusal))
    _seal_soon()
    if refused:
        raise JobFailed("refused", " ".join(refused))


@contextmanager
def _refusals_said():
    """What is refused with a reason is told to whoever asked for the work."""
    try:
        yield
    except Refused as refusal:
        raise JobFailed("refused", str(refusal)) from refusal


def _seal_soon() -> None:
    """What says that something was removed is not left unprotected until the next round."""
    enqueue(seal_audit, by=None, title=_("Seal the audit"))
