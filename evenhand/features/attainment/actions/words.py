"""A person's own words beside their figure, and those of whoever leads them today."""

from evenhand.features.attainment.policy import MAY, Ability
from evenhand.features.attainment.queries.reading import Seen
from evenhand.features.attainment.queries.words import OBJECT, object_ref, pin
from evenhand.foundation.access.policy import require
from evenhand.foundation.access.viewers import Viewer
from evenhand.foundation.remarks import actions as remarks
from evenhand.foundation.remarks.models import Remark


def add_words(*, by: Viewer, seen: Seen, words: str) -> Remark:
    """ValidationError where there are none, or too many."""
    require(by, Ability.ADD_WORDS, MAY, holds=seen.holds)
    return remarks.remark(
        by=by,
        object_type=OBJECT,
        object_ref=object_ref(seen),
        subject_ref=seen.person.ref,
        pin=pin(seen),
        words=words,
    )
