"""Pages of policies: what holds and held, drafts, consultations, publishing."""

from evenhand.features.standards.views.drafts import (
    new_policy,
    policy_consultation,
    policy_consultations,
    policy_draft,
    policy_draft_text,
    policy_publication,
)
from evenhand.features.standards.views.reading import (
    policy,
    policy_changes,
    policy_list,
    policy_section,
    policy_version,
)

__all__ = [
    "new_policy", "policy", "policy_changes", "policy_consultation", "policy_consultations", "policy_draft",
    "policy_draft_text", "policy_list", "policy_publication", "policy_section", "policy_version",
]  # fmt: skip
