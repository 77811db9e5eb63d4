"""Reading policies, standards and targets: versions, drafts, what they say in plain words, what holds on a day."""

from evenhand.features.standards.queries.adjusted import (
    ADJUSTMENT,
    OwnTarget,
    adjusted_between,
    adjusted_in_words,
    adjustments_of,
    judged_already,
    overlapping,
    own_targets,
    person_with_targets,
    target_adjustment,
    told_kept,
)
from evenhand.features.standards.queries.concerned import (
    SERVING,
    Concerned,
    concerned,
    concerned_by_targets,
)
from evenhand.features.standards.queries.measurable import (
    Here,
    families,
    here,
    kpi_called,
    place_refs,
    places,
    stands_text,
)
from evenhand.features.standards.queries.measured import (
    ReadDays,
    by_day,
    derived_from_earlier,
    measured_people,
    own_copy,
    own_day,
    read_days,
    shown_today,
    target_of,
    without_copy,
)
from evenhand.features.standards.queries.monitoring import (
    IN_SHADOW,
    MEASURES,
    NOT_NAMED,
    has_monitoring_policy,
    in_shadow,
    monitored,
    unused_about_people,
    usable_since,
)
from evenhand.features.standards.queries.policies import (
    Listed,
    awaited_views,
    consultation_of,
    consulted,
    draft_for_reading,
    draft_to_write,
    in_force_of,
    last_of,
    open_drafts,
    policies,
    policy_of,
    published_from,
    section_cited,
    unanswered_views,
    version_of,
    versions,
)
from evenhand.features.standards.queries.saying import all_sections
from evenhand.features.standards.queries.services import (
    STANDARD,
    ListedStandard,
    charter,
    ends_on,
    goal_cited,
    goal_is_said,
    goals,
    held_of,
    last_version_of,
    owners,
    standard_draft,
    standard_draft_to_write,
    standard_drafts,
    standard_of,
    standard_version_of,
    standard_versions,
    standards,
    version_on,
)
from evenhand.features.standards.queries.targets import (
    TARGET,
    Held,
    all_held,
    measured_from,
    people_under,
    target_for,
    targets_in_force,
    targets_of,
    versions_of,
)
from evenhand.features.standards.queries.telling import (
    ABOUT,
    DIRECTIONS,
    EVERY,
    WHERE,
    asked_text,
    days_text,
    period_text,
    place_names,
    threshold_text,
    title_text,
    unit_text,
    volume_text,
    weeks_text,
    whose_text,
)
from evenhand.features.standards.queries.throughout import under_since
from evenhand.features.standards.queries.what_if import FEWEST, WEEKS, WhatIf, can_be_tried, what_if

__all__ = [
    "ADJUSTMENT", "IN_SHADOW", "NOT_NAMED", "unused_about_people",
    "ABOUT", "DIRECTIONS", "EVERY", "FEWEST", "WEEKS", "WhatIf", "can_be_tried", "what_if", "MEASURES", "SERVING", "STANDARD", "TARGET", "WHERE", "Concerned", "Held", "Here",
    "Listed", "ListedStandard", "OwnTarget", "adjusted_in_words", "adjustments_of", "judged_already", "derived_from_earlier", "families", "measured_people", "own_copy", "own_day", "read_days", "ReadDays", "shown_today", "stands_text", "target_of", "targets_of", "without_copy", "adjusted_between", "under_since", "usable_since", "all_held", "all_sections",
    "asked_text", "awaited_views", "by_day", "charter", "concerned", "concerned_by_targets", "consultation_of", "consulted",
    "days_text", "draft_for_reading", "draft_to_write", "ends_on", "goal_cited", "goal_is_said", "goals",
    "has_monitoring_policy", "held_of", "here", "in_force_of", "in_shadow", "kpi_called", "last_of", "last_version_of",
    "measured_from", "monitored", "open_drafts", "overlapping", "own_targets", "owners", "people_under", "period_text",
    "person_with_targets", "place_names", "place_refs", "places", "policies", "policy_of", "published_from", "section_cited", "standard_draft",
    "standard_draft_to_write", "standard_drafts", "standard_of", "standard_version_of", "standard_versions",
    "standards", "target_adjustment", "target_for", "targets_in_force", "threshold_text", "title_text", "told_kept",
    "unanswered_views", "unit_text", "version_of", "versions_of", "version_on", "versions", "volume_text", "weeks_text", "whose_text",
]  # fmt: skip
