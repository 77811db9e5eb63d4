"""Service standards from a draft to versions that stay; what is cited, what is refused, what a withdrawal ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from evenhand.features.communication.models import Request
from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import (
    Standard,
    StandardDraft,
    StandardVersion,
    Version,
    Withdrawal,
)
from evenhand.features.standards.rules.days import FirstDay
from evenhand.features.standards.rules.services import Refusal
from evenhand.features.standards.rules.versions import changes
from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit.models import AuditEntry
from tests import cast, standards
from tests.policies import refused

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


def test_every_reason_against_it_at_once_and_nothing_is_kept():
    draft = standards.write_standard(standards.begin_standard(), text=" ", goal="", effective_from=None)  # fmt: skip
    given = {"reason": " ", "reply_by": TODAY}
    refused(
        lambda: standards.publish_standard(draft, **given),
        Refusal.NO_TEXT, Refusal.NO_GOAL, FirstDay.MISSING, Refusal.NO_REASON, Refusal.REPLY_BY,
    )  # fmt: skip
    assert not StandardVersion.objects.exists()
    assert StandardDraft.objects.get().revision == draft.revision


def test_a_goal_is_a_section_that_the_charter_has_on_that_day():
    standard = standards.begin_standard()
    for goal in ("nothing@1", "we-answer-quickly@9", "methods@1", "gibberish"):
        draft = standards.write_standard(standard, goal=goal)
        refused(standards.publish_standard, Refusal.GOAL_UNKNOWN, draft=draft)
    draft = standards.write_standard(standard, effective_from=cast.SINCE - DAY)
    refused(lambda: standards.publish_standard(draft), Refusal.GOAL_UNKNOWN)
    draft = standards.write_standard(standard, goal="we-answer-quickly@1")
    made = standards.publish_standard(draft)
    assert (made.goal.title, made.goal_citation) == ("We answer quickly", "we-answer-quickly@1")


def test_what_is_published_stays_and_what_changed_is_said():
    first = standards.make_standard()
    assert not StandardDraft.objects.exists()
    draft = standards.write_standard(first.standard, text="Whatever you bring us is settled in one contact, or we call you.", effective_from=TODAY)  # fmt: skip
    second = standards.publish_standard(draft)
    assert (first.number, second.number) == (1, 2)
    assert queries.version_on(first.standard, TODAY - DAY) == first
    assert queries.version_on(first.standard, TODAY) == second
    said = {one.key: one.kind for one in changes(first.written, second.written)}
    assert said == {"title": "same", "text": "changed", "goal": "same"}
    draft = standards.write_standard(first.standard, effective_from=TODAY)
    refused(lambda: standards.publish_standard(draft), FirstDay.BEFORE_LAST)


def test_the_draft_that_was_read_is_the_one_that_is_published():
    draft = standards.write_standard(standards.begin_standard())
    standards.write_standard(draft.standard, text="Another text")
    with pytest.raises(ValidationError, match="meanwhile"):
        standards.publish_standard(draft)
    with pytest.raises(ValidationError, match="Somebody else kept another draft"):
        standards.write_standard(draft.standard, revision=1)


@pytest.mark.parametrize("table", ["standardversion", "withdrawal"])
@pytest.mark.parametrize(
    "statement", ["UPDATE standards_{} SET reason = 'other'", "DELETE FROM standards_{}"]
)
def test_the_database_refuses_to_change_what_was_published(table, statement):
    made = standards.make_standard()
    actions.withdraw_standard(by=standards.helen(), standard=made.standard, ends_on=TODAY, reason="x")  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


def test_nor_is_a_version_replaced():
    made = standards.make_standard()
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO standards_standardversion SELECT * FROM standards_standardversion WHERE id = {made.pk}")  # fmt: skip


def test_a_withdrawn_standard_holds_no_more_and_takes_no_further_version():
    made = standards.make_standard()
    by = standards.helen()
    for given, problem in (
        ({"ends_on": TODAY - DAY}, Refusal.ENDS_IN_THE_PAST),
        ({"ends_on": TODAY, "reason": ""}, Refusal.NO_REASON),
    ):
        withdraw = {"by": by, "standard": made.standard, "reason": "Not ours any more"} | given
        refused(actions.withdraw_standard, problem, **withdraw)
    actions.withdraw_standard(by=by, standard=made.standard, ends_on=TODAY + DAY, reason="Not ours")
    standard = Standard.objects.get()
    assert queries.version_on(standard, TODAY) == made
    assert queries.version_on(standard, TODAY + DAY) is None
    refused(
        lambda: actions.withdraw_standard(by=by, standard=standard, ends_on=TODAY, reason="x"),
        Refusal.WITHDRAWN,
    )
    draft = standards.write_standard(standard, effective_from=TODAY)
    refused(lambda: standards.publish_standard(draft), Refusal.WITHDRAWN)
    assert Withdrawal.objects.count() == 1


def test_whoever_serves_customers_is_asked_and_whoever_comes_later_is_asked_then():
    for name in ("amara", "joanna", "mateus", "pat", "sam", "eve", "nadia"):
        cast.CAST[name]()
    made = standards.make_standard()

    def asked():
        found = Request.objects.filter(round__object_type="standard")
        return {one.user.name.split()[0] for one in found.select_related("user")}

    assert asked() == {"Amara", "Joanna", "Mateus"}
    assert AuditEntry.objects.filter(
        verb="standard published", object_ref=made.standard.ref
    ).exists()
    cast.ben()
    actions.ask_newcomers(by=SYSTEM, today=TODAY)
    assert asked() == {"Amara", "Joanna", "Mateus", "Ben"}
    assert actions.ask_newcomers(by=SYSTEM, today=TODAY) == 0


def test_a_charter_is_a_policy_like_any_other():
    made = standards.make_charter()
    assert made.policy.kind == "charter" and Version.objects.count() == 1
    assert [mark for mark, _section in queries.goals()] == ["we-answer-quickly@1", "we-settle-it-the-first-time@1"]  # fmt: skip


@pytest.mark.parametrize("name", ["amara", "joanna", "leila", "pat", "sam", "eve"])
def test_nobody_else_writes_or_publishes(name):
    from django.http import Http404

    standard = standards.begin_standard()
    by = cast.viewer(cast.CAST[name]())
    given = {"by": by, "standard": standard}
    for verb in (
        lambda: actions.begin_standard(by=by, title="x"),
        lambda: actions.publish_standard(**given, revision=1, reason="x", reply_by=TODAY + DAY),
        lambda: actions.withdraw_standard(**given, ends_on=TODAY, reason="x"),
        lambda: actions.set_target(**given, wanted=standards.wanted()),
    ):
        with pytest.raises(Http404):
            verb()
