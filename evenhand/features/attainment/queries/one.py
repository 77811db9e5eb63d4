"""One row by its address, and what was said of the same person and target before and since."""

from evenhand.analysis.scope import Window
from evenhand.features.attainment.policy import knows_adjusted
from evenhand.features.attainment.queries.gathering import latest
from evenhand.features.attainment.queries.reading import Seen, rows_of, seen_by
from evenhand.foundation.access.policy import not_here, require_writable
from evenhand.foundation.access.viewers import Viewer


def standing_of(viewer: Viewer, ref: str) -> Seen:
    """Not found also where it was said before and the viewer may not know of adjustments: an old address that opens for
    most and not for all would tell of whom something was agreed since."""
    require_writable(ref)
    found = seen_by(viewer, rows_of(ref=ref))
    return found[0] if _open(viewer, found) else not_here()


def _open(viewer: Viewer, found: list[Seen]) -> list[Seen]:
    run = latest(viewer.today)
    return [
        one for one in found if one.assessment.reckoning == run or knows_adjusted(viewer, one.holds)
    ]


def lately_of(viewer: Viewer, seen: Seen) -> Seen | None:
    """What the run that holds today says of the same person and target over a period that is over."""
    run = latest(viewer.today)
    target = seen.version.target_id
    found = rows_of(
        person=seen.person, assessment__reckoning=run, assessment__is_final=True,
        assessment__version__target=target,
    )  # fmt: skip
    return next(iter(seen_by(viewer, found)), None)


def earlier_of(viewer: Viewer, seen: Seen, *, most: int = 12) -> list[Seen]:
    """What was said of the same person and target over earlier periods: of each the last word, the latest first."""
    last = last_words(viewer, seen, assessment__end__lt=seen.assessment.end)
    return sorted(last.values(), key=lambda one: one.assessment.end, reverse=True)[:most]


def last_words(viewer: Viewer, seen: Seen, **chosen) -> dict[Window, Seen]:
    """What was said last of the same person and target, of each period that was over."""
    found = rows_of(
        person=seen.person, assessment__is_final=True,
        assessment__version__target=seen.version.target_id, **chosen,
    )  # fmt: skip
    opened = _open(viewer, seen_by(viewer, found.order_by("id")))
    return {one.assessment.window: one for one in opened}
