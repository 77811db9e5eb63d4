"""What was said beside a figure: of a person and a target, for as long as the figure exists."""

from datetime import date

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.queries.reading import Seen
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.foundation.remarks.models import Remark
from evenhand.foundation.remarks.queries import remarks_on

OBJECT = "standing"


def object_ref(seen: Seen) -> str:
    """A person's figure of a target, whatever the run: so that words outlast the night."""
    return f"{seen.version.target.ref}-{seen.person.ref}"


def pin(seen: Seen) -> str:
    """Which days of it the words are about."""
    one = seen.assessment
    return pin_of(one.definition, one.first, one.end)


def pin_of(definition: str, first: date, end: date) -> str:
    return f"{definition} {first} {end}"


def words_about(found: list[Seen]) -> dict[str, list[Remark]]:
    """By ref of the row, as far as its reader may read them. Asks once for all."""
    said = remarks_on(OBJECT, {object_ref(one) for one in found})
    return {
        one.ref: [each for each in said.get(object_ref(one), ()) if _may_read(one, each)]
        for one in found
    }


def _may_read(seen: Seen, one: Remark) -> bool:
    """The person's own words stand beside their figure for everybody who reads it. What whoever leads them says of a
    figure that is no finding stays between the two: that they said something would tell what is only likely."""
    own = one.author_id == seen.person.user_id
    return own or seen.reads is Reads.ALL or seen.state is State.FINDING
