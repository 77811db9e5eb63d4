"""What may be said of somebody against a standard, in four words, and from which probability on. No numpy here."""

from dataclasses import dataclass
from enum import StrEnum

# A finding: in a set of which at most this share is expected to be named wrongly (Bayesian false discovery rate) …
FALSE_DISCOVERIES = 0.05
# … and on its own surer than this, whatever the others of the set are.
FLOOR = 0.90
# From here on one side of the standard is likely: enough for a word between two people, for no list and no count.
LIKELY = 0.80
# With a smaller share of reviews across teams a strict reviewer cannot be told from a weak team: decision record 22.
LEAST_CROSSED = 0.10
# With fewer people how much they differ is itself unsure, and pages say so.
FEW_PEOPLE = 30


class State(StrEnum):
    """Where somebody stands. `deciding.decide` is the only place that gives one."""

    MEETS = "meets"
    CANNOT_TELL = "cannot_tell"
    LIKELY_BELOW = "likely_below"
    FINDING = "finding"


@dataclass(frozen=True)
class Standard:
    """What is expected on the reference mix: a share (0–1), a mean in the unit of the KPI, or events for each contact.

    `minimum`: below so many counted contacts nothing is said of anybody.
    """

    value: float
    higher_is_better: bool = True
    minimum: int = 30

    def __post_init__(self):
        if self.minimum < 0:
            raise ValueError("A minimum volume is not negative.")
