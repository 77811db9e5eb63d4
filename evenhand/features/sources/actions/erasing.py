"""Taking somebody out of what runs keep of their files: the first rows, the keys that were found, the file itself."""

from datetime import date
from typing import Any

from django.db import transaction

from evenhand.analysis.warehouse.erasing import scrub_drafts
from evenhand.features.sources.models import ImportRun
from evenhand.features.sources.queries import old_runs, runs_naming
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.facts import store
from evenhand.foundation.files.actions import empty

_GONE = "removed"


def erase_from_runs(*, by: Actor, names: tuple[str, ...], reason: str) -> int:
    """Gives how many runs named them. Their original files are emptied: what was accepted is in the facts already."""
    runs = runs_naming(names)
    for run in runs:
        empty(by=by, file=run.file, reason=reason)
    scrub_drafts(store(), names)
    called = {name.strip().lower() for name in names}
    with transaction.atomic():
        for run in ImportRun.objects.all():
            kept = (run.shape, run.summary)
            cleaned = tuple(_without(one, called) for one in kept)
            if cleaned != kept:
                shape, summary = cleaned
                ImportRun.objects.filter(pk=run.pk).update(shape=shape, summary=summary)
    return len(runs)


def _without(value: Any, called: set[str]) -> Any:
    """The same value with every cell and every key of it that names them replaced."""
    if isinstance(value, dict):
        return {_without(key, called): _without(one, called) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, called) for one in value]
    if isinstance(value, str) and value.strip().lower() in called:
        return _GONE
    return value


def empty_old_files(*, by: Actor, before: date, reason: str) -> int:
    """The originals of runs that ended before a day; what was accepted is in the facts. Gives how many."""
    runs = old_runs(before)
    for run in runs:
        empty(by=by, file=run.file, reason=reason)
    return len(runs)
