"""Which addresses a saved view may have: pages of figures, and only what they understand."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

PAGES = (
    r"/figures/", r"/figures/[-\w]+/(?:trend/|comparison/)?", r"/teams/[-\w]+/", r"/people/[-\w]+/", r"/channels/[-\w]+/",
    r"/topics/", r"/topics/figures/",
)  # fmt: skip
ASKED = (
    "period",
    "first",
    "last",
    "compare",
    "channel",
    "topic",
    "team",
    "person",
    "kpi",
    "heat",
    "show",
)
LONGEST = 1000


def clean(address: str) -> str:
    """The address with what a page of figures understands, in one order; "" where it is none of them."""
    if len(address) > LONGEST:
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not any(re.fullmatch(one, parts.path) for one in PAGES):
        return ""
    asked = dict(parse_qsl(parts.query))
    kept = {name: asked[name] for name in ASKED if asked.get(name) and "\0" not in asked[name]}
    return parts.path + (f"?{urlencode(kept)}" if kept else "")


def named(address: str) -> tuple[set[str], set[str]]:
    """(refs of teams, refs of persons) that it is about."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query))
    found = {"teams": {asked.get("team", "")}, "people": {asked.get("person", "")}}
    place, _, rest = parts.path.strip("/").partition("/")
    if place in found:
        found[place].add(rest)
    return found["teams"] - {""}, found["people"] - {""}


def names_a_person(address: str) -> bool:
    """Whether it is about one person; such a view is nobody else's."""
    return bool(named(address)[1])
