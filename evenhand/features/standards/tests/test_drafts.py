"""Drafts and what is said of them: what cannot be meant, who may write, and that words stay as they were said."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from evenhand.features.standards import actions, queries
from evenhand.features.standards.models import Consultation, Draft
from evenhand.features.standards.rules.monitoring import Nonsense, Shadow
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.notices.models import Notice
from tests import cast, policies

pytestmark = pytest.mark.django_db
TODAY = cast.TODAY
DAY = timedelta(days=1)


# Drafts


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"openings_a_month": -1}, Nonsense.LIMIT),
        ({"shadows": (Shadow("csat", TODAY, TODAY),)}, Nonsense.SHADOW_ENDS),
        ({"shadows": (Shadow("csat", TODAY, TODAY - DAY),)}, Nonsense.SHADOW_ENDS),
        (
            {"shadows": (Shadow("csat", TODAY, TODAY + 9 * DAY), Shadow("csat", TODAY + DAY, TODAY + 2 * DAY))},
            Nonsense.SHADOW_TWICE,
        ),
        ({"shadows": (Shadow("mood", TODAY, TODAY + DAY),)}, Nonsense.MEASURE),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_not_even_kept(wrong, problem):
    policy = policies.begin()
    policies.refused(lambda: policies.write(policy, **wrong), problem)
    assert Draft.objects.get().revision == 1


def test_a_draft_may_be_left_unfinished():
    assert policies.write(policies.begin(), effective_from=None, why="", purposes=())


def test_a_section_needs_both_title_and_text():
    policy = policies.begin()
    for half in (("", "Rights", " "), ("", "", "Words")):
        with pytest.raises(ValidationError, match="title and a text"):
            policies.write(policy, sections=[half])


def test_of_two_who_write_at_once_the_second_is_told():
    policy = policies.begin()
    policies.write(policy)
    given = {"sections": policies.SECTIONS, "effective_from": TODAY, "monitoring": policies.parts()}
    for stale in (1, 0):
        with pytest.raises(ValidationError, match="meanwhile"):
            actions.save_draft(by=cast.viewer(cast.owen()), policy=policy, revision=stale, **given)


def test_keys_of_sections_stay_when_titles_change():
    draft = policies.write(policies.begin())
    ((kept),) = draft.sections
    assert kept["key"] == "your-rights"
    again = policies.write(draft.policy, sections=[("your-rights", "What you may do", "Ask."), ("", "Your rights", "More.")])  # fmt: skip
    assert [one["key"] for one in again.sections] == ["your-rights", "your-rights-2"]


def test_one_policy_of_a_kind_and_none_of_an_unknown_one():
    policies.begin()
    by = cast.viewer(cast.owen())
    for wrong in ({"kind": "monitoring", "title": "Another"}, {"kind": "astrology", "title": "x"}, {"kind": "absence", "title": " "}):  # fmt: skip
        with pytest.raises(ValidationError):
            actions.begin_policy(by=by, **wrong)


@pytest.mark.parametrize("name", ["amara", "joanna", "mateus", "pat", "sam", "nadia", "eve"])
def test_who_may_not_write_or_publish(name):
    draft = policies.write(policies.begin())
    by = cast.viewer(cast.CAST[name]())
    for attempt in (
        lambda: policies.begin(by=by, kind="absence"),
        lambda: policies.write(draft.policy, by=by),
        lambda: policies.publish(draft, by=by, unconsulted_reason="hurry"),
    ):
        with pytest.raises(Http404):
            attempt()


# Consultation


def test_views_and_their_answer_stay_as_they_were_said():
    draft = policies.write(policies.begin())
    pat, helen = cast.viewer(cast.pat()), cast.viewer(cast.helen())
    asked = actions.consult(by=helen, draft=draft, whom="The union", held_on=TODAY)
    assert queries.awaited_views(pat) == [asked] and not queries.awaited_views(helen)
    assert Notice.objects.filter(user=cast.pat(), kind="consultation").count() == 1
    with pytest.raises(ValidationError, match="no views yet"):
        actions.answer_views(by=helen, consultation=asked, answer="Thank you")
    actions.give_views(by=pat, consultation=asked, views="Sixty is too many.")
    assert queries.unanswered_views(helen) == [asked] and not queries.awaited_views(pat)
    with pytest.raises(ValidationError, match="as they were said"):
        actions.give_views(by=helen, consultation=asked, views="They agree.")
    actions.answer_views(by=helen, consultation=asked, answer="Forty, then.")
    with pytest.raises(ValidationError):
        actions.answer_views(by=helen, consultation=asked, answer="Sixty after all.")
    asked.refresh_from_db()
    assert (asked.views, asked.answer) == ("Sixty is too many.", "Forty, then.")
    assert AuditEntry.objects.filter(object_ref=asked.ref).count() == 3


@pytest.mark.parametrize("wrong", [{"whom": " "}, {"held_on": TODAY + DAY}])
def test_a_consultation_names_somebody_and_a_day_that_was(wrong):
    draft = policies.write(policies.begin())
    given = {"whom": "The union", "held_on": TODAY} | wrong
    with pytest.raises(ValidationError):
        actions.consult(by=cast.viewer(cast.helen()), draft=draft, **given)


def test_nothing_is_said_about_a_draft_that_is_published():
    draft = policies.write(policies.begin())
    said = policies.consult(draft)
    policies.publish(draft)
    with pytest.raises(ValidationError, match="published meanwhile"):
        actions.consult(by=cast.viewer(cast.pat()), draft=draft, whom="Union", held_on=TODAY)
    with pytest.raises(ValidationError, match="published meanwhile"):
        actions.give_views(by=cast.viewer(cast.pat()), consultation=said, views="Late")
    assert not Consultation.objects.exists()
