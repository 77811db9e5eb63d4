"""A file has the rows of its pages, and a filter narrows both to the same."""

import io
import zipfile

import pytest
from django.urls import reverse

from evenhand.features.people.models import Team
from evenhand.features.sources.models import Source
from evenhand.foundation.audit.models import AuditEntry
from evenhand.foundation.jobs.registry import _kinds, load_job_modules
from tests import cast
from tests.access.walking import text_of_sheets, words
from tests.lists.filling import heads_on_pages, many_people, rows_of_file

pytestmark = pytest.mark.django_db

# In which column of its file a list has what its rows begin with, where it is not the first.
HEADS = {"topic_list": 1}
# Name, whose page, what is asked, what is left. `{…}` stands for a ref.
NARROWED = [
    ("person_list", "sam", "name=BEN", {"Ben Whitlock"}),
    ("person_list", "sam", "team={southbank}", {"Noor Aziz"}),
    ("person_list", "sam", "who=gone", {"Gwen Gone"}),
    ("person_list", "sam", "who=no_team", {"=1+1 Nobody", "Joanna Price", "Rajesh Kotecha"}),
    ("person_list", "sam", "who=no_account", {"=1+1 Nobody"}),
    ("person_list", "sam", "who=here&team={northgate}", {"Amara Okafor", "Ben Whitlock"}),
    ("person_list", "joanna", "team={northgate}&name=a", {"Amara Okafor"}),
    ("team_list", "sam", "name=gate", {"Northgate"}),
    ("team_list", "helen", "name=BANK", {"Southbank"}),
    ("import_list", "sam", "source={chat}", {"more.csv"}),
    ("import_list", "sam", "state=done", {"contacts.csv"}),
    ("import_list", "sam", "who={helen}", {"more.csv"}),
    ("import_list", "sam", "last=2020-01-01", set()),
    ("import_list", "sam", "first=2020-01-01&source={chat}", {"more.csv"}),
    ("correction_list", "ben", "state=withdrawn", {"ben-000"}),
    ("correction_list", "joanna", "state=asked", {"ben-001", "ben-002", "ben-003"}),
    ("topic_list", "helen", "words=BILL", {"Billing"}),
    ("kpi_list", "amara", "family=quality&words=quality+score", {"Quality score"}),
    ("kpi_list", "amara", "words=net+promoter+score&use=team", {"Net promoter score"}),
    ("policy_list", "owen", "state=draft", {"Monitoring policy"}),
    ("policy_list", "amara", "words=RIGHTS", {"Monitoring policy"}),
    ("standard_list", "owen", "state=draft", {"Kept in a drawer"}),
    ("standard_list", "owen", "state=held&words=quayside", {"Answered in Quayside"}),
    ("standard_list", "owen", "words=satisfaction", {"First contact resolution"}),
    ("acknowledgement_list", "amara", "answered=yes", {"Monitoring policy, version 1"}),
    ("job_list", "sam", "kind=sources.check", {"Check more.csv"}),
    ("job_list", "sam", "state=queued&kind=jobs.prune", {"Ben’s work", "Work of somebody else"}),
    ("account_list", "sam", "words=clara&state=every", {"Clara Closed"}),
    ("account_list", "sam", "state=closed", {"Clara Closed"}),
    ("account_list", "sam", "role=agent&words=ben", {"Ben Whitlock"}),
]  # fmt: skip


def filled_in(asked: str) -> str:
    refs = {
        "northgate": Team.objects.get(name="Northgate").ref,
        "southbank": Team.objects.get(name="Southbank").ref,
        "chat": Source.objects.get(name="Chat").ref,
        "helen": cast.helen().ref,
    }
    return asked.format_map(refs)


def heads_of_file(client, name: str, asked: str = "") -> list[str]:
    column = HEADS.get(name, 0)
    return [row[column].removeprefix("'") for row in rows_of_file(client, name, asked)[1:]]


@pytest.mark.parametrize(("name", "somebody", "asked", "left"), NARROWED)
def test_a_filter_narrows_pages_and_file_alike(name, somebody, asked, left, client_of):
    client, asked = client_of(somebody), filled_in(asked)
    shown, taken = heads_on_pages(client, name, asked), heads_of_file(client, name, asked)
    assert shown == taken
    assert set(shown) == left
    everything = heads_of_file(client, name)
    assert len(everything) > len(taken)


@pytest.mark.parametrize(("name", "somebody"), dict.fromkeys((one[0], one[1]) for one in NARROWED))
def test_without_filters_the_file_has_what_the_pages_have(name, somebody, client_of):
    client = client_of(somebody)
    shown = heads_on_pages(client, name)
    assert shown and shown == heads_of_file(client, name)


def test_what_is_asked_to_be_read_is_answered_or_waits(client_of):
    """Of Amara's, one is answered: the others wait, and none is both."""
    amara = client_of("amara")
    given, waits = (heads_of_file(amara, "acknowledgement_list", f"answered={one}") for one in ("yes", "no"))  # fmt: skip
    assert len(given) == 1 and len(waits) >= 2
    assert sorted(given + waits) == sorted(heads_of_file(amara, "acknowledgement_list"))


def test_a_file_has_the_rows_of_every_page(client_of):
    many_people(120)
    sam = client_of("sam")
    shown = heads_on_pages(sam, "person_list", "name=zoe")
    assert len(shown) == 120
    assert heads_of_file(sam, "person_list", "name=zoe&page=2") == shown


def test_the_next_page_keeps_the_filters(client_of):
    many_people(60)
    body = client_of("sam").get(reverse("person_list"), {"name": "zoe"}).content.decode()
    assert 'rel="next" href="?name=zoe&amp;page=2"' in body


# Who sees what


def test_a_file_says_of_nobody_more_than_the_page(client_of):
    assert rows_of_file(client_of("sam"), "person_list")[0] == ["Name", "Team"]
    assert set(heads_of_file(client_of("joanna"), "person_list")) == {"Amara Okafor", "Ben Whitlock", "Joanna Price"}  # fmt: skip
    assert heads_of_file(client_of("amara"), "correction_list") == []
    assert "Ben’s work" not in heads_of_file(client_of("amara"), "job_list")


def test_nobody_learns_of_a_draft(client_of):
    amara = client_of("amara")
    assert "Kept in a drawer" not in heads_of_file(amara, "standard_list")
    assert heads_of_file(amara, "standard_list", "words=drawer") == []
    said = words(amara.get(reverse("standard_list"), {"state": "draft"}).content.decode())
    assert "“draft” is none of the choices under “State”." in said


def test_who_has_no_account_is_told_to_administrators_alone(client_of):
    asked = {"who": "no_account"}
    for name, known in (("sam", False), ("owen", True), ("helen", True)):
        said = words(client_of(name).get(reverse("person_list"), asked).content.decode())
        assert ("none of the choices" in said) == known, name


def test_filters_offer_what_the_viewer_may_know(client_of):
    offered = client_of("joanna").get(reverse("person_list")).content.decode()
    assert "Northgate" in offered and "Southbank" not in offered
    kinds = client_of("ben").get(reverse("job_list")).content.decode()
    assert "Remove what has run out" in kinds and "Check a file" not in kinds


def test_every_kind_of_job_has_a_title_to_choose_it_by():
    load_job_modules()
    assert len(_kinds) >= 14
    assert not [one.name for one in _kinds.values() if str(one.title) == one.name and not one.name.startswith("tests.")]  # fmt: skip


# What leaves


def test_no_cell_becomes_a_formula(client_of):
    rows = rows_of_file(client_of("sam"), "person_list", "name=nobody")
    assert rows[1] == ["'=1+1 Nobody", ""]


def test_excel_has_the_same_and_says_who_made_it(client_of):
    asked = {"as": "xlsx", "state": "withdrawn"}
    file = client_of("ben").get(reverse("correction_list"), asked)
    said = text_of_sheets(file.content)
    for part in ("ben-000", "withdrawn", "Ben Whitlock", "Narrowed to", "Answer: withdrawn"):
        assert part in said
    assert "ben-001" not in said
    with zipfile.ZipFile(io.BytesIO(file.content)) as book:
        assert 'name="List"' in book.read("xl/workbook.xml").decode()


@pytest.mark.parametrize(
    "asked", ["name=Gwen+Gone&name=&as=csv", "x=Gwen+Gone&as=csv", "name=&name=Gwen+Gone&as=csv"]
)
def test_nothing_that_was_typed_reaches_the_audit(client_of, asked):
    assert client_of("sam").get(f"{reverse('person_list')}?{asked}").status_code == 200
    after = AuditEntry.objects.filter(verb="exported", object_type="people").last().payload.after
    assert "Gwen" not in str(after) and "as=csv" in str(after)


def test_the_audit_keeps_what_was_asked_and_not_whose_name(client_of):
    rows_of_file(client_of("sam"), "person_list", "name=Whitlock&who=here")
    after = AuditEntry.objects.filter(verb="exported", object_type="people").last().payload.after
    assert "who=here" in after and "Whitlock" not in after
    rows_of_file(client_of("helen"), "topic_list", "words=Whitlock&period=4w")
    after = AuditEntry.objects.filter(verb="exported", object_type="figures").last().payload.after
    assert "period=4w" in after and "Whitlock" not in after


@pytest.mark.parametrize(
    ("name", "somebody", "asked"),
    [("import_list", "sam", "state=nonsense"), ("topic_list", "helen", f"words={'a' * 201}")],
)
def test_no_file_holds_more_than_was_asked_for(name, somebody, asked, client_of):
    """Where a filter cannot be read, its page says so instead; nothing is taken."""
    client, before = client_of(somebody), AuditEntry.objects.count()
    answer = client.get(f"{reverse(name)}?{asked}&as=csv")
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse(name)}?{asked}")
    page = client.get(answer["Location"]).content.decode()
    assert "The list is not narrowed by that." in page
    assert AuditEntry.objects.count() == before


# What an empty list says


@pytest.mark.parametrize(
    ("name", "somebody", "asked"),
    [
        ("person_list", "sam", "name=xyzzy"),
        ("import_list", "sam", "last=2020-01-01"),
        ("correction_list", "ben", "state=declined"),
        ("kpi_list", "sam", "words=xyzzy"),
        ("job_list", "sam", "state=stopped"),
        ("account_list", "sam", "words=xyzzy"),
    ],
)
def test_nothing_that_matches_has_a_way_back(name, somebody, asked, client_of):
    client = client_of(somebody)
    body = client.get(f"{reverse(name)}?{asked}").content.decode()
    assert "Nothing matches these filters." in body
    assert f'<a class="btn" href="{reverse(name)}">Clear the filters</a>' in body
    assert "as=csv" not in body


def test_reasons_keep_the_period_when_their_words_go(client_of):
    body = client_of("helen").get("/topics/?period=52w&words=xyzzy").content.decode()
    assert "Nothing matches these filters." in body
    assert '<a class="btn" href="?period=52w">Clear the filters</a>' in body


def test_where_there_is_nothing_yet_no_filter_is_offered(client_of):
    """Amara said nothing of any contact."""
    body = client_of("amara").get(reverse("correction_list")).content.decode()
    assert "Nothing is said to be wrong." in body
    assert "Nothing matches" not in body and 'class="filters' not in body and "as=csv" not in body
