"""Where everyone stands against one standard, with their own mix of work, and how surely. Decision record 18.

Counts of each person in each kind of contact → `Mix` (how hard each kind is; nightly) → `Standing` (one entry for each
person) → `decide` (four states) and `more_contacts` (how many would settle it). Imports numpy: import it where it is used.
"""

from evenhand.analysis.statistics.standing.deciding import decide, findings
from evenhand.analysis.statistics.standing.links import Links, links
from evenhand.analysis.statistics.standing.means import MeanMix, means, means_mix
from evenhand.analysis.statistics.standing.mix import Mix
from evenhand.analysis.statistics.standing.posterior import Standing
from evenhand.analysis.statistics.standing.rates import rates, rates_mix
from evenhand.analysis.statistics.standing.reviews import Reviews
from evenhand.analysis.statistics.standing.scores import by_reviewers, scores, untied
from evenhand.analysis.statistics.standing.shares import shares, shares_mix
from evenhand.analysis.statistics.standing.strictness import strictness
from evenhand.analysis.statistics.standing.volume import months_until, more_contacts
from evenhand.analysis.statistics.states import Standard, State

__all__ = [
    "Links",
    "MeanMix",
    "Mix",
    "Reviews",
    "Standard",
    "Standing",
    "State",
    "by_reviewers",
    "decide",
    "findings",
    "links",
    "means",
    "means_mix",
    "months_until",
    "more_contacts",
    "rates",
    "rates_mix",
    "scores",
    "shares",
    "shares_mix",
    "strictness",
    "untied",
]
