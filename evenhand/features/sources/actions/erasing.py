"""Taking somebody out of what runs keep of their files: the first rows, the keys that were found, the file itself."""

from datetime import date
from re import Pattern
from typing import Any

from django.db import transaction

from evenhand.analysis.intake.named import word_of
from evenhand.analysis.intake.receive import forget_set_aside
from evenhand.analysis.warehouse.erasing import scrub_drafts
from evenhand.features.sources.models import ImportRun, Source
from evenhand.features.sources.queries import old_runs, runs_naming
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.facts import store
from evenhand.foundation.files.actions import empty

_GONE = "removed"


def erase_from_runs(*, by: Actor, person_id: int, names: tuple[str, ...], reason: str) -> int:
    """Gives how many runs were about them. Call before the facts go: they say which runs these are.

    Their original files are emptied, and what checks set aside of them goes: what was accepted is in the facts."""
    runs = runs_naming(person_id, names)
    for run in runs:
        forget_set_aside(store(), run.ref)
        empty(by=by, file=run.file, reason=reason)
    scrub_drafts(store(), names)
    with transaction.atomic():
        _scrub_records(names)
    return len(runs)


def _scrub_records(names: tuple[str, ...]) -> None:
    called = {name.strip().lower() for name in names}
    # A number alone may stand for anything in the middle of a cell.
    word = word_of(tuple(name for name in names if not name.strip().isdigit()))
    for run in ImportRun.objects.all():
        kept = (run.shape, run.summary, run.mapping)
        shape, summary = (_without(one, called, word) for one in kept[:2])
        mapping = _without_speakers(run.mapping, called)
        if (shape, summary, mapping) != kept:
            ImportRun.objects.filter(pk=run.pk).update(
                shape=shape, summary=summary, mapping=mapping
            )
    for source in Source.objects.all():
        mapping = _without_speakers(source.mapping, called)
        if mapping != source.mapping:
            Source.objects.filter(pk=source.pk).update(mapping=mapping)


def _without(value: Any, called: set[str], word: Pattern | None) -> Any:
    """The same value with every cell and every key of it that is, or that holds, their name replaced."""
    if isinstance(value, dict):
        return {
            _without(key, called, word): _without(one, called, word) for key, one in value.items()
        }
    if isinstance(value, list):
        return [_without(one, called, word) for one in value]
    if not isinstance(value, str):
        return value
    if value.strip().lower() in called:
        return _GONE
    return word.sub(_GONE, value) if word else value


def _without_speakers(mapping: dict, called: set[str]) -> dict:
    """A mapping names columns, which stay, and speakers, who may be anybody."""
    turns = mapping.get("turns")
    if not turns:
        return mapping
    speakers = _without(turns.get("speakers", {}), called, None)
    return mapping | {"turns": turns | {"speakers": speakers}}


def empty_old_files(*, by: Actor, before: date, reason: str) -> int:
    """The originals of runs that ended before a day; what was accepted is in the facts. Gives how many."""
    runs = old_runs(before)
    for run in runs:
        empty(by=by, file=run.file, reason=reason)
    return len(runs)
