"""Whether strict reviewers can be told from the teams that they review."""

from dataclasses import dataclass

import numpy as np

from evenhand.analysis.statistics.standing.reviews import Reviews
from evenhand.analysis.statistics.states import LEAST_CROSSED

# Of reviews that do not say who gave them: from this share on nobody knows what hangs together.
_MOST_NAMELESS = 0.10


@dataclass(frozen=True)
class Links:
    """Whether reviewers can be told from teams. `apart`: into how many groups that share neither person nor reviewer the
    reviews fall; `crossed`: how many of the `reviews` were given outside of the team which their reviewer reviews most;
    `teams`: how many there are; `nameless`: how many do not say who gave them."""

    reviews: int
    crossed: int
    apart: int
    teams: int
    nameless: int

    @property
    def named(self) -> bool:
        return self.nameless < _MOST_NAMELESS * max(self.reviews, 1)

    @property
    def identify(self) -> bool:
        crossed = self.teams < 2 or self.crossed >= LEAST_CROSSED * self.reviews
        return self.named and self.apart == 1 and crossed


def links(reviews: Reviews) -> Links:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    named = reviews.giver >= 0
    person, giver = reviews.person[named], reviews.giver[named]
    team = np.unique(reviews.team[named], return_inverse=True)[1]
    size = reviews.people + reviews.givers
    graph = coo_array((np.ones(len(person)), (person, reviews.people + giver)), shape=(size, size))
    of = connected_components(graph, directed=False)[1]
    of_team = np.zeros((reviews.givers, int(team.max(initial=-1)) + 1))
    np.add.at(of_team, (giver, team), 1)
    home = of_team.argmax(1) if of_team.size else np.zeros(0, int)
    return Links(
        reviews=len(reviews.giver),
        crossed=int((home[giver] != team).sum()),
        apart=len(np.unique(of[person])),
        teams=of_team.shape[1],
        nameless=int((~named).sum()),
    )
