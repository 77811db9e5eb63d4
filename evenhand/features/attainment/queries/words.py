"""What was said beside a figure: of a person and a target, for as long as the figure exists."""

from dataclasses import dataclass

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.queries.reading import Seen
from evenhand.features.attainment.rules.secrecy import Reads
from evenhand.foundation.remarks.models import Remark
from evenhand.foundation.remarks.queries import remarks_on

OBJECT = "standing"


@dataclass(frozen=True)
class Words:
    """Beside this figure: of the person, of whoever leads them; and what was said of earlier periods."""

    here: tuple[Remark, ...]
    earlier: tuple[Remark, ...]


def object_ref(seen: Seen) -> str:
    """A person's figure of a target, whatever the run: so that words outlast the night."""
    return f"{seen.version.target.ref}-{seen.person.ref}"


def pin(seen: Seen) -> str:
    """Which days of it the words are about."""
    one = seen.assessment
    return f"{one.definition} {one.first} {one.end}"


def words_beside(found: list[Seen]) -> dict[str, Words]:
    """By ref of the row. Asks once for all."""
    said = remarks_on(OBJECT, {object_ref(one) for one in found})
    return {one.ref: _beside(one, said.get(object_ref(one), [])) for one in found}


def _beside(seen: Seen, said: list[Remark]) -> Words:
    told = [one for one in said if _may_read(seen, one)]
    here = [one for one in told if one.pin == pin(seen)]
    return Words(tuple(here), tuple(one for one in told if one.pin != pin(seen)))


def _may_read(seen: Seen, one: Remark) -> bool:
    """The person's own words stand beside their figure for everybody who reads it. What whoever leads them says of a
    figure that is no finding stays between the two: that they said something would tell what is only likely."""
    own = one.author_id == seen.person.user_id
    return own or seen.reads is Reads.ALL or seen.state is State.FINDING
