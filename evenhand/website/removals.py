"""How each kind of removal is done again after a restore: kind → function(removal)."""

from evenhand.features.governance.actions import WAYS as REMOVALS

__all__ = ["REMOVALS"]
