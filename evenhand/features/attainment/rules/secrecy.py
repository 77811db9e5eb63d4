"""Who reads what of a row: what is no finding is between two people, and for everybody else one silence like another."""

from enum import StrEnum

from evenhand.analysis.statistics.states import State


class Reads(StrEnum):
    """How much of somebody's row a viewer reads."""

    ALL = "all"  # the person, and whoever leads them today
    SAID = "said"  # who was found below once the period was over, and who is shown to meet it


def said(state: State) -> State:
    """What is written for everybody else: the only state that lists, counts, files, alerts and the audit know."""
    return State.CANNOT_TELL if state is State.LIKELY_BELOW else state


def is_told(state: State | None, reads: Reads, *, is_final: bool) -> bool:
    """Whether a row is there at all for somebody who reads so much.

    For whoever reads what is said alone, a row without a finding is not there, whatever the reason: were it, one
    reason could be told from another, and so who has something adjusted, or is likely below.
    """
    return reads is Reads.ALL or (is_final and state in (State.FINDING, State.MEETS))
