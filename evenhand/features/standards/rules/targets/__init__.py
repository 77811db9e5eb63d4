"""Targets: what one is, what a KPI may be asked of whom, and what stands in the way of one."""

from evenhand.features.standards.rules.targets.refusing import Refusal, refusals
from evenhand.features.standards.rules.targets.use import (
    direction_of,
    ends_of,
    fits_as_counter,
    is_handling_time,
    is_inside,
    is_of_time,
    may_be_about,
    needs_counter,
    typed_in,
)
from evenhand.features.standards.rules.targets.wanted import (
    MOST_WEEKS,
    About,
    Direction,
    Every,
    Known,
    Measured,
    Spell,
    Wanted,
    Where,
)

__all__ = [
    "MOST_WEEKS", "About", "Direction", "Every", "Known", "Measured", "Refusal", "Spell", "Wanted", "Where",
    "direction_of", "ends_of", "fits_as_counter", "is_handling_time", "is_inside", "is_of_time", "may_be_about",
    "needs_counter", "refusals", "typed_in",
]  # fmt: skip
