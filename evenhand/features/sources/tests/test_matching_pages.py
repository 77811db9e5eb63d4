"""The page on which columns are matched asks what the kind of file needs, and nothing else."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from evenhand.features.sources.models import ImportRun, State
from evenhand.features.sources.queries import mapping_of
from evenhand.features.sources.tests.test_import_pages import posted_form, run_of, upload
from evenhand.foundation.facts import store
from tests import cast
from tests.working import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CONTACTS = b"Contact Id,Agent,Start time\n" + b"".join(
    b"C%d,Ann,2026-07-%02d 10:00\n" % (n, n) for n in range(1, 21)
)
SURVEYS = b"Response id,Contact Id,Answered at,Effort\n" + b"".join(
    b"R%d,C%d,2026-07-%02d 12:00,%d\n" % (n, n, n, 1 + n % 5) for n in range(1, 11)
)
TURNS = [
    {"at": "2026-07-01 10:00:00", "speaker": "Zeus", "text": "Hello?"},
    {"at": "2026-07-01 10:00:30", "speaker": "agent", "text": "Good morning."},
]
TALKS = b"".join(json.dumps({"id": f"C{n}", "turns": TURNS}).encode() + b"\n" for n in range(1, 6))


@pytest.fixture
def sam(files_home, django_capture_on_commit_callbacks):
    return cast.signed_in(cast.sam())


def matched(client, data, name, source, **chosen):
    """The answer of the page to what it proposes, with `chosen` instead."""
    run = run_of(upload(client, data, name, source))
    columns = reverse("import_columns", args=[run.ref])
    return run, client.post(columns, posted_form(client, columns) | chosen)


def brought_in(client, data, name, source, **chosen) -> ImportRun:
    run, answer = matched(client, data, name, source, **chosen)
    assert answer.status_code == 302, answer.content.decode()
    work_off()
    check = reverse("import_check", args=[run.ref])
    confirmed = posted_form(client, check) | (
        {"people": "leave"} if "people" in posted_form(client, check) else {}
    )
    assert client.post(check, confirmed).status_code == 302
    work_off()
    run.refresh_from_db()
    assert run.state == State.DONE
    return run


def asked(client, run, query="") -> set[str]:
    page = client.get(reverse("import_columns", args=[run.ref]) + query)
    fields = page.context["form"].fields
    return {name for name in fields if not name.startswith("column-")}


def test_only_what_applies_is_asked(sam):
    run = run_of(upload(sam, CONTACTS, "calls.csv", "Phones"))
    assert asked(sam, run) == {"kind", "shown", "zone", "channel"}
    assert asked(sam, run, "?kind=evaluations") == {"kind", "shown", "zone", "empty_purpose"}
    assert asked(sam, run, "?kind=conversations") == asked(sam, run), "there are no turns in it"
    assert asked(sam, run, "?kind=nonsense") == asked(sam, run)


def test_another_kind_shows_its_own_meanings_without_javascript(sam):
    run, answer = matched(sam, CONTACTS, "calls.csv", "Phones", kind="surveys")
    assert answer["Location"].endswith("columns/?kind=surveys")
    page = sam.get(answer["Location"]).content.decode()
    assert "Whom" not in page and "Number of the survey" in page and "Talk time" not in page
    run.refresh_from_db()
    assert run.state == State.LOOKED_AT


def test_answers_about_contacts_of_another_source(sam):
    brought_in(sam, CONTACTS, "calls.csv", "Phones")
    run = run_of(upload(sam, SURVEYS, "poll.csv", "Poll"))
    assert mapping_of(run).kind == "surveys"
    wanted = {"about", "ces_low", "ces_high", "ces_version"}
    assert asked(sam, run) == {"kind", "shown", "zone", *wanted}
    run = brought_in(
        sam, SURVEYS, "poll.csv", "Poll", about="Phones", ces_high="5", ces_version="1"
    )
    mapping = mapping_of(run)
    assert (mapping.about, mapping.ces_high, mapping.ces_version) == ("Phones", 5, 1)
    result = sam.get(reverse("import_run", args=[run.ref])).content.decode()
    assert "10 answers about 10 contacts" in result


def test_an_unclear_unit_must_be_said(sam):
    lines = b"".join(b"T%d,2026-07-%02d 10:00,%d.5\n" % (n, n, n) for n in range(1, 21))
    data = b"Ticket id,Created at,First reply time\n" + lines
    run, answer = matched(sam, data, "tickets.csv", "Tickets")
    page = answer.content.decode()
    assert answer.status_code == 422 and "Say in which unit its numbers are." in page
    run, answer = matched(sam, data, "tickets.csv", "Tickets", **{"unit-2": "h"})
    assert answer.status_code == 302
    run.refresh_from_db()
    assert mapping_of(run).units == {"First reply time": "h"}


def test_a_meaning_chosen_just_now_may_ask_for_more(sam):
    data = CONTACTS.replace(b"Start time", b"Start time,Marks").replace(b" 10:00", b" 10:00,4")
    run, answer = matched(sam, data, "calls.csv", "Phones", **{"column-3": "csat"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "What you chose asks for more" in page
    again = {n: answer.context["form"][n].value() for n in answer.context["form"].fields}
    columns = reverse("import_columns", args=[run.ref])
    assert sam.post(columns, {n: v for n, v in again.items() if v is not None}).status_code == 302
    run.refresh_from_db()
    assert mapping_of(run).columns["Marks"] == "csat"


def test_who_speaks_is_asked_and_only_what_was_said_comes(sam):
    brought_in(sam, CONTACTS, "calls.csv", "Phones")
    run, answer = matched(sam, TALKS, "talks.jsonl", "Talks", about="Phones")
    assert answer.status_code == 422 and "Say who this is." in answer.content.decode()
    run = brought_in(
        sam, TALKS, "talks.jsonl", "Talks", about="Phones", **{"speaker-0": "customer"}
    )
    assert "contact" not in store().manifest().runs[run.ref].files
    result = sam.get(reverse("import_run", args=[run.ref])).content.decode()
    assert "10 messages about 5 contacts" in result


def test_a_speaker_who_is_new_in_the_next_file_of_a_source_is_asked_for(sam):
    brought_in(sam, TALKS, "talks.jsonl", "Talks", **{"speaker-0": "customer"})
    later = TALKS.replace(b"10:00:00", b"11:00:00").replace(b'"agent"', b'"Hera"')
    run = run_of(upload(sam, later, "later.jsonl", "Talks"))
    speakers = mapping_of(run).turns.speakers
    assert (speakers["Zeus"], speakers["Hera"]) == ("customer", "")


def test_the_command_takes_kind_and_source_of_the_contacts(sam, tmp_path):
    brought_in(sam, CONTACTS, "calls.csv", "Phones")
    poll = tmp_path / "poll.csv"
    poll.write_bytes(SURVEYS)
    with pytest.raises(CommandError, match="Sources with contacts: Phones"):
        call_command("import", str(poll), "--about", "Fax")
    with pytest.raises(CommandError, match="it holds no conversations"):
        call_command("import", str(poll), "--kind", "conversations")
    talks = tmp_path / "talks.jsonl"
    talks.write_bytes(TALKS)
    with pytest.raises(CommandError, match="Say who “Zeus” is"):
        call_command("import", str(talks))
    said = StringIO()
    call_command("import", str(poll), "--kind", "surveys", "--about", "phones", stdout=said)
    assert "Read as surveys" in said.getvalue() and "10 accepted" in said.getvalue()
    assert mapping_of(ImportRun.objects.first()).about == "Phones"
