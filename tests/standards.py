"""A charter, a service standard and targets for tests, through the same actions as anybody's.

Targets need facts: ask for the fixture `files_home` and for `centre.make_centre()` first.
"""

from datetime import date, timedelta

from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import Standard, StandardVersion, TargetVersion, Version
from evenhand.features.standards.rules.targets import About, Direction, Every, Wanted, Where
from tests import cast, policies

GOALS = (
    ("", "We answer quickly", "Nobody waits longer than they have to."),
    ("", "We settle it the first time", "Nobody has to come back for the same thing."),
)
FORTNIGHT = timedelta(days=14)


def helen(today: date = cast.TODAY):
    return cast.viewer(cast.helen(), today)


def make_charter(*, effective_from: date = cast.SINCE) -> Version:
    """In force since the cast came, unless told, with two goals."""
    known = queries.charter()
    if known:
        return queries.last_of(known)
    policy = policies.begin(kind="charter", title="Our promise to customers")
    draft = policies.write(policy, effective_from=effective_from, sections=GOALS)
    return policies.publish(draft, unconsulted_reason="It was ours on paper.")


def begin_standard(title: str = "First contact resolution") -> Standard:
    make_charter()
    return actions.begin_standard(by=helen(), title=title)


def write_standard(standard: Standard, *, by=None, **other):
    held = standard.__class__.objects.get(pk=standard.pk)
    draft = getattr(held, "draft", None)
    given = {
        "revision": draft.revision if draft else 0,
        "title": held.title,
        "text": "Whatever you bring us is settled in one contact.",
        "goal": "we-settle-it-the-first-time@1",
        "owner_id": held.owner_id,
        "effective_from": cast.SINCE,
    }
    return actions.save_standard(by=by or helen(), standard=held, **(given | other))


def publish_standard(draft, *, by=None, **other) -> StandardVersion:
    by = by or helen()
    given = {"reason": "Customers asked for it", "reply_by": by.today + FORTNIGHT}
    return actions.publish_standard(by=by, standard=draft.standard, revision=draft.revision, **(given | other))  # fmt: skip


def make_standard(title: str = "First contact resolution", **other) -> StandardVersion:
    """Published, and in force since the cast came unless told."""
    return publish_standard(write_standard(begin_standard(title), **other))


def wanted(key: str = "csat", **other) -> Wanted:
    """A target that nothing speaks against: at least 80% for each person, from the cast's first day."""
    given = {
        "kpi": queries.kpi_called(key),
        "about": About.PERSON,
        "where": Where.ORGANISATION,
        "direction": Direction.AT_LEAST,
        "threshold": 0.8,
        "every": Every.MONTH,
        "minimum_volume": 20,
        "effective_from": cast.SINCE,
        "reason": "It is what customers were promised",
        "reply_by": cast.TODAY + FORTNIGHT,
    }
    return Wanted(**(given | other))


def make_target(standard: StandardVersion | None = None, key: str = "csat", *, by=None, target=None, **other) -> TargetVersion:  # fmt: skip
    standard = (standard or make_standard()).standard
    return actions.set_target(by=by or helen(), standard=standard, wanted=wanted(key, **other), target=target)  # fmt: skip
