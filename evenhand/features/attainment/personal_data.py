"""What attainment holds about people: where somebody stood against a target, and who asked for a run."""

from evenhand.analysis.texts import gettext_noop as _
from evenhand.features.attainment.models import (
    Assessment,
    PersonStanding,
    PlaceStanding,
    Reckoning,
    TeamNotice,
)
from evenhand.foundation.personal import Erase, Keep, Personal

_stood = Personal(
    purpose=_(
        "to know, and to show to the person, where they stand against a target and how surely"
    ),
    keep=Keep.EMPLOYMENT,
    export=True,
    erase=Erase.DELETE,
)
_asked = Personal(
    purpose=_("to know who asked for a run"), keep=Keep.RECORD, export=True, erase=Erase.KEEP
)

PERSONAL = {
    Reckoning: {"by": _asked},
    PersonStanding: dict.fromkeys(
        (
            "person", "n", "value", "low", "high", "numerator", "denominator", "problem", "since", "begins", "shared",
            "formal_use", "said", "state", "threshold", "expected", "level", "level_low", "level_high", "p_normal",
            "p_npmle", "more", "months", "by_reviewers", "unsaid",
        ),
        _stood,
    ),
}  # fmt: skip
NOT_PERSONAL = {
    Reckoning: {"id", "ref", "day", "generation", "fingerprint", "at"},
    Assessment: {
        "id", "reckoning", "version", "first", "end", "is_final", "definition", "method", "way", "unsaid", "zone",
        "people", "wide", "typical", "middle_low", "middle_high", "unnamed", "is_first_look",
        "reviews", "crossed", "apart",
    },
    PersonStanding: {"id", "ref", "assessment"},
    PlaceStanding: {
        "id", "ref", "assessment", "team", "name", "n", "value", "low", "high", "numerator", "denominator", "problem",
        "lies", "people", "fell",
    },
    TeamNotice: {"id", "team", "day"},
}  # fmt: skip
