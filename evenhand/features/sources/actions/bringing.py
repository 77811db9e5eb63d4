"""The work of a run: check, bring in, take back; and building figures anew."""

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.intake import check as checking
from evenhand.analysis.intake import receive
from evenhand.analysis.intake.look import Unreadable
from evenhand.analysis.intake.mapping import Unclear
from evenhand.analysis.warehouse.rollup import fingerprint
from evenhand.features.people.queries import directory
from evenhand.features.sources import queries
from evenhand.features.sources.actions.moving import Report, fail, move, record_of, silent
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation import wording
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.files.queries import path_of


def check(*, by: Actor, run: ImportRun, today: date, report: Report = silent) -> ImportRun:
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
            corrects=run.corrects.ref if run.corrects else "",
            report=report,
        )
    except (Unclear, Unreadable) as refusal:
        fail(run=run, problem=refusal.why)
        raise ValidationError(wording.said(refusal.why)) from refusal
    with transaction.atomic():
        move(run, State.CHECKED, **_counts(summary))
        record_of(by, "file checked", run, after=_counted(run))
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


def bring_in(
    *,
    by: Actor,
    run: ImportRun,
    today: date,
    more_follow: bool = False,
    report: Report = silent,
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
        corrects=run.corrects.ref if run.corrects else "",
        directory=directory(),
        kpis=definitions(today),
        more_follow=more_follow,
        report=lambda done, total, month: report(month, done, total),
    )
    with transaction.atomic():
        move(run, State.DONE, finished_at=timezone.now(), **_counts(summary))
        record_of(
            by, "file brought in", run, after={**_counted(run), "generation": manifest.generation}
        )
    return run


@transaction.atomic
def confirm_taking_back(*, by: Actor, run: ImportRun, reason: str) -> ImportRun:
    if not reason.strip():
        raise ValidationError(_("Say why it is taken back: the reason stays on the record."))
    move(run, State.TAKING_BACK)
    record_of(by, "taking back begun", run, reason=reason.strip(), before=_counted(run))
    return run


def take_back(*, by: Actor, run: ImportRun, today: date, report: Report = silent) -> ImportRun:
    """Undo a run. The earlier versions that it had replaced come back. Safe to repeat."""
    manifest = receive.take_back(
        store(),
        run.ref,
        directory=directory(),
        kpis=definitions(today),
        report=lambda done, total, month: report(month, done, total),
    )
    with transaction.atomic():
        move(run, State.TAKEN_BACK, finished_at=timezone.now())
        record_of(by, "file taken back", run, after={"generation": manifest.generation})
    return run


def is_out_of_date(*, today: date) -> bool:
    """Whether the facts were counted with other definitions than those of this day, or by another version of Evenhand."""
    manifest = store().manifest()
    changed = manifest.rolled_up != fingerprint(definitions(today))
    return bool(manifest.runs) and (changed or manifest.is_of_another_version)


def republish(*, today: date, months: list[str] | None = None, report: Report = silent) -> int:
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
