"""From a draft to a version that stays: what is refused, what is frozen, who is asked."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from evenhand.features.communication.models import Request, Round
from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import Draft, Version
from evenhand.features.standards.rules.days import FirstDay
from evenhand.features.standards.rules.monitoring import Missing, Shadow
from evenhand.features.standards.rules.publishing import Refusal
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from tests import cast, policies

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


# Publishing


def test_every_reason_against_it_at_once():
    draft = policies.write(
        policies.begin(), effective_from=None, purposes=(), why="", basis=None, methods=(), least_intrusive="",
        notice="", openings_a_month=None, assessment="", starts_on=None,
    )  # fmt: skip
    policies.refused(
        policies.publish,
        Refusal.NO_REASON, FirstDay.MISSING, Refusal.NOT_CONSULTED, *set(Missing) - {Missing.STARTS_EARLY},
        draft=draft, reason=" ",
    )  # fmt: skip
    assert not Version.objects.exists() and not Round.objects.exists()


def test_monitoring_does_not_start_before_the_version_holds():
    draft = policies.write(policies.begin(), effective_from=TODAY, starts_on=TODAY - DAY)
    policies.refused(policies.publish, Missing.STARTS_EARLY, draft=draft, unconsulted_reason="x")


def test_without_a_consultation_only_with_a_written_reason():
    draft = policies.write(policies.begin())
    policies.refused(policies.publish, Refusal.NOT_CONSULTED, draft=draft)
    made = policies.publish(draft, unconsulted_reason="Nobody works here yet.")
    assert (made.answered, made.unconsulted_reason) == (0, "Nobody works here yet.")


def test_views_without_an_answer_hold_it_up_whatever_reason_is_given():
    draft = policies.write(policies.begin())
    policies.consult(draft, answer="")
    policies.refused(
        policies.publish, Refusal.VIEWS_WITHOUT_ANSWER, draft=draft, unconsulted_reason="hurry"
    )


def test_people_get_days_to_read_it():
    draft = policies.write(policies.begin())
    with pytest.raises(ValidationError, match="some days"):
        policies.publish(draft, unconsulted_reason="x", reply_by=TODAY)


def test_a_later_version_holds_from_a_later_day_and_never_from_the_past():
    first = policies.make_monitoring_policy()
    for day, problem in (
        (first.effective_from, FirstDay.BEFORE_LAST),
        (first.effective_from - DAY, FirstDay.BEFORE_LAST),
        (TODAY - DAY, FirstDay.IN_THE_PAST),
    ):
        draft = policies.write(first.policy, effective_from=day, starts_on=TODAY)
        policies.refused(policies.publish, problem, draft=draft, unconsulted_reason="x")
    draft = policies.write(first.policy, effective_from=TODAY + 9 * DAY, starts_on=TODAY + 9 * DAY)
    second = policies.publish(draft, unconsulted_reason="x")
    assert second.number == 2
    assert queries.in_force_of(first.policy, TODAY) == first
    assert queries.in_force_of(first.policy, TODAY + 9 * DAY) == second
    draft = policies.write(first.policy, effective_from=TODAY + 8 * DAY, starts_on=TODAY + 9 * DAY)
    policies.refused(
        policies.publish, FirstDay.BEFORE_LAST, draft=draft, unconsulted_reason="x"
    )  # of one still to come


def test_what_is_published_is_what_was_read():
    draft = policies.write(policies.begin())
    stale = draft.revision
    policies.write(draft.policy)
    with pytest.raises(ValidationError, match="Read it again"):
        policies.publish(draft, revision=stale, unconsulted_reason="x")
    fresh = Draft.objects.get()
    policies.publish(fresh, unconsulted_reason="x")
    with pytest.raises(ValidationError, match="Read it again"):
        policies.publish(fresh, unconsulted_reason="x")


def test_a_version_says_everything_and_leaves_no_draft():
    made = policies.make_monitoring_policy(shadows=(Shadow("csat", TODAY, TODAY + 30 * DAY),))
    made.refresh_from_db()
    keys = [one.key for one in made.written]
    assert keys == ["purposes", "methods", "notice", "limits", "assessment", "start", "shadow", "your-rights"]  # fmt: skip
    by_key = {one.key: one.text for one in made.written}
    assert "Screens" not in by_key["methods"] and "Pictures of screens: not used" in by_key["methods"]  # fmt: skip
    assert "at most 40" in by_key["limits"] and "1 January 2024" in by_key["start"]
    assert "until 16 December 2026 it is used about nobody" in by_key["shadow"]
    (asked,) = made.consulted
    assert asked.pop("ref")  # by which its notice still finds it
    assert [asked] == [
        {
            "whom": "The union", "held_on": "2026-11-16", "views": "Sixty is too many.", "views_by": "Pat Mulligan",
            "answer": "We lowered the limit from 60 to 40.", "answered_by": "Helen Brandt",
        }
    ]  # fmt: skip
    assert not Draft.objects.exists()
    line = AuditEntry.objects.get(verb="policy published")
    assert line.payload.reason == "Agreed with the union" and line.actor_ref == cast.helen().ref


def test_a_section_is_cited_for_good():
    first = policies.make_monitoring_policy()
    draft = policies.write(first.policy, effective_from=TODAY, starts_on=TODAY, openings_a_month=20)
    policies.publish(draft, unconsulted_reason="x")
    said = {n: queries.section_cited(first.policy, f"limits@{n}")[1].text for n in (1, 2)}
    assert "at most 40" in said[1] and "at most 20" in said[2]
    for wrong in (
        "limits@3",
        "limits@0",
        "limits",
        "nothing@1",
        "limits@99999999999",
        "@1",
        "LIMITS@1",
    ):
        assert queries.section_cited(first.policy, wrong) is None


def test_the_next_draft_begins_with_what_holds():
    first = policies.make_monitoring_policy(shadows=(Shadow("csat", TODAY, TODAY + DAY),))
    policy, draft = queries.draft_to_write(cast.viewer(cast.owen()), first.policy.ref)
    assert (draft.pk, draft.revision) == (None, 0)
    assert [one["key"] for one in draft.sections] == ["your-rights"]
    assert draft.monitoring.openings_a_month == 40
    assert draft.monitoring.starts_on is None
    assert (
        draft.monitoring.shadows == first.monitoring.shadows
    )  # none ends because somebody forgot it


# What must never be false


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE standards_version SET reason = 'another'",
        "UPDATE standards_version SET sections = '[]'",
        "UPDATE standards_version SET effective_from = '2020-01-01'",
        "DELETE FROM standards_version",
    ],
)
def test_the_database_refuses_to_change_what_is_published(sql):
    policies.make_monitoring_policy()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Version.objects.get().reason == "Agreed with the union"


@pytest.mark.parametrize(
    "wrong",
    [{"number": 1}, {"number": 0}, {"effective_from": cast.SINCE}, {"reason": ""}, {"answered": 0}],
)
def test_the_database_refuses_what_cannot_be(wrong):
    made = policies.make_monitoring_policy()
    right = {
        "policy": made.policy, "number": 2, "title": "x", "sections": [], "answered": 1, "effective_from": TODAY,
        "published_by": cast.helen(), "reason": "x",
    }  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.create(**(right | wrong))
    Version.objects.create(**right)


# Whom it asks


def test_everybody_who_works_here_is_asked_once():
    for one in cast.CAST.values():
        one()
    concerned = queries.concerned(TODAY)
    assert {one.name.split()[0].lower() for one in concerned.users} == set(cast.CAST) - {"nadia", "eve"}  # fmt: skip
    policies.make_monitoring_policy()
    asked = Request.objects.values_list("user_id", flat=True)
    assert set(asked) == {one.pk for one in concerned.users}
    assert Notice.objects.filter(kind="asked to acknowledge").count() == len(concerned.users)


def test_whoever_comes_later_is_asked_then():
    cast.amara()
    made = policies.make_monitoring_policy()
    before = Request.objects.count()
    cast.ben()
    assert (
        actions.ask_newcomers(by=cast.viewer(cast.sam()), today=TODAY + DAY) == 2
    )  # Sam is new as well
    request = Request.objects.get(user=cast.ben())
    assert request.round.version == made.number and request.reply_by == TODAY + 15 * DAY
    assert actions.ask_newcomers(by=cast.viewer(cast.sam()), today=TODAY + 2 * DAY) == 0
    assert Request.objects.count() == before + 2
