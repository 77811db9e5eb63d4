"""What figures pages read: measured figures, lists under them, the shape behind them."""

from evenhand.features.insights.queries.aims import Aim, aim, has_target_of_people, targets_of_kpi
from evenhand.features.insights.queries.comparing import (
    Compared,
    Comparison,
    compared_people,
    compared_teams,
)
from evenhand.features.insights.queries.expectations import (
    Expectation,
    expectation_history,
    expectation_key,
    expectations,
    lies,
    may_expect,
)
from evenhand.features.insights.queries.figures import (
    UNUSED,
    Shown,
    all_keys,
    figures,
    first_keys,
    formulas,
    is_guarded,
    lately,
    measured,
    steps,
    under_keys,
)
from evenhand.features.insights.queries.patterns import (
    Spread,
    backlog,
    spread,
    through_the_week,
    weekly_kpis,
)
from evenhand.features.insights.queries.process import (
    Process,
    moved,
    process,
    said_days,
    sees_each,
)
from evenhand.features.insights.queries.rows import Part, Row, parts, people_rows, team_rows
from evenhand.features.insights.queries.saved import (
    own_view,
    saved_views,
    teams_to_share_with,
    views_kept,
)
from evenhand.features.insights.queries.standing import Standing, standing
from evenhand.features.insights.queries.words import (
    OBJECT,
    figure_pin,
    figure_ref,
    may_speak,
    words_on,
)

__all__ = [
    "OBJECT",
    "figure_pin",
    "figure_ref",
    "may_speak",
    "words_on",
    "UNUSED",
    "Aim",
    "Compared",
    "Comparison",
    "Expectation",
    "Part",
    "Process",
    "Row",
    "Shown",
    "Spread",
    "Standing",
    "aim",
    "all_keys",
    "backlog",
    "compared_people",
    "compared_teams",
    "expectation_history",
    "expectation_key",
    "expectations",
    "figures",
    "has_target_of_people",
    "targets_of_kpi",
    "first_keys",
    "formulas",
    "is_guarded",
    "lately",
    "lies",
    "may_expect",
    "measured",
    "moved",
    "own_view",
    "parts",
    "people_rows",
    "process",
    "said_days",
    "saved_views",
    "sees_each",
    "spread",
    "standing",
    "steps",
    "team_rows",
    "teams_to_share_with",
    "through_the_week",
    "under_keys",
    "views_kept",
    "weekly_kpis",
]
