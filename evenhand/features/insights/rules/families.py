"""Which figures a page shows first, and how it groups the rest. Keys that a centre has no data for are passed over."""

from collections.abc import Iterable, Mapping, Sequence

# The first few of these that have something to say stand at the top of a page.
FIRST_OF_MANY = (
    "handled", "answered", "service_level", "fcr", "csat", "aht", "asa", "nps", "ces", "qa_score",
    "in_deadline",
)  # fmt: skip
FIRST_OF_A_PERSON = ("csat", "qa_score", "fcr", "nps", "ces")
MOST_FIRST = 6

# What is said beside a figure, in one tile with it.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "aht": ("aht_median", "aht_p90"),
    "asa": ("asa_median", "asa_p90"),
    "first_response": ("first_response_median", "first_response_p90"),
    "resolution_median": ("resolution_p90",),
    "csat": ("csat_mean",),
    "ces": ("ces_mean",),
}
# What is measured through the week, in this order: how much comes, how long it waits, how much is answered in time.
THROUGH_THE_WEEK = ("handled", "asa", "service_level")
# The figure that is drawn where nobody chose one.
DRAWN = ("csat", "fcr", "service_level", "answered", "aht", "handled")

ORDER = ("volume", "speed", "resolution", "satisfaction", "quality", "work")


def first_and_rest[T](
    found: Mapping[str, T], first: Sequence[str], *, most: int = MOST_FIRST
) -> tuple[list[T], list[T]]:
    """(those that stand at the top, the others), each in order."""
    top = [key for key in first if key in found][:most] or list(found)[:most]
    return [found[key] for key in top], [one for key, one in found.items() if key not in top]


def by_family[T](found: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    """(family, its members) in the order of families; one that nobody listed comes last."""
    groups: dict[str, list[T]] = {}
    for family, one in found:
        groups.setdefault(family, []).append(one)
    listed = {name: place for place, name in enumerate(ORDER)}
    return sorted(groups.items(), key=lambda group: listed.get(group[0], len(ORDER)))


def beside() -> set[str]:
    return {key for keys in BESIDE.values() for key in keys}
