"""Reading policies: versions, drafts, what they say in plain words, and what they allow on a day."""

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

__all__ = [
    "MEASURES", "Concerned", "Listed", "all_sections", "awaited_views", "concerned", "consultation_of", "consulted",
    "draft_for_reading", "draft_to_write", "has_monitoring_policy", "in_force_of", "in_shadow", "last_of", "monitored", "open_drafts",
    "policies", "policy_of", "section_cited", "unanswered_views", "version_of", "versions",
]  # fmt: skip
