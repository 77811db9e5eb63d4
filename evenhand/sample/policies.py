"""The simulated centre's monitoring policy: consulted about, in force since before its year, and mostly read."""

from datetime import date, timedelta

from django.db import transaction

from evenhand.features.communication import actions as communication
from evenhand.features.communication import queries as asked
from evenhand.features.communication.rules.acknowledging import State
from evenhand.features.standards import actions
from evenhand.features.standards.models import Draft, Policy
from evenhand.features.standards.queries import has_monitoring_policy
from evenhand.features.standards.rules.monitoring import Basis, Method, Monitoring, Purpose
from evenhand.foundation.access.models import User
from evenhand.foundation.access.queries import viewer_of
from evenhand.foundation.access.viewers import Viewer

TITLE = "Monitoring policy (simulated)"
_SECTIONS = (
    (
        "",
        "Simulated",
        "Brightwell Water is an invented company, and so is this policy. It shows what one may say; it is no legal advice.",
    ),
    (
        "",
        "What is found",
        "What chance has drawn may enter a rate. What somebody looked for never does, and cannot stand alone in any case against anybody.",
    ),
    (
        "",
        "What you may do",
        "You see who opened your contacts and why, on the same day. You may ask for a second look, add your own words, and say that a contact is not yours.",
    ),
)
_CONSULTED = (
    (
        "The union at Brightwell Water", "Pat Mulligan", 95,
        "Sixty openings a month by one reader is more than anybody needs. Screens should not be looked at from home.",
        "We follow both: the limit is forty, and pictures of screens are not used at all.",
    ),
    (
        "A meeting of all three teams", "Owen Tudor", 88,
        "People want to know on the same day who read their chats. Some would rather not be reviewed live.",
        "Everybody sees it at once under “Who opened my contacts”. Listening live is only used when you ask for it, so it is off.",
    ),
)  # fmt: skip
_SEEN = ("Joanna Price", "Maeve Donnellan", "Mateus Ribeiro", "Owen Tudor", "Leila Haddad", "Sam Oyelaran", "Helen Brandt")  # fmt: skip
_PARTS = {
    "purposes": (Purpose.FACTS, Purpose.STANDARDS, Purpose.COMPLIANCE),
    "why": "To see whether customers are served as we promise, to help each other learn, and to settle what was agreed.",
    "basis": Basis.LEGITIMATE_INTERESTS,
    "methods": (Method.TRANSCRIPTS, Method.EVALUATIONS, Method.RATINGS, Method.VOLUMES),
    "least_intrusive": "A few contacts drawn by chance say enough about a team. Recordings, screens and listening live would add little and weigh more.",
    "notice": "On the first day, on this page, and by a message to everybody with each new version. Customers hear it before they are put through.",
    "openings_a_month": 40,
    "assessment": "DPIA 2025-03 (simulated), kept by the privacy officer",
}


@transaction.atomic
def publish_policy(*, today: date, first_day: date) -> None:
    """In force from a month before the simulated year. Does nothing where a monitoring policy is."""
    if has_monitoring_policy():
        return
    helen, starts = sample_viewer("Helen Brandt", today), first_day - timedelta(days=30)
    policy = actions.begin_policy(by=helen, kind="monitoring", title=TITLE)
    given = Monitoring(**_PARTS, starts_on=starts)
    draft = actions.save_draft(
        by=helen, policy=policy, revision=1, sections=_SECTIONS, effective_from=starts, monitoring=given
    )  # fmt: skip
    for whom, by, days, views, answer in _CONSULTED:
        held_on = first_day - timedelta(days=days)
        _consulted(draft, sample_viewer(by, today), helen, whom, held_on, views, answer)
    actions.publish(
        by=helen,
        policy=policy,
        revision=draft.revision,
        reason="It held on paper before Evenhand came; both consultations are recorded here.",
        reply_by=today + timedelta(days=14),
    )
    _answered(policy, today)


def _consulted(draft: Draft, by: Viewer, helen: Viewer, whom, held_on, views, answer) -> None:
    said = actions.consult(by=by, draft=draft, whom=whom, held_on=held_on, views=views)
    actions.answer_views(by=helen, consultation=said, answer=answer)


def _answered(policy: Policy, today: date) -> None:
    """Most have seen it, one declined, one asks; the others leave it for now."""
    for name in _SEEN:
        _reply(name, State.ACKNOWLEDGED, "", today)
    _reply(
        "Pat Mulligan", State.DECLINED, "The branch decides next week; I know what it says.", today
    )
    amara = sample_viewer("Amara Okafor", today)
    words = "May I read a transcript of mine before anybody scores it?"
    communication.ask_question(by=amara, request=asked.own(amara).get(), words=words)


def _reply(name: str, state: State, words: str, today: date) -> None:
    by = sample_viewer(name, today)
    communication.reply(by=by, request=asked.own(by).get(), state=state, words=words)


def sample_viewer(name: str, today: date) -> Viewer:
    return viewer_of(User.objects.get(name=name, is_sample=True), today)
