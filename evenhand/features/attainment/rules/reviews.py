"""Reviews as they came, and as the model compares them: whose count, for how much each stands, who can be told apart."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from evenhand.features.attainment.rules.ways import Unsaid

if TYPE_CHECKING:
    import numpy as np

    from evenhand.analysis.measure.reviews import Given
    from evenhand.analysis.statistics.standing import Links, Reviews


def why_not(links: "Links") -> Unsaid | None:
    """Why nobody is judged by these reviews; None where reviewers can be told from those whom they review."""
    if links.identify or not links.reviews:
        return None
    if not links.named:
        return Unsaid.NAMELESS
    return Unsaid.APART if links.apart > 1 else Unsaid.UNCROSSED


def counting(given: "Given", since: Mapping[int, date], first: date) -> "np.ndarray":
    """(N,): which of the reviews are of the days that count for their person."""
    import numpy as np

    begins = {person: max(day, first) for person, day in since.items()}
    never = date.max
    return given.day >= np.array([begins.get(one, never) for one in given.person.tolist()], "datetime64[D]")  # fmt: skip


def compared(given: "Given", counts: "np.ndarray", people: Sequence[int]) -> "Reviews":
    """`people`: everybody of whom there is a review, and whoever is measured; ascending."""
    import numpy as np

    from evenhand.analysis.statistics.standing import Reviews

    person = np.searchsorted(np.array(people, int), given.person)
    names = sorted({name for name in given.giver if name})
    number = {name: at for at, name in enumerate(names)}
    weeks = (given.week - given.week.min(initial=np.datetime64("9999-12-31"))).astype(int) // 7
    return Reviews(
        person=person,
        team=given.team,
        giver=np.array([number.get(name, -1) for name in given.giver], int),
        kind=given.kind,
        week=weeks,
        score=np.clip(given.earned / given.possible, 0.0, 1.0),
        weight=_stands_for(given, 2 * person + counts) * given.possible,
        counts=counts,
        people=len(people),
        kinds=len(given.kinds),
    )


def _stands_for(given: "Given", group: "np.ndarray") -> "np.ndarray":
    """1 ÷ the chance of being drawn, where all reviews of a group say it, as the score counts them; 1 on average."""
    import numpy as np

    told = given.probability > 0
    size = np.bincount(group)
    weighted = (np.bincount(group, told) == size)[group]
    weight = np.where(weighted, 1 / np.where(told, given.probability, 1.0), 1.0)
    return weight / (np.bincount(group, weight) / np.maximum(size, 1))[group]
