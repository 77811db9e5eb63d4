"""What figures pages read: measured figures, lists under them, the shape behind them."""

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
from evenhand.features.insights.queries.rows import Part, Row, parts, people_rows, team_rows
from evenhand.features.insights.queries.saved import (
    own_view,
    saved_views,
    teams_to_share_with,
    views_kept,
)
from evenhand.features.insights.queries.standing import Standing, standing

__all__ = [
    "UNUSED",
    "Expectation",
    "Part",
    "Row",
    "Shown",
    "Spread",
    "Standing",
    "all_keys",
    "backlog",
    "expectation_history",
    "expectation_key",
    "expectations",
    "figures",
    "first_keys",
    "formulas",
    "is_guarded",
    "lately",
    "lies",
    "may_expect",
    "measured",
    "own_view",
    "parts",
    "people_rows",
    "saved_views",
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
