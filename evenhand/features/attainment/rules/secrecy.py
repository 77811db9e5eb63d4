"""Who reads what of a row: likely below is a word between two people, and for everybody else the row cannot tell yet."""

from enum import StrEnum

from evenhand.analysis.statistics.states import State


class Reads(StrEnum):
    """How much of somebody's row a viewer reads."""

    ALL = "all"  # the person, and whoever leads them today
    SAID = "said"  # findings, meets, cannot tell


def said(state: State) -> State:
    """What everybody else is told: the only state that lists, counts, files, alerts and the audit know."""
    return State.CANNOT_TELL if state is State.LIKELY_BELOW else state


def tells_why(state: State, reads: Reads) -> bool:
    """Whether expectation, level, probability and “how many more” are told along with a state.

    For whoever reads what is said alone, they would tell one “cannot tell yet” from the other.
    """
    return reads is Reads.ALL or said(state) is not State.CANNOT_TELL
