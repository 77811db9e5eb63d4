"""What can be done in governance."""

from evenhand.features.governance.actions.carrying_out import WAYS
from evenhand.features.governance.actions.erasing import carry_out, decide_erasure
from evenhand.features.governance.actions.expiring import carry_out_expiry, decide_expiry
from evenhand.features.governance.actions.keeping import hold, release, set_retention
from evenhand.features.governance.actions.looking import open_looks

__all__ = [
    "WAYS",
    "carry_out",
    "carry_out_expiry",
    "decide_erasure",
    "decide_expiry",
    "hold",
    "open_looks",
    "release",
    "set_retention",
]
