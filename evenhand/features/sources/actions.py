"""Bringing in a file, step by step, and taking it back. Files and facts are handled outside of transactions."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.intake import check as checking
from evenhand.analysis.intake import receive, recognise, suited
from evenhand.analysis.intake.look import Unreadable, look
from evenhand.analysis.intake.mapping import Mapping, Unclear, require_usable
from evenhand.analysis.warehouse.rollup import fingerprint
from evenhand.features.people.actions import add_people_of_file
from evenhand.features.people.queries import directory, unknown_keys
from evenhand.features.sources import queries
from evenhand.features.sources.models import MOVES, ImportRun, Source, State
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.files.actions import remove
from evenhand.foundation.files.actions import store as store_file
from evenhand.foundation.files.queries import path_of

Report = Callable[[str, int, int], None]


def _silent(*_) -> None:
    """For callers that show no progress."""


def start(*, by: Actor, stream, name: str, source_name: str, zone: str, largest: int) -> ImportRun:
    """Keep the file, look at it, propose a mapping. ValidationError says what is wrong with it; nothing is kept then."""
    source = _source(source_name or Path(name).stem)
    file = store_file(
        stream,
        by=by,
        name=name,
        content_type="application/octet-stream",
        owner_type="import",
        owner_ref="",
        limit_bytes=largest,
    )
    try:
        shape = look(path_of(file), largest=largest)
    except Unreadable as refusal:
        remove(by=by, file=file, reason="not a table that can be brought in")
        raise ValidationError(str(refusal)) from refusal
    mapping = _proposed(source, shape, zone)
    return _keep_run(by, source, file, shape, mapping)


def _source(name: str) -> Source:
    name = name.strip()[:120]
    if not name:
        raise ValidationError(_("Give the source a name, such as the system that made the file."))
    return queries.source_called(name) or Source(name=name)


def _proposed(source: Source, shape, zone: str) -> Mapping:
    """What was confirmed for this source before, if it fits; else what headings and values suggest."""
    draft = recognise.propose(shape, source=source.name, zone=zone)
    if source.mapping:
        kept = Mapping.from_dict(source.mapping)
        if kept.fits(shape.columns):
            order = kept.order if draft.order in ("", kept.order) else draft.order
            return kept.with_(order=order)
    return draft


@transaction.atomic
def _keep_run(by: Actor, source: Source, file, shape, mapping: Mapping) -> ImportRun:
    if source.pk is None:
        source.save()
    run = ImportRun.objects.create(
        source=source,
        file=file,
        file_name=file.name,
        shape=queries.shape_as_dict(shape),
        mapping=mapping.as_dict(),
        by_id=by.user_id,
    )
    _record(
        by,
        "file looked at",
        run,
        after={"file": file.name, "size": file.size, "sha256": file.sha256},
    )
    return run


def choose_sheet(*, by: Actor, run: ImportRun, sheet: str, zone: str, largest: int) -> ImportRun:
    """Take another sheet of the workbook. ValidationError when it holds no table; then nothing changes."""
    try:
        shape = look(path_of(run.file), largest=largest, sheet=sheet)
    except Unreadable as refusal:
        raise ValidationError(f"{sheet}: {refusal}") from refusal
    mapping = _proposed(run.source, shape, zone)
    with transaction.atomic():
        looked = {"shape": queries.shape_as_dict(shape), "mapping": mapping.as_dict()}
        _move(run, State.LOOKED_AT, **looked, lines=None, summary={}, problem="")
        _record(by, "sheet chosen", run, after={"sheet": sheet})
    return run


@transaction.atomic
def match_columns(*, by: Actor, run: ImportRun, mapping: Mapping) -> ImportRun:
    """Confirm what the columns mean. It is proposed again for the next file of the source."""
    shape = queries.shape_of(run)
    if refusal := suited.refusal(shape, mapping):
        raise ValidationError(refusal)
    dates = recognise.date_order(recognise.date_values(shape, mapping))
    try:
        require_usable(mapping, order_matters=dates.ambiguous)
    except Unclear as unclear:
        raise ValidationError(str(unclear)) from unclear
    mapping = mapping.with_(order=mapping.order or dates.order)
    _refuse_the_same_under_other_meanings(run, mapping)
    _move(run, State.CHECKING, mapping=mapping.as_dict(), problem="", lines=None, summary={})
    Source.objects.filter(pk=run.source_id).update(mapping=mapping.as_dict())
    _record(by, "columns matched", run, after=mapping.as_dict())
    return run


def _refuse_the_same_under_other_meanings(run: ImportRun, mapping: Mapping) -> None:
    """Without a contact number a contact is known by what its line says: read otherwise, it would count twice."""
    if mapping.has("contact_number"):
        return
    if any(earlier.mapping["columns"] != mapping.columns for earlier in queries.same_file(run)):
        raise ValidationError(
            _(
                "This file was brought in before with other meanings of its columns. Take that back first."
            )
        )


def check(*, by: Actor, run: ImportRun, today: date, report: Report = _silent) -> ImportRun:
    """Check every line and set aside what can be brought in."""
    try:
        summary = checking.check(
            path_of(run.file),
            queries.shape_of(run),
            queries.mapping_of(run),
            store=store(),
            run=run.ref,
            today=today,
            again=queries.came_before(run),
            report=report,
        )
    except (Unclear, Unreadable) as refusal:
        fail(run=run, problem=str(refusal))
        raise ValidationError(str(refusal)) from refusal
    with transaction.atomic():
        _move(run, State.CHECKED, **_counts(summary))
        _record(by, "file checked", run, after=_counted(run))
    return run


def _counts(summary) -> dict:
    counted = {
        name: getattr(summary, name)
        for name in ("lines", "accepted", "rejected", "already_here", "updates")
    }
    return {**counted, "summary": asdict(summary)}


def _counted(run: ImportRun) -> dict:
    return {
        name: getattr(run, name)
        for name in ("lines", "accepted", "rejected", "already_here", "updates")
    }


def unknown_people(run: ImportRun) -> list[str]:
    return unknown_keys(run.source.name, [key for key, _n in run.summary.get("agents", [])])


@transaction.atomic
def confirm(*, by: Actor, run: ImportRun, add_people: bool, team_name: str) -> ImportRun:
    """Decide to bring in a checked file, and what becomes of people whom nobody knew."""
    keys = unknown_people(run) if add_people else []
    if keys and not team_name.strip():
        raise ValidationError(_("Give the team of the new people a name."))
    if not run.accepted:
        raise ValidationError(_("There is nothing in this file to bring in."))
    _move(run, State.BRINGING_IN)
    if keys:
        first = date.fromisoformat(run.summary["first"])
        add_people_of_file(
            by=by, source=run.source.name, keys=keys, team_name=team_name, starts_on=first
        )
    _record(
        by,
        "file confirmed",
        run,
        after={"people_added": len(keys), "team": team_name if keys else ""},
    )
    return run


def bring_in(
    *,
    by: Actor,
    run: ImportRun,
    today: date,
    more_follow: bool = False,
    report: Report = _silent,
) -> ImportRun:
    """Make the checked lines part of the facts. Safe to repeat after any interruption.

    `more_follow`: more files are brought in at once, and figures are built with the last of them."""
    summary, manifest = receive.bring_in(
        store(),
        run.ref,
        path_of(run.file),
        queries.shape_of(run),
        queries.mapping_of(run),
        today=today,
        again=queries.came_before(run),
        directory=directory(),
        kpis=definitions(today),
        more_follow=more_follow,
        report=lambda done, total, month: report(month, done, total),
    )
    with transaction.atomic():
        _move(run, State.DONE, finished_at=timezone.now(), **_counts(summary))
        _record(
            by, "file brought in", run, after={**_counted(run), "generation": manifest.generation}
        )
    return run


@transaction.atomic
def confirm_taking_back(*, by: Actor, run: ImportRun, reason: str) -> ImportRun:
    if not reason.strip():
        raise ValidationError(_("Say why it is taken back: the reason stays on the record."))
    _move(run, State.TAKING_BACK)
    _record(by, "taking back begun", run, reason=reason.strip(), before=_counted(run))
    return run


def take_back(*, by: Actor, run: ImportRun, today: date, report: Report = _silent) -> ImportRun:
    """Undo a run. The earlier versions that it had replaced come back. Safe to repeat."""
    manifest = receive.take_back(
        store(),
        run.ref,
        directory=directory(),
        kpis=definitions(today),
        report=lambda done, total, month: report(month, done, total),
    )
    with transaction.atomic():
        _move(run, State.TAKEN_BACK, finished_at=timezone.now())
        _record(by, "file taken back", run, after={"generation": manifest.generation})
    return run


def is_out_of_date(*, today: date) -> bool:
    """Whether the facts were counted with other definitions than those of this day."""
    manifest = store().manifest()
    return bool(manifest.runs) and manifest.rolled_up != fingerprint(definitions(today))


def republish(*, today: date, months: list[str] | None = None, report: Report = _silent) -> int:
    """Credit and count anew what was received (in these months), with today's people and definitions. Gives the
    generation."""
    manifest = receive.republish(
        store(),
        directory=directory(),
        kpis=definitions(today),
        months=months,
        report=lambda done, total, month: report(month, done, total),
    )
    return manifest.generation


@transaction.atomic
def fail(*, run: ImportRun, problem: str) -> None:
    """Say why a run did not come in. A file that was checked may be tried again from there."""
    run.refresh_from_db()
    back = State.CHECKED if run.state == State.BRINGING_IN else State.FAILED
    ImportRun.objects.filter(pk=run.pk, state__in=(State.CHECKING, State.BRINGING_IN)).update(
        state=back, problem=problem[:500]
    )


def belongs_to_job(*, run: ImportRun, job_ref: str) -> None:
    ImportRun.objects.filter(pk=run.pk).update(job_ref=job_ref)


def _move(run: ImportRun, state: State, **values) -> None:
    """Compare-and-set: a second click, or a second worker, changes nothing."""
    moved = ImportRun.objects.filter(pk=run.pk, state__in=MOVES[state]).update(
        state=state, **values
    )
    run.refresh_from_db()
    if not moved:
        raise ValidationError(
            _("“%(file)s” cannot be moved on from “%(state)s”.")
            % {"file": run.file_name, "state": run.get_state_display().lower()}
        )


def _record(by: Actor, verb: str, run: ImportRun, **changes) -> None:
    record(by=by, verb=verb, object_type="import", object_ref=run.ref, **changes)
