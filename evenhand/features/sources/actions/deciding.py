"""What is decided of a checked file: whether it comes in, and who is meant by the people whom nobody knows."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evenhand.analysis.intake.receive import forget_draft
from evenhand.features.people.actions import add_key, add_people_of_file
from evenhand.features.people.queries import persons, unknown_keys
from evenhand.features.sources import queries
from evenhand.features.sources.actions.moving import counts, move, record_of
from evenhand.features.sources.models import MOVES, ImportRun, State
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.facts import store

# What may become of somebody whom nobody knows, beside being a person who is here.
NEW, LEAVE = "new", "leave"


def unknown_people(run: ImportRun) -> list[str]:
    """By one key each: the file may spell them in several ways."""
    return list(_unknown(run))


def _unknown(run: ImportRun) -> dict[str, list[str]]:
    return unknown_keys(run.source.name, queries.keys_named(run))


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
    if not run.accepted:
        raise ValidationError(_("There is nothing in this file to bring in."))
    move(run, State.BRINGING_IN)
    people = _settle(by, run, NEW if add_people else LEAVE, team_name.strip(), each or {})
    record_of(by, "file confirmed", run, after=people)
    return run


@transaction.atomic
def add_people(
    *, by: Actor, run: ImportRun, team_name: str, each: dict[str, str] | None = None
) -> dict:
    """Say who is meant by the people whom nobody knows, of a file whose lines are all here already: nothing comes in.

    Those without a choice of their own in `each` are added, if there is a team for them. Gives how many."""
    team = team_name.strip()
    people = _settle(by, run, NEW if team else LEAVE, team, each or {})
    record_of(by, "people of file added", run, after=people)
    return people


@transaction.atomic
def discard(*, by: Actor, run: ImportRun) -> ImportRun:
    """Decide against a file that was looked at or checked: it asks nobody any more, and nothing of it counts.

    ValidationError where something of it does: the work was cut off after its lines came in."""
    if run.state in MOVES[State.DISCARDED] and counts(run):
        raise ValidationError(
            _(
                "The lines of “%(file)s” count already. Bring it in to the end; then it can be taken back."
            )
            % {"file": run.file_name}
        )
    move(run, State.DISCARDED, finished_at=timezone.now())
    record_of(by, "file discarded", run, before={"lines": run.lines, "accepted": run.accepted})
    transaction.on_commit(lambda: forget_draft(store(), run.ref))
    return run


def _settle(by: Actor, run: ImportRun, usual: str, team: str, each: dict[str, str]) -> dict:
    """From now on each key means whom it was said to mean, in every spelling of the file. Gives how many."""
    unknown = _unknown(run)
    chosen = {key: each.get(key, usual) for key in unknown}
    new = [key for key, choice in chosen.items() if choice == NEW]
    same = {key: ref for key, ref in chosen.items() if ref not in (NEW, LEAVE)}
    if new and not team:
        raise ValidationError(_("Give the team of the new people a name."))
    _add_keys(by, run, {one: ref for key, ref in same.items() for one in unknown[key]})
    if new:
        add_people_of_file(
            by=by,
            source=run.source.name,
            keys=[one for key in new for one in unknown[key]],
            team_name=team,
            starts_on=_first_day(run),
        )
    return {
        "people_added": len(new),
        "people_matched": len(same),
        "team": team if new else "",
    }


def _first_day(run: ImportRun) -> date:
    days = (run.summary.get(end) for end in ("first", "first_here"))
    return date.fromisoformat(min(day for day in days if day))


def _add_keys(by: Actor, run: ImportRun, same: dict[str, str]) -> None:
    """From now on these keys of this source mean people who are here."""
    here = persons(same.values())
    for key, ref in same.items():
        if ref not in here:
            raise ValidationError(_("Nobody here is meant by “%(key)s”.") % {"key": key})
        add_key(by=by, person=here[ref], key=key, source=run.source.name)
