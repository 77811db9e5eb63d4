"""What a figure through time is held against: a target that holds for it, or what is expected of it."""

from dataclasses import dataclass
from datetime import date

from evenhand.analysis.kpis.definition import Better, Kpi
from evenhand.features.contacts.queries import Selection
from evenhand.features.insights.queries.expectations import expectations, may_expect
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
    """A value in the KPI's unit. `held`: the target that it comes from, None where it is only expected."""

    value: float
    higher_is_better: bool
    held: Held | None = None


def aim(chosen: Selection, kpi: Kpi) -> Aim | None:
    """On the last day of the period. Of a person only for whoever may know whether something was adjusted for them:
    to others a common target would be the wrong one for some, and leaving it out would say for whom."""
    on = chosen.period.window.last
    if chosen.person:
        found = _of_person(chosen, kpi, on)
    else:
        place = _place(chosen)
        found = next(
            (_aim(one) for one in _totals(kpi, on) if place and _is_about(one, place)), None
        )
    return found or _expected(chosen, kpi, on)


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


def _totals(kpi: Kpi, on: date) -> list[Held]:
    return targets_in_force(on, target__kpi_key=kpi.key, target__about=About.TOTAL)


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
    return Aim(value, held.version.direction == Direction.AT_LEAST, held)


def _expected(chosen: Selection, kpi: Kpi, on: date) -> Aim | None:
    found = expectations(on).get(kpi.key)
    of_a_person = chosen.person is not None
    if (
        found is None
        or kpi.better is Better.NEITHER
        or not may_expect(kpi, of_a_person=of_a_person)
    ):
        return None
    return Aim(found.value, kpi.better is Better.HIGHER)
