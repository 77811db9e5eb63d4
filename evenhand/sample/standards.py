"""The simulated centre's charter, standards and targets: held on paper before Evenhand came, handed out, mostly read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from evenhand.features.communication import actions as communication
from evenhand.features.communication import queries as asked
from evenhand.features.communication.rules.acknowledging import State
from evenhand.features.people.models import Membership
from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import Standard, StandardVersion
from evenhand.features.standards.rules.targets import About, Direction, Every, Wanted, Where
from evenhand.foundation.access.viewers import Viewer
from evenhand.sample.policies import sample_viewer

_CHARTER = (
    ("", "We answer quickly", "You wait no longer than you have to, however you reach us."),
    ("", "We settle it the first time", "You do not have to come back to us for the same thing."),
    ("", "We treat you with care", "You are heard, told the truth in plain words, and treated as we would wish to be."),
)  # fmt: skip


@dataclass(frozen=True)
class _Target:
    """`after`: days of the simulated year that have gone by when it begins to hold."""

    kpi: str
    threshold: float
    why: str
    about: About = About.PERSON
    where: Where = Where.ORGANISATION
    names: tuple[str, ...] = ()
    direction: Direction = Direction.AT_LEAST
    every: Every = Every.ROLLING
    weeks: int | None = 12
    minimum_volume: int = 50
    counter: str = ""
    after: int = 28


_MONTHLY = {"about": About.TOTAL, "every": Every.MONTH, "weeks": None, "minimum_volume": 200}
_TEAMS = ("Northgate", "Southbank", "Westmoor")
# (title, what customers can expect, the goal, its targets)
_STANDARDS = (
    (
        "Calls are answered quickly",
        "Eight of ten callers speak to somebody within twenty seconds.",
        "we-answer-quickly@1",
        (
            _Target("service_level", 0.80, "It is what the charter promises, and what staffing is planned for.", **_MONTHLY),
            _Target("aht", 420, "So that queues stay short. It says nothing about one person, and counts only beside what is settled.",
                    direction=Direction.AT_MOST, counter="fcr", where=Where.TEAMS, names=_TEAMS, **_MONTHLY),
        ),
    ),
    (
        "Emails are answered within hours",
        "A person, not a machine, answers an email within four hours.",
        "we-answer-quickly@1",
        (_Target("first_response", 0.95, "One email in twenty may need somebody who is not there.",
                 where=Where.CHANNELS, names=("email",), **_MONTHLY),),
    ),
    (
        "Settled the first time",
        "Whatever you bring us is settled in one contact, unless somebody has to come and look.",
        "we-settle-it-the-first-time@1",
        (_Target("fcr", 0.87, "Agreed with all three teams: what most reached in the year before.", minimum_volume=100),),
    ),
    (
        "Customers are content",
        "Most of those who tell us what they think give one of the two best answers.",
        "we-treat-you-with-care@1",
        (_Target("csat", 0.55, "Agreed with all three teams; nearly everybody reached it in the year before.", after=56),),
    ),
    (
        "Handled with care",
        "Every contact keeps to what the scorecard says: heard, understood, told the truth in plain words.",
        "we-treat-you-with-care@1",
        (_Target("qa_score", 0.80, "What reviewers agreed to be good work.", weeks=26, minimum_volume=20, after=56),),
    ),
)  # fmt: skip
_SEEN = ("Joanna Price", "Maeve Donnellan", "Mateus Ribeiro", "Leila Haddad", "Owen Tudor")
_HANDED_OUT_BEFORE = timedelta(days=14)
_LEADERS = ("Joanna Price", "Rajesh Kotecha", "Maeve Donnellan")
_ABOUT_PRICE = "Customers are content"  # the standard about which she asks
_NOT_YET = "Zoë Penhaligon"  # was away when copies were handed out


def has_standards() -> bool:
    return Standard.objects.exists()


@transaction.atomic
def publish_standards(*, today: date, first_day: date) -> None:
    """After the facts, without which no target can be set. Does nothing where there are standards."""
    if has_standards():
        return
    helen = sample_viewer("Helen Brandt", today)
    _publish_charter(helen, first_day)
    for title, text, goal, targets in _STANDARDS:
        made = _published(helen, title, text, goal, first_day)
        for one in targets:
            _set(helen, made, one, first_day)
    _hand_out(helen)
    _answered(helen, today)


def _publish_charter(helen: Viewer, first_day: date) -> None:
    policy = actions.begin_policy(by=helen, kind="charter", title="Our promise to customers (simulated)")  # fmt: skip
    draft = actions.save_draft(
        by=helen, policy=policy, revision=1, sections=_CHARTER,
        effective_from=first_day - timedelta(days=60),
    )  # fmt: skip
    consulted = actions.consult(
        by=sample_viewer("Pat Mulligan", helen.today), draft=draft, whom="The union at Brightwell Water",
        held_on=first_day - timedelta(days=80), views="A promise of speed must not be kept at the cost of those who answer.",
    )  # fmt: skip
    answer = "We agree: no target on one person’s own time is derived from it. How long contacts take is asked of whole teams alone, and only beside what is settled the first time."
    actions.answer_views(by=helen, consultation=consulted, answer=answer)
    actions.publish(
        by=helen, policy=policy, revision=draft.revision, reply_by=helen.today + timedelta(days=14),
        reason="It held on paper before Evenhand came. Brightwell Water is an invented company, and so is this charter.",
    )  # fmt: skip


def _published(helen: Viewer, title: str, text: str, goal: str, first_day: date) -> StandardVersion:
    standard = actions.begin_standard(by=helen, title=title, goal=goal)
    draft = actions.save_standard(
        by=helen, standard=standard, revision=1, title=title, text=text, goal=goal,
        owner_id=helen.user_id, effective_from=first_day - timedelta(days=30),
    )  # fmt: skip
    return actions.publish_standard(
        by=helen, standard=standard, revision=draft.revision, reply_by=helen.today + timedelta(days=14),
        reason="It held on paper before Evenhand came.",
    )  # fmt: skip


def _set(helen: Viewer, made: StandardVersion, one: _Target, first_day: date) -> None:
    places = {name: key for key, name in queries.places(helen, one.where).items()}
    wanted = Wanted(
        kpi=queries.kpi_called(one.kpi),
        about=one.about,
        where=one.where,
        keys=frozenset(places[name] for name in one.names),
        direction=one.direction,
        threshold=one.threshold,
        every=one.every,
        weeks=one.weeks,
        minimum_volume=one.minimum_volume,
        counter=queries.kpi_called(one.counter),
        effective_from=first_day + timedelta(days=one.after),
        reason=one.why,
        reply_by=helen.today + timedelta(days=14),
    )
    actions.set_target(by=helen, standard=made.standard, wanted=wanted)


def _hand_out(helen: Viewer) -> None:
    """Two weeks before a target held, or when somebody came; the newest and one who was away got none yet.

    Whoever led them then put it on the record on the day itself: what is recorded later counts from then on only.
    """
    came = dict(Membership.objects.order_by("-starts_on").values_list("person_id", "starts_on"))
    for held in queries.targets_in_force(helen.today, target__about=About.PERSON):
        days = defaultdict(list)
        for person, _day in queries.measured_people(helen, held):
            given_on = max(held.first - _HANDED_OUT_BEFORE, came[person.pk])
            if person.name != _NOT_YET and given_on < helen.today - 3 * _HANDED_OUT_BEFORE:
                days[given_on].append(person)
        for given_on, people in days.items():
            for name in _LEADERS:
                by = sample_viewer(name, given_on)
                actions.give_copies(by=by, version=held.version, people=people, given_on=given_on)


def _answered(helen: Viewer, today: date) -> None:
    """Most have seen everything; Amara has seen some, and asked what she wanted to know."""
    for name in _SEEN:
        by = sample_viewer(name, today)
        for request in asked.waiting(by).exclude(round__object_type="policy"):
            communication.reply(by=by, request=request, state=State.ACKNOWLEDGED)
    amara = sample_viewer("Amara Okafor", today)
    waiting = list(asked.waiting(amara).filter(round__object_type="standard"))
    asks = next(one for one in waiting if _ABOUT_PRICE in one.round.title)
    for request in (one for one in waiting if one is not asks):
        communication.reply(by=amara, request=request, state=State.ACKNOWLEDGED)
    words = "Does an answer count against me when the customer is cross about the price?"
    question = communication.ask_question(by=amara, request=asks, words=words)
    answer = "It counts, as for everybody; so the threshold leaves room for it, and a figure is only ever read with its chance."
    communication.answer_question(by=helen, question=question, answer=answer)
