"""Writing policies: drafts, consultations, and publishing for good."""

from evenhand.features.standards.actions.consulting import answer_views, consult, give_views
from evenhand.features.standards.actions.drafting import begin_policy, save_draft
from evenhand.features.standards.actions.publishing import ask_newcomers, publish

__all__ = [
    "answer_views", "ask_newcomers", "begin_policy", "consult", "give_views", "publish", "save_draft",
]  # fmt: skip
