"""What pages and command say of each kind of file: how its first lines read, and which page it feeds."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from evenhand.features.sources.models import ImportRun
from evenhand.features.sources.queries import mapping_of
from evenhand.features.sources.tests.test_import_pages import posted_form, run_of, upload
from evenhand.features.sources.tests.test_matching_pages import CONTACTS, SURVEYS, TALKS, brought_in
from evenhand.foundation.access.actions import grant_role
from evenhand.foundation.access.roles import Role
from evenhand.foundation.access.viewers import SYSTEM
from tests import cast
from tests.access.walking import words
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
REVIEWS = b"Review id,Contact Id,Evaluated at,Evaluator,Points,Possible,Comment\n" + b"".join(
    b"E%d,C%d,2026-07-%02d 12:00,Quinn,8,10,Kept short\n" % (n, n, n) for n in range(1, 4)
)
LEGS = b"Contact Id,Leg,Agent,Talk seconds\n" + b"".join(
    b"C%d,%d,%s,60\n" % (n, leg, who) for n in range(1, 4) for leg, who in ((1, b"Ann"), (2, b"Bo"))
)
SECRET = "Good morning."


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    grant_role(by=SYSTEM, user=cast.sam(), role=Role.SERVICE_MANAGER, starts_on=cast.SINCE)
    return cast.signed_in(cast.sam())


def checked(client, data, name, **chosen) -> str:
    """The page of the check, in words."""
    run = run_of(upload(client, data, name, name.split(".")[0].title()))
    columns = reverse("import_columns", args=[run.ref])
    assert client.post(columns, posted_form(client, columns) | chosen).status_code == 302
    work_off()
    page = client.get(reverse("import_check", args=[run.ref])).content.decode()
    return words(page).split("How the first lines will read")[-1]


@pytest.mark.parametrize(
    ("data", "name", "chosen", "reads"),
    [
        (CONTACTS, "more.csv", {}, "2 C1 Wed 1 Jul 2026, 10:00 Ann Phone"),
        (SURVEYS, "poll.csv", {}, "2 R1 a contact that is here Wed 1 Jul 2026, 12:00 ces 2 of 7"),
        (REVIEWS, "qa.csv", {}, "Wed 1 Jul 2026, 12:00 Quinn targeted 8 of 10"),
        (LEGS, "legs.csv", {}, "2 C1 1 Ann 60 s 60 s"),
        (TALKS, "talks.jsonl", {"speaker-0": "customer"}, "C1 Wed 1 Jul 2026, 10:00 nobody Chat"),
        (TALKS, "said.jsonl", {"speaker-0": "customer", "about": "Phones"}, "Wed 1 Jul 2026, 10:00 customer 6 letters"),
    ],
    ids=lambda one: one if isinstance(one, str) and "." in one and " " not in one else "",
)  # fmt: skip
def test_every_kind_shows_how_its_first_lines_will_read(sam, data, name, chosen, reads):
    brought_in(sam, CONTACTS, "calls.csv", "Phones")
    page = checked(sam, data, name, **chosen)
    assert reads in page
    assert SECRET not in page and "Kept short" not in page  # words wait for a purpose


@pytest.mark.parametrize(
    ("data", "name", "chosen", "leads"),
    [
        (CONTACTS, "more.csv", {}, "/figures/?"),
        (SURVEYS, "poll.csv", {}, "/figures/ces/?"),
        (SURVEYS.replace(b"Effort", b"CSAT"), "poll.csv", {}, "/figures/csat/?"),
        (REVIEWS, "qa.csv", {}, "/figures/qa_score/?"),
        (LEGS, "legs.csv", {}, "/figures/aht/?"),
        (TALKS, "talks.jsonl", {"speaker-0": "customer"}, "/contacts/?"),
    ],
)
def test_the_result_leads_to_the_page_that_the_file_feeds(sam, data, name, chosen, leads):
    brought_in(sam, CONTACTS, "calls.csv", "Phones")
    run = brought_in(sam, data, name, "Other", **chosen)
    figures = sam.get(reverse("import_run", args=[run.ref])).context["figures"]
    assert figures["url"].startswith(leads) and "first=2026-07-01" in figures["url"]
    assert sam.get(figures["url"]).status_code == 200


# The command


def commanded(tmp_path, name: str, data: bytes, *arguments: str) -> ImportRun:
    path = tmp_path / name
    path.write_bytes(data)
    call_command(
        "import",
        str(path),
        "--source",
        "Said",
        *arguments,
        stdout=io.StringIO(),
        stderr=io.StringIO(),
    )
    return ImportRun.objects.order_by("-pk").first()


TICKETS = b"Ticket Id,Created at,Agent,First reply time\n" + b"".join(
    b"T%d,2026-07-%02d 10:00,Ann,%d\n" % (n, n, n) for n in range(1, 21)
)


def test_the_command_takes_units(sam, tmp_path):
    with pytest.raises(CommandError, match="in seconds, minutes, hours"):
        commanded(tmp_path, "tickets.csv", TICKETS)
    run = commanded(tmp_path, "tickets.csv", TICKETS, "--unit", "First reply time=h")
    assert mapping_of(run).units == {"First reply time": "h"} and run.accepted == 20
    run = commanded(tmp_path, "later.csv", TICKETS.replace(b"T", b"U", 1).replace(b"\nT", b"\nU"),
                    "--unit", "First reply time=s", "--columns-checked")  # fmt: skip
    assert mapping_of(run).units == {}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("First reply time=weeks", "no unit of “First reply time”: s, min, h, ms"),
        ("Agent=h", "neither a length of time nor a score"),
        ("Nothing=h", "No column “Nothing” is brought in"),
        ("First reply time", "has to read COLUMN=UNIT"),
        ("=h", "has to read COLUMN=UNIT"),
    ],
)
def test_units_that_cannot_be(sam, tmp_path, said, why):
    with pytest.raises(CommandError, match=why):
        commanded(tmp_path, "tickets.csv", TICKETS, "--unit", said)


def test_the_command_takes_speakers(sam, tmp_path):
    run = commanded(tmp_path, "talks.jsonl", TALKS, "--speaker", "Zeus=customer")
    assert mapping_of(run).turns.speakers == {"Zeus": "customer", "agent": "agent"}
    assert run.accepted == 5


@pytest.mark.parametrize(
    ("name", "data", "said", "why"),
    [
        ("talks.jsonl", TALKS, "Hera=customer", "Nobody called “Hera” speaks in this file: Zeus, agent"),
        ("talks.jsonl", TALKS, "Zeus=god", "“god” is not known: customer, agent, system"),
        ("tickets.csv", TICKETS, "Zeus=customer", "speaks in this file: nobody"),
    ],
)  # fmt: skip
def test_speakers_that_cannot_be(sam, tmp_path, name, data, said, why):
    with pytest.raises(CommandError, match=why):
        commanded(tmp_path, name, data, "--speaker", said)
