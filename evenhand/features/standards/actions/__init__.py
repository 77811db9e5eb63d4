"""Writing policies, service standards and targets: drafts, consultations, and publishing for good."""

from evenhand.features.standards.actions.adjusting import (
    adjust_target,
    end_target_adjustment,
    erase_told,
)
from evenhand.features.standards.actions.consulting import answer_views, consult, give_views
from evenhand.features.standards.actions.discarding import (
    discard_policy_draft,
    discard_standard_draft,
)
from evenhand.features.standards.actions.drafting import begin_policy, save_draft
from evenhand.features.standards.actions.newcomers import ask_newcomers
from evenhand.features.standards.actions.publishing import publish
from evenhand.features.standards.actions.refusals import range_text
from evenhand.features.standards.actions.services import (
    begin_standard,
    publish_standard,
    save_standard,
    withdraw_standard,
)
from evenhand.features.standards.actions.targets import end_target, give_copies, set_target
from evenhand.features.standards.actions.withdrawing import withdraw_what_ended

__all__ = [
    "adjust_target", "answer_views", "ask_newcomers", "begin_policy", "begin_standard", "consult", "discard_policy_draft", "discard_standard_draft", "end_target",
    "end_target_adjustment", "erase_told", "give_copies", "give_views", "publish", "publish_standard", "range_text", "save_draft",
    "save_standard", "set_target", "withdraw_standard", "withdraw_what_ended",
]  # fmt: skip
