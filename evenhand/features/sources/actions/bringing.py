"""The work of a run: check, confirm, bring in, take back; and building figures anew."""

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
from evenhand.features.people.actions import add_key, add_people_of_file
from evenhand.features.people.queries import directory, persons, unknown_keys
from evenhand.features.sources import queries
from evenhand.features.sources.actions.moving import Report, fail, move, record_of, silent
from evenhand.features.sources.models import ImportRun, State
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.facts import definitions, store
from evenhand.foundation.files.queries import path_of

# What may become of somebody whom nobody knows, beside being a person who is here.
NEW, LEAVE = "new", "leave"


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
        fail(run=run, problem=str(refusal))
        raise ValidationError(str(refusal)) from refusal
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


def unknown_people(run: ImportRun) -> list[str]:
    return unknown_keys(run.source.name, [key for key, _n in run.summary.get("agents", [])])


@transaction.atomic
def confirm(
    *,
    by: Actor,
    run: ImportRun,
    add_people: bool,
    team_name: str,
    each: dict[str, str] | None = None,
) -> ImportRun:
    """Decide to bring in a checked file, and what becomes of people whom nobody knew.

    `each`: for single keys of the file the ref of the person who is meant, NEW or LEAVE; others go by `add_people`."""
    unknown, each = unknown_people(run), each or {}
    usual = NEW if add_people else LEAVE
    chosen = {key: each.get(key, usual) for key in unknown}
    keys = [key for key, choice in chosen.items() if choice == NEW]
    same = {key: ref for key, ref in chosen.items() if ref not in (NEW, LEAVE)}
    if keys and not team_name.strip():
        raise ValidationError(_("Give the team of the new people a name."))
    if not run.accepted:
        raise ValidationError(_("There is nothing in this file to bring in."))
    move(run, State.BRINGING_IN)
    _add_keys(by, run, same)
    if keys:
        first = date.fromisoformat(run.summary["first"])
        add_people_of_file(
            by=by, source=run.source.name, keys=keys, team_name=team_name, starts_on=first
        )
    people = {"people_added": len(keys), "people_matched": len(same)}
    record_of(by, "file confirmed", run, after={**people, "team": team_name if keys else ""})
    return run


def _add_keys(by: Actor, run: ImportRun, same: dict[str, str]) -> None:
    """From now on these keys of this source mean people who are here."""
    here = persons(same.values())
    for key, ref in same.items():
        if ref not in here:
            raise ValidationError(_("Nobody here is meant by “%(key)s”.") % {"key": key})
        add_key(by=by, person=here[ref], key=key, source=run.source.name)


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
