"""The run that says where everyone stands. Everything is counted first; then it is kept at once, or nothing is."""

from collections.abc import Callable, Sequence
from datetime import date

from django.db import transaction

from evenhand.analysis.figure import ENOUGH
from evenhand.features.attainment.models import (
    Assessment,
    PersonStanding,
    PlaceStanding,
    Reckoning,
)
from evenhand.features.attainment.queries.comparing import compared
from evenhand.features.attainment.queries.counting import Counting, Place
from evenhand.features.attainment.queries.falling import ALL
from evenhand.features.attainment.queries.gathering import (
    Asked,
    is_about_persons,
    latest,
    looked_at,
    to_do,
)
from evenhand.features.attainment.rules.judging import METHOD, Judged, Verdict, judge
from evenhand.features.attainment.rules.naming import FEWEST_COMPARED, Unnamed, long_enough
from evenhand.features.attainment.rules.places import lies
from evenhand.features.attainment.rules.secrecy import said
from evenhand.features.attainment.rules.ways import FIGURE_ALONE, Unsaid, Way, way_of
from evenhand.features.standards.rules.targets import Direction
from evenhand.foundation.access.viewers import Actor
from evenhand.foundation.audit.actions import record
from evenhand.foundation.facts import facts

_AT_ONCE = 2000  # rows of a statement


def reckon(
    *,
    by: Actor,
    today: date,
    report: Callable[..., None] = lambda *_: None,
    check_stop: Callable[[], None] = lambda: None,
) -> Reckoning | None:
    """Say where everyone stands against every target. None: nothing is new since the run that holds.

    `report(step, done, total)` hears where it is; `check_stop()` may raise between two targets: nothing is kept then.
    """
    todo = to_do(today)
    held = latest(today)
    if (held.fingerprint if held else None) == todo.fingerprint or not (held or todo.asked):
        return None
    counting = Counting(facts(today), todo.generation)
    made: list[_Made] = []
    for number, asked in enumerate(todo.asked):
        check_stop()
        report(asked.version.target.kpi_key, number, len(todo.asked))
        made.append(_Made(asked, counting, todo.zone))
    return _kept(by, today, todo, made)


class _Made:
    """One assessment and its rows, not kept yet."""

    def __init__(self, asked: Asked, counting: Counting, zone: str):
        self.asked, self.persons, self.places = asked, [], []
        version = asked.version
        kpi, way, unsaid = _definition(asked)
        self.assessment = Assessment(
            version=version, first=asked.window.first, end=asked.window.end, is_final=asked.is_final,
            definition=f"{version.target.kpi_key}@{version.kpi_version}", method=METHOD, way=way,
            unsaid=unsaid or "", zone=zone,
            is_first_look=asked.is_final and asked.looked is None,
        )  # fmt: skip
        if kpi is None:
            return
        self.places = [_place(self.assessment, one, asked) for one in counting.places(asked, kpi)]
        if way is not Way.NONE and asked.since:
            self._judge(counting, kpi, way)
        elif unsaid in FIGURE_ALONE:
            found = counting.figures(asked, kpi)
            self.persons = [
                _person(self.assessment, asked, person, figure, None, kpi)
                for person, figure in sorted(found.items())
            ]

    def _judge(self, counting: Counting, kpi, way: Way) -> None:
        asked, made = self.asked, self.assessment
        found = compared(counting, asked, kpi, way)
        if found.links:
            made.reviews, made.crossed = found.links.reviews, found.links.crossed
            made.apart = found.links.apart
        verdict = Verdict({}, unsaid=found.unsaid)
        if not found.unsaid:
            verdict = judge(
                found.standing_at, found.people, asked.version.threshold, own=asked.own,
                nameable=self._nameable(counting, kpi, way) - found.untied, days=asked.window.days,
            )  # fmt: skip
            if asked.is_final and not made.unnamed and verdict.people < FEWEST_COMPARED:
                made.unnamed = Unnamed.FEW
        made.unsaid = verdict.unsaid or ""
        made.people, made.wide, made.typical = verdict.people, verdict.wide, verdict.typical
        made.middle_low, made.middle_high = verdict.middle_half or (None, None)
        for person in sorted(asked.since):
            figure = found.figure_of(person)
            untied = person in found.untied
            judged = None if figure.problem or untied else verdict.of.get(person)
            row = _person(made, asked, person, figure, judged, kpi)
            row.unsaid = Unsaid.UNTIED if untied else ""
            if judged and found.by_reviewers:
                row.by_reviewers = found.by_reviewers.get(person)
            self.persons.append(row)

    def _nameable(self, counting: Counting, kpi, way: Way) -> frozenset[int]:
        """Of whom a finding may be made: at the one look at a period that is over, or again where that one made it."""
        asked, made = self.asked, self.assessment
        if not asked.is_final:
            return frozenset()
        long = long_enough(asked.since, asked.window)
        if asked.looked:
            made.unnamed, fell = asked.looked.unnamed, asked.looked.fell
            long &= asked.looked.named
        elif not long:
            made.unnamed, fell = Unnamed.SHORT, frozenset()
        else:
            fell = counting.fallen(asked, kpi, way)
            made.unnamed = Unnamed.ALL_FELL if ALL in fell else ""
            long = frozenset(one for one in long if asked.teams.get(one) not in fell)
        for place in self.places:
            place.fell = place.team_id is not None and place.team_id in fell
        return frozenset() if made.unnamed else long


def _definition(asked: Asked):
    """(the definition with what was pinned, the model that judges persons by it, why none does)."""
    version = asked.version
    try:
        kpi = version.kpi
    except KeyError:
        return None, Way.NONE, Unsaid.GONE
    if kpi.version != version.kpi_version:
        return None, Way.NONE, Unsaid.DEFINITION
    if not is_about_persons(asked):
        return kpi, Way.NONE, None
    if asked.unused:
        return kpi, Way.NONE, Unsaid.UNUSED
    return kpi, *way_of(kpi, version.threshold)


def _place(assessment: Assessment, one: Place, asked: Asked) -> PlaceStanding:
    figure, version = one.figure, asked.version
    return PlaceStanding(
        assessment=assessment,
        team_id=one.team,
        name=one.name,
        people=one.people,
        lies=lies(
            figure.low,
            figure.high,
            figure.n,
            threshold=version.threshold,
            at_least=version.direction == Direction.AT_LEAST,
            minimum=version.minimum_volume,
        ),
        **_figure(figure),
    )


def _person(
    made: Assessment, asked: Asked, person: int, figure, judged: Judged | None, kpi
) -> PersonStanding:
    row = PersonStanding(
        assessment=made,
        person_id=person,
        since=asked.since[person],
        begins=asked.begins[person],
        shared=person not in asked.unshared,
        formal_use=not kpi.customer_rated,
        threshold=asked.own.get(person, asked.version.threshold),
        **_figure(figure),
    )
    if judged:
        row.state, row.said = judged.state, said(judged.state)
        row.expected, row.level = judged.expected, judged.level
        row.level_low, row.level_high = judged.low, judged.high
        row.p_normal, row.p_npmle = judged.p_normal, judged.p_npmle
        row.more, row.months = judged.more, judged.months
    return row


_FIGURE = ("value", "low", "high", "numerator", "denominator")


def _figure(one) -> dict:
    """As every page tells it: below a few nothing but how many there were."""
    told = not one.problem and one.n >= ENOUGH and one.low is not None
    figure = {name: getattr(one, name) if told else None for name in _FIGURE}
    return figure | {"n": one.n, "problem": one.problem[:200]}


@transaction.atomic
def _kept(by: Actor, today: date, todo, made: Sequence[_Made]) -> Reckoning | None:
    held = latest(today)
    if held and held.fingerprint == todo.fingerprint:
        return None  # another run came first
    firsts = [one.assessment for one in made if one.assessment.is_first_look]
    if {(one.version_id, one.window) for one in firsts} & looked_at(firsts):
        return None  # so it did, and looked at the same days; the next run corrects what it said
    reckoning = Reckoning.objects.create(
        day=today, generation=todo.generation, fingerprint=todo.fingerprint, by_id=by.user_id
    )
    for one in made:
        one.assessment.reckoning = reckoning
    Assessment.objects.bulk_create(one.assessment for one in made)
    for model, name in ((PersonStanding, "persons"), (PlaceStanding, "places")):
        rows = [row for one in made for row in getattr(one, name)]
        for row in rows:
            row.assessment_id = row.assessment.pk
        model._default_manager.bulk_create(rows, batch_size=_AT_ONCE)
    # How many rows, never what they say: counts of states would betray what only two people may know.
    after = {"day": today, "generation": todo.generation, "targets": len(made)}
    record(by=by, verb="standings reckoned", object_type="reckoning", object_ref=reckoning.ref, after=after)  # fmt: skip
    return reckoning
