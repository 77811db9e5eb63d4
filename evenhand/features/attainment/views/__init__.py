"""Pages of where everyone stands."""

from evenhand.features.attainment.views.looking import look_rule
from evenhand.features.attainment.views.persons import (
    person_attainment,
    standing,
    words,
    words_back,
)
from evenhand.features.attainment.views.teams import (
    attainment_of_target,
    overview,
    run,
    team_attainment,
)

__all__ = [
    "look_rule", "overview", "person_attainment", "run", "standing", "attainment_of_target", "team_attainment", "words", "words_back",
]  # fmt: skip
