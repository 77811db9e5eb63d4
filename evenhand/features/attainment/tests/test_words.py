"""A person's own words beside a figure: theirs alone, nobody edits another's, and they go when they say so."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from evenhand.features.attainment import queries
from evenhand.features.attainment.actions import add_words
from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.tests import making
from evenhand.features.attainment.todo import todos
from evenhand.foundation.audit.models import AuditEntry, AuditPayload
from evenhand.foundation.remarks import actions as remarks
from evenhand.foundation.remarks.models import LONGEST, Remark
from tests import cast
from tests.access.walking import words

pytestmark = pytest.mark.django_db
SAID = "That month the new system lost half of my notes."


@pytest.fixture
def team(judged):
    return judged


def ref_of(person) -> str:
    return PersonStanding.objects.filter(person=person, assessment__is_final=True).last().ref


def add(name: str, ref: str, said: str = SAID) -> Remark:
    by = cast.viewer(cast.CAST[name](), timezone.localdate())
    return add_words(by=by, seen=queries.standing_of(by, ref), words=said)


def page(name: str, address: str) -> str:
    answer = cast.signed_in(cast.CAST[name]()).get(address)
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_they_stand_beside_the_figure_and_on_the_page_of_the_person(team):
    ref = ref_of(team.amara)
    client = cast.signed_in(cast.amara())
    answer = client.post(reverse("standing_words", args=[ref]), {"words": f"  {SAID} "})
    assert answer.status_code == 302
    for name in ("amara", "joanna", "helen", "owen"):
        assert SAID in page(name, reverse("standing", args=[ref])), name
        assert SAID in page(name, reverse("person_attainment", args=[team.amara.ref])), name


def test_they_outlast_the_night(team):
    add("amara", ref_of(team.amara))
    making.make_target(team.everybody, key="fcr", threshold=0.5)
    assert making.reckon() is not None
    latest = PersonStanding.objects.filter(
        person=team.amara, assessment__is_final=True,
        assessment__version__target__kpi_key="csat", assessment__reckoning=queries.latest(making.TODAY),
    ).get()  # fmt: skip
    assert SAID in page("joanna", reverse("standing", args=[latest.ref]))


def test_nobody_speaks_for_another_or_changes_their_words(team):
    ref = ref_of(team.amara)
    made = add("amara", ref)
    for name in ("ben", "rajesh", "helen", "owen", "mateus", "eve"):
        client = cast.signed_in(cast.CAST[name]())
        asked = client.post(reverse("standing_words", args=[ref]), {"words": "No."})
        assert asked.status_code == 404, name
        back = client.post(reverse("standing_words_back", args=[ref, made.ref]))
        assert back.status_code == 404, name
    with pytest.raises(Http404):
        remarks.take_back(by=cast.viewer(cast.joanna()), remark=made)
    assert [one.words for one in Remark.objects.all()] == [SAID]


def test_taken_back_the_words_are_gone_and_that_there_were_some_is_said(team):
    ref = ref_of(team.amara)
    made = add("amara", ref)
    add("joanna", ref, "I saw that too; we ask for it to be mended.")
    client = cast.signed_in(cast.amara())
    # Of another figure it is not there.
    other = ref_of(team.ben)
    assert client.post(reverse("standing_words_back", args=[other, made.ref])).status_code == 404
    assert client.post(reverse("standing_words_back", args=[ref, made.ref])).status_code == 302
    text = page("joanna", reverse("standing", args=[ref]))
    assert SAID not in text and "Taken back on" in text and "I saw that too" in text
    assert not Remark.objects.filter(words=SAID).exists()


@pytest.mark.parametrize("said", ["", "   ", "a" * (LONGEST + 1), "a\0b"])
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(team, said):
    answer = cast.signed_in(cast.amara()).post(
        reverse("standing_words", args=[ref_of(team.amara)]), {"words": said}
    )
    assert answer.status_code == 422 and b"Error:" in answer.content
    assert not Remark.objects.exists()


def test_the_action_refuses_too(team):
    with pytest.raises(ValidationError):
        add("amara", ref_of(team.amara), " ")
    with pytest.raises(Http404):
        add("helen", ref_of(team.amara))


def test_the_audit_says_that_and_not_what(team):
    add("amara", ref_of(team.amara))
    assert AuditEntry.objects.filter(verb="words added").count() == 1
    assert not [
        one for one in AuditPayload.objects.all() if SAID in f"{one.after}{one.before}{one.reason}"
    ]


def test_erased_with_whom_they_are_about_and_with_who_said_them(team):
    ref = ref_of(team.amara)
    add("amara", ref)
    add("joanna", ref)
    remarks.erase_remarks(user_id=cast.joanna().pk, subject_ref="")
    assert Remark.objects.count() == 1
    add("joanna", ref)
    remarks.erase_remarks(user_id=cast.amara().pk, subject_ref=team.amara.ref)
    assert not Remark.objects.exists()


def test_what_waits_on_the_first_screens(team):
    """Findings until whoever leads has looked; an agent's new figures until they said something, for fourteen days."""
    today = timezone.localdate()
    joanna, amara = (cast.viewer(one(), today) for one in (cast.joanna, cast.amara))
    assert [one.text for one in todos(joanna)] == ["1 finding to look at in Northgate"]
    assert not todos(cast.viewer(cast.rajesh(), today)) and not todos(
        cast.viewer(cast.helen(), today)
    )
    page("joanna", reverse("standing", args=[ref_of(team.amara)]))
    assert not todos(joanna)
    assert [one.text for one in todos(amara)] == [
        "Your figures of Apr 2024 are there; add your words, if you like"
    ]
    add("amara", ref_of(team.amara))
    assert not todos(amara)


def test_they_go_with_the_figure_and_not_before(team):
    from evenhand.features.attainment.actions import remove_runs

    add("amara", ref_of(team.amara))
    today = timezone.localdate()
    # The run that holds stays, however old, and the words beside it.
    remove_runs(before=today + timedelta(days=1), today=today)
    assert Remark.objects.count() == 1 and PersonStanding.objects.exists()
    (said,) = Remark.objects.all()
    tomorrow = today + timedelta(days=1)
    for before, kept in ((tomorrow, {said.pin}), (today, set())):
        remarks.remove_remarks(object_type=said.object_type, before=before, but_about=kept)
        assert Remark.objects.count() == 1
    remarks.remove_remarks(object_type=said.object_type, before=tomorrow, but_about=set())
    assert not Remark.objects.exists()
