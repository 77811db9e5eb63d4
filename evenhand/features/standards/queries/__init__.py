"""Reading policies, standards and targets: versions, drafts, what they say in plain words, what holds on a day."""

from evenhand.features.standards.queries.adjusted import (
    OwnTarget,
    adjusted_people,
    adjusted_thresholds,
    overlapping,
    own_targets,
    person_with_targets,
    target_adjustment,
)
from evenhand.features.standards.queries.monitoring import (
    MEASURES,
    has_monitoring_policy,
    in_shadow,
    monitored,
)
from evenhand.features.standards.queries.policies import (
    Concerned,
    Listed,
    awaited_views,
    concerned,
    consultation_of,
    consulted,
    draft_for_reading,
    draft_to_write,
    in_force_of,
    last_of,
    open_drafts,
    policies,
    policy_of,
    section_cited,
    unanswered_views,
    version_of,
    versions,
)
from evenhand.features.standards.queries.saying import all_sections
from evenhand.features.standards.queries.targets import (
    TARGET,
    Held,
    all_held,
    measured_from,
    people_under,
    target_for,
    targets_in_force,
)

__all__ = [
    "TARGET", "Held", "OwnTarget", "adjusted_people", "adjusted_thresholds", "all_held", "measured_from",
    "overlapping", "own_targets", "people_under", "person_with_targets", "target_adjustment", "target_for",
    "targets_in_force",
    "MEASURES", "Concerned", "Listed", "all_sections", "awaited_views", "concerned", "consultation_of", "consulted",
    "draft_for_reading", "draft_to_write", "has_monitoring_policy", "in_force_of", "in_shadow", "last_of", "monitored", "open_drafts",
    "policies", "policy_of", "section_cited", "unanswered_views", "version_of", "versions",
]  # fmt: skip
