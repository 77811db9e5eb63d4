"""What a figure is held against, and that is one thing: a target that holds for it, else what is expected of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evenhand.analysis.kpis.definition import Better, Kpi
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.expectations import (
    Expectation,
    expectations,
    may_expect,
)
from evenhand.features.people.policy import MAY, Ability, relations
from evenhand.features.standards.queries import (
    Held,
    measured_from,
    own_targets,
    target_for,
    targets_in_force,
)
from evenhand.features.standards.rules.targets import About, Direction, Where
from evenhand.foundation.access.policy import may


@dataclass(frozen=True)
class Aim:
    """A value in the KPI's unit, `since` when and why. `held`: the target that it comes from, None where it is only
    expected."""

    value: float
    higher_is_better: bool | None  # None: neither, and it is only expected
    since: date
    reason: str
    held: Held | None = None


def aims(chosen: Selection, kpis: Iterable[Kpi]) -> dict[str, Aim]:
    """By key of the KPI, on the last day of the period. Asks once for all.

    A total is held against its target. A person's plain figure is held against none here, for it takes no account of
    the contacts that came (that is `attainment`'s to say), and where there is one, nothing else is expected beside it.
    """
    on, place = chosen.period.window.last, _place(chosen)
    held, expected = _in_force(chosen, on), _expectations(chosen, on)
    found = {}
    for kpi in kpis:
        of_it = [one for one in held if one.kpi_key == kpi.key]
        own = [one for one in of_it if place and one.about is About.TOTAL and _is_about(one, place)]
        if own and not chosen.person:
            found[kpi.key] = _aim(own[0])
        elif kpi.key in expected and (one := _expected(chosen, kpi, expected[kpi.key], of_it)):
            found[kpi.key] = one
    return found


def targets_of_kpi(kpi_key: str, on: date) -> list[Held]:
    """The targets of one KPI that stand instead of what is expected of it."""
    return targets_in_force(on, target__kpi_key=kpi_key)


def has_target_of_people(chosen: Selection, kpi: Kpi) -> bool:
    """Whether people are held against a target of it: of whom, and with what threshold, is not said."""
    held = _in_force(chosen, chosen.period.window.last)
    return any(one.kpi_key == kpi.key and one.about is About.PERSON for one in held)


def _in_force(chosen: Selection, on: date) -> list[Held]:
    if "targets" not in chosen.asked_once:
        chosen.asked_once["targets"] = targets_in_force(on)
    return chosen.asked_once["targets"]


def _expectations(chosen: Selection, on: date) -> dict[str, Expectation]:
    if "expectations" not in chosen.asked_once:
        chosen.asked_once["expectations"] = expectations(on)
    return chosen.asked_once["expectations"]


def aim(chosen: Selection, kpi: Kpi) -> Aim | None:
    """Through time, on the last day of the period. Of a person a target only for whoever may know whether something was
    adjusted for them: to others a common one would be wrong for some, and leaving it out would say for whom."""
    own = _of_person(chosen, kpi, chosen.period.window.last) if chosen.person else None
    return own or aims(chosen, [kpi]).get(kpi.key)


def _of_person(chosen: Selection, kpi: Kpi, on: date) -> Aim | None:
    """Nobody is held against a target before they had the time to read it."""
    person, viewer = chosen.person, chosen.viewer
    entitled = may(viewer, Ability.SEE_ADJUSTMENT, MAY, holds=relations(viewer, person))
    if chosen.channel or chosen.topic or not entitled:
        return None
    held = target_for(person, kpi.key, on)
    since = held and measured_from([held]).get((held.version.pk, person.pk))
    if held is None or since is None or since > on:
        return None
    own = [
        one
        for one in own_targets(viewer, person)
        if one.target_id == held.version.target_id
        and one.starts_on <= on
        and (one.ends_on is None or on < one.ends_on)
    ]
    if not own:
        return _aim(held)
    return None if own[0].threshold is None else _aim(held, own[0].threshold)


def _place(chosen: Selection) -> tuple[Where, object] | None:
    """What the selection is the total of; None where it is a part of a part."""
    parts: list[tuple[Where, object]] = []
    if chosen.team:
        parts.append((Where.TEAMS, chosen.team.pk))
    if chosen.channel:
        parts.append((Where.CHANNELS, chosen.channel))
    if chosen.topic:
        parts.append((Where.TOPICS, chosen.topic))
    if len(parts) > 1:
        return None
    return parts[0] if parts else (Where.ORGANISATION, None)


def _is_about(held: Held, place: tuple[Where, object]) -> bool:
    where, key = place
    return held.where is where and (where is Where.ORGANISATION or key in held.keys)


def _aim(held: Held, threshold: float | None = None) -> Aim:
    value = held.version.threshold if threshold is None else threshold
    higher = held.version.direction == Direction.AT_LEAST
    return Aim(value, higher, held.first, held.version.reason, held)


def _expected(chosen: Selection, kpi: Kpi, found: Expectation, held: list[Held]) -> Aim | None:
    of_a_person = chosen.person is not None
    if not may_expect(kpi, of_a_person=of_a_person):
        return None
    if of_a_person and any(one.about is About.PERSON for one in held):
        return None
    higher = {Better.HIGHER: True, Better.LOWER: False}.get(kpi.better)
    return Aim(found.value, higher, found.since, found.reason)
