"""Who reads how much of where somebody stands, who asks for a run, and who says something about a figure."""

from collections.abc import Collection
from enum import StrEnum

from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.features.people.models import Membership, Person
from evenhand.features.people.policy import MAY as PEOPLE
from evenhand.features.people.policy import Ability as OfPeople
from evenhand.features.people.policy import holding, led_teams, relations
from evenhand.foundation.access.policy import May, may
from evenhand.foundation.access.roles import Relation, Role
from evenhand.foundation.access.viewers import Viewer


class Ability(StrEnum):
    READ_ALL = "see all of where somebody stands, also what is only likely"
    READ_SAID = "see whether somebody meets a target, whether it cannot be told yet, and findings"
    READ_TOTALS = "see where teams and other totals stand, as far as totals are shown"
    ADD_WORDS = "add words of one's own to somebody's figure"
    RECKON = "ask for a new run"
    SET_LOOK_RULE = "set after how many missed weeks leaders are told to look"


_SAID = frozenset({Role.SERVICE_MANAGER, Role.HR_ADVISER})

MAY: May = {
    # What is only likely is a word between two people: no list, count, file, alert or audit line has it.
    Ability.READ_ALL: frozenset({Relation.SELF, Relation.LEADER}),
    Ability.READ_SAID: frozenset({Relation.SELF, Relation.LEADER}) | _SAID,
    Ability.READ_TOTALS: _SAID | {Role.TEAM_LEADER, Role.QUALITY_ANALYST, Role.REPRESENTATIVE},
    Ability.ADD_WORDS: frozenset({Relation.SELF, Relation.LEADER}),
    Ability.RECKON: _SAID,
    Ability.SET_LOOK_RULE: frozenset({Role.SERVICE_MANAGER}),
}


def reads(viewer: Viewer, holds: frozenset[Relation]) -> Reads | None:
    """How much of a person's rows, by what the viewer is to them today; None: nothing."""
    if may(viewer, Ability.READ_ALL, MAY, holds=holds):
        return Reads.ALL
    return Reads.SAID if may(viewer, Ability.READ_SAID, MAY, holds=holds) else None


def relations_to(viewer: Viewer, people: Collection[Person]) -> dict[int, frozenset[Relation]]:
    """What the viewer is to each of these people today. Asks once for all."""
    led = Membership.objects.filter(holding(viewer.today), team_id__in=led_teams(viewer))
    led_people = set(led.values_list("person_id", flat=True))
    return {
        one.pk: frozenset(
            relation
            for relation, holds in (
                (Relation.SELF, viewer.is_someone and one.user_id == viewer.user_id),
                (Relation.LEADER, one.pk in led_people),
            )
            if holds
        )
        for one in people
    }


def knows_adjusted(viewer: Viewer, holds: frozenset[Relation]) -> bool:
    """Whether the viewer may know that something was adjusted for somebody."""
    return may(viewer, OfPeople.SEE_ADJUSTMENT, PEOPLE, holds=holds)


__all__ = ["MAY", "Ability", "knows_adjusted", "reads", "relations", "relations_to"]
