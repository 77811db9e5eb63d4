"""Words that anybody on the floor understands first; exact names for whoever checks; no number that helps nobody."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from evenhand.analysis.statistics.states import State
from evenhand.features.attainment.models import PersonStanding
from evenhand.features.attainment.tests.test_secrecy import body, rewritten
from evenhand.features.standards.actions import adjust_target
from evenhand.features.standards.models import Policy
from tests import cast
from tests import standards as made_standards
from tests.access.walking import words

pytestmark = pytest.mark.django_db
UNSURE = {"p_normal": 0.55, "p_npmle": 0.51}


@pytest.fixture
def team(judged):
    return judged


def said_of_ben(team, **values) -> tuple[str, str]:
    """(his page of the figure, the page of his team) to whoever leads him."""
    ref = rewritten(team.ben, State.CANNOT_TELL, **UNSURE | values)
    one, many = (
        reverse("standing", args=[ref]),
        reverse("team_attainment", args=[team.northgate.ref]),
    )
    return words(body("joanna", one)), words(body("joanna", many))


def test_how_many_more_says_from_when(team):
    one, many = said_of_ben(team, more=237, months=4)
    assert "Nothing to do yet." in one and "This is a signal" not in one  # it is none
    assert "in about 4 months, counted from Wed 1 May 2024: some 240 more answers." in one
    assert "Ben Whitlock Cannot tell yet, about 4 months more at this volume" in many


@pytest.mark.parametrize("months", [25, 36, None])
def test_what_takes_years_is_no_number(team, months):
    one, many = said_of_ben(team, more=4137, months=months)
    for text in (one, many):
        assert "not settle it in any useful time" in text
        assert "4,1" not in text


def test_two_years_are_still_a_number(team):
    one, _many = said_of_ben(team, more=900, months=24)
    assert "in about 24 months, counted from" in one and "useful time" not in one


def test_exact_names_are_for_whoever_checks(team):
    ref = PersonStanding.objects.get(person=team.amara, assessment__is_final=True).ref
    page = body("joanna", reverse("standing", args=[ref]))
    (exact,) = re.findall(r"<details[^>]*><summary>For whoever checks it</summary>.*?</details>", page, re.S)  # fmt: skip
    for name in ("csat@2", "Wilson, 95%", "standing@4", "of the facts"):
        assert name in exact and name not in page.replace(exact, ""), name
    assert "Such a range is right in 95 of 100 cases." in words(page.replace(exact, ""))


def test_a_page_without_names_promises_none(team):
    address = reverse("team_attainment", args=[team.northgate.ref])
    assert "then its people by name" in body("joanna", address)
    for name in ("pat", "mateus"):
        text = body(name, address)
        assert (
            "You are shown nobody by name here." in text and "then its people by name" not in text
        )
        assert "Ben Whitlock" not in text


class Ids(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name == "id"]


def test_no_page_of_standards_or_standing_gives_an_id_twice(team):
    """A label belongs to one field, and a link leads to one place."""
    target = PersonStanding.objects.first().assessment.version.target
    other = made_standards.make_target(target.standard.versions.first(), key="fcr").target
    for one in (target, other):
        adjust_target(
            by=cast.viewer(cast.owen()), person=team.ben, target=one, threshold=0.6, starts_on=cast.TODAY
        )  # fmt: skip
    row = PersonStanding.objects.get(person=team.ben, assessment__is_final=True)
    standard = target.standard.ref
    addresses = [
        reverse("standard_list"), reverse("policy_list"), reverse("new_standard"), reverse("attainment"), reverse("look_rule"),
        reverse("standard", args=[standard]), reverse("standard_draft_text", args=[standard]),
        reverse("standard_withdrawal", args=[standard]), reverse("new_target", args=[standard]),
        reverse("new_target", args=[standard]) + "?kpi=csat", reverse("new_target", args=[standard]) + "?kpi=csat&where=teams",
        reverse("target", args=[target.ref]), reverse("new_target_version", args=[target.ref]),
        reverse("target_copies", args=[target.ref]), reverse("target_ending", args=[target.ref]),
        reverse("attainment_of_target", args=[target.ref]), reverse("team_attainment", args=[team.northgate.ref]),
        reverse("person_targets", args=[team.ben.ref]), reverse("person_attainment", args=[team.ben.ref]),
        reverse("standing", args=[row.ref]),
        *(reverse("policy", args=[one.ref]) for one in Policy.objects.all()),
    ]  # fmt: skip
    opened = set()
    for name in ("helen", "owen", "joanna", "ben"):
        client = cast.signed_in(cast.CAST[name]())
        for address in addresses:
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                continue
            opened.add(address)
            ids = Ids()
            ids.feed(answer.content.decode())
            twice = {one for one in ids.found if ids.found.count(one) > 1}
            assert ids.found and not twice, (name, address, twice)
    assert opened == set(addresses)
    text = cast.signed_in(cast.owen()).get(reverse("person_targets", args=[team.ben.ref])).content.decode()  # fmt: skip
    assert text.count(">End it</button>") == 2
