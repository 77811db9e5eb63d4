"""Pages of policies, service standards and targets: what holds and held, drafts, consultations, publishing."""

from evenhand.features.standards.views.adjusted import person_target_end, person_targets
from evenhand.features.standards.views.discarding import (
    policy_draft_removal,
    standard_draft_removal,
)
from evenhand.features.standards.views.drafts import (
    new_policy,
    policy_consultation,
    policy_consultations,
    policy_draft,
    policy_draft_text,
    policy_publication,
)
from evenhand.features.standards.views.listing import policy_list, standard_list
from evenhand.features.standards.views.reading import (
    policy,
    policy_changes,
    policy_section,
    policy_version,
)
from evenhand.features.standards.views.services import (
    new_standard,
    standard,
    standard_changes,
    standard_draft,
    standard_draft_text,
    standard_publication,
    standard_version,
    standard_withdrawal,
)
from evenhand.features.standards.views.targets import (
    new_target,
    new_target_version,
    target,
    target_copies,
    target_ending,
)

__all__ = [
    "new_policy", "new_standard", "new_target", "new_target_version", "person_target_end", "person_targets", "policy",
    "policy_changes", "policy_consultation", "policy_consultations", "policy_draft", "policy_draft_removal", "policy_draft_text",
    "policy_list", "policy_publication", "policy_section", "policy_version", "standard", "standard_changes",
    "standard_draft", "standard_draft_removal", "standard_draft_text", "standard_list", "standard_publication", "standard_version",
    "standard_withdrawal", "target", "target_copies", "target_ending",
]  # fmt: skip
