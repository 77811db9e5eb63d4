"""Boards of figures: channels and reasons, what is folded away, what is compared, days that cannot be read, files."""

import csv
import io
import re
from html import unescape

import pytest
from django.urls import reverse

from tests import cast, centre
from tests.access.walking import words

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EVERYTHING = "period=own&first=2024-01-01&last=2024-12-31"
PHONE = f"/channels/phone/?{EVERYTHING}"
BILLING = f"/topics/figures/?topic=Billing&{EVERYTHING}"
TOPICS = f"/topics/?{EVERYTHING}"
WHOLE = {"helen", "owen", "mateus", "pat"}


@pytest.fixture
def here(files_home):
    return centre.make_centre()


def rows():
    """The file as dicts."""
    return list(csv.DictReader(io.StringIO(centre.contacts_csv().decode())))


def answered(**only) -> int:
    return sum(
        row["answered"] == "Y" and all(row[name] == value for name, value in only.items())
        for row in rows()
    )


def csv_of(client, address: str) -> list[dict]:
    joined = f"{address}{'&' if '?' in address else '?'}as=csv"
    answer = client.get(joined)
    assert answer["Content-Type"].startswith("text/csv"), address
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def table(page, split: str) -> dict[str, int]:
    """Name → contacts, of a breakdown on a page."""
    found = [one for one in page.context["breakdowns"] if one["split"] == split]
    return {row["name"]: row["n"] for one in found for row in one["rows"]}


def test_who_opens_a_channel_a_reason_and_the_list_of_reasons(here):
    for address in (PHONE, BILLING, TOPICS):
        assert cast.openers(address) == WHOLE
        assert cast.openers(f"{address}&team={here.northgate.ref}") == WHOLE | {"joanna"}
        assert cast.openers(f"{address}&person={here.amara.ref}") == set()
    assert cast.openers("/channels/carrier-pigeon/") == set()
    assert cast.openers("/topics/figures/") == set()


def test_the_parts_are_those_of_the_file_and_add_up(here):
    page = cast.signed_in(cast.helen()).get(f"/figures/?{EVERYTHING}&show=all")
    by_channel, by_topic = table(page, "channel"), table(page, "topic")
    assert by_channel == {
        "Chat": answered(channel="chat"),
        "Phone": answered(channel="phone"),
    }
    assert by_topic == {name: answered(reason=name) for name in ("Billing", "Moving")}
    assert list(by_topic) == sorted(by_topic)
    assert sum(by_channel.values()) == sum(by_topic.values()) == answered()


def test_a_channel_of_a_team_counts_the_team_s_alone(here):
    page = cast.signed_in(cast.joanna()).get(f"{PHONE}&team={here.northgate.ref}")
    expected = answered(channel="phone", agent="amara") + answered(channel="phone", agent="ben")
    (handled,) = [one for one in page.context["tiles"] if one.href.startswith("/figures/handled/")]
    assert handled.value == str(expected)
    assert "channel=phone" in handled.href and f"team={here.northgate.ref}" in handled.href
    assert "Noor" not in page.content.decode()


def test_a_figure_of_a_reason_leads_to_its_contacts(here):
    helen = cast.signed_in(cast.helen())
    page = helen.get(f"/figures/handled/?topic=Moving&{EVERYTHING}")
    assert "Only contacts about “Moving”" in words(page.content.decode())
    link = re.search(r'href="(/contacts/\?[^"]+)"', page.content.decode())[1]
    shown = helen.get(unescape(link)).context["rows"]
    assert {row["topic"] for row in shown} <= {"Moving"}


# Whoever sees totals over enough people only


@pytest.mark.parametrize("name", ["owen", "mateus", "pat"])
def test_who_sees_large_totals_only_learns_nothing_from_a_part(here, name):
    """Three people are too few: no channel, reason or half-hour is told, and a sentence says so."""
    client = cast.signed_in(cast.CAST[name]())
    places = (PHONE, BILLING, "/figures/?period=52w", "/figures/csat/?channel=chat")
    for address in (*places, *(f"{place}&show=all" for place in places)):
        page = client.get(address)
        assert not [
            tile
            for tile in page.context["tiles"]
            if tile.has_value and not tile.n_text.startswith("0 ")
        ], address
        assert not page.context.get("breakdowns"), address
        assert "oo few people" in words(page.content.decode()), address
        assert not [row for row in csv_of(client, address) if row["Value"] not in ("", "0.0")], (
            address
        )
    reasons = words(client.get(TOPICS).content.decode())
    assert "Some reasons are over too few people" in reasons and "Billing" not in reasons


def test_days_of_their_own_are_whole_weeks_and_it_is_said(here):
    page = words(cast.signed_in(cast.pat()).get(f"/figures/?{EVERYTHING}").content.decode())
    assert "in whole weeks" in page


# What is compared


def test_the_same_weeks_last_year_are_compared(here):
    helen = cast.signed_in(cast.helen())
    for compare, said in (
        ("before", "nothing was counted then to compare with"),
        ("year", "nothing was counted then to compare with"),
        ("none", "Higher is better"),
    ):
        page = helen.get(f"/figures/?{EVERYTHING}&compare={compare}")
        assert said in words(page.content.decode()), compare
        kept = [tile.href for tile in page.context["tiles"]]
        assert all((f"compare={compare}" in href) == (compare != "before") for href in kept)


# Days that cannot be read


@pytest.mark.parametrize(
    ("first", "last", "field", "said"),
    [
        ("31/02/2024", "2024-04-01", "first", "“31/02/2024”: This is not a day"),
        ("2024-01-01", "2024-13-01", "last", "“2024-13-01”: This is not a day"),
        ("2024-04-01", "2024-01-01", "last", "The last day is before the first"),
        ("1066-10-14", "2024-01-01", "first", "between 1980 and 2200"),
        ("1990-01-01", "2024-01-01", "last", "Ten years is the longest"),
        ("<b>x</b>", "2024-01-01", "first", "This is not a day"),
    ],
)
def test_days_that_cannot_be_read_are_said_beside_the_field(here, first, last, field, said):
    asked = {"period": "own", "first": first, "last": last}
    page = cast.signed_in(cast.helen()).get("/figures/", asked)
    body = page.content.decode()
    assert said in words(body)
    assert f'aria-describedby="{field}-wrong"' in body and f'id="{field}-wrong"' in body
    assert "<b>x</b>" not in body
    assert page.status_code == 200 and page.context["chosen"].period.key == "12w"


@pytest.mark.parametrize("address", ["/figures/", "/figures/csat/", "/figures/csat/trend/"])
def test_days_the_wrong_way_round_stay_as_typed_and_it_says_which_are_shown(here, address):
    asked = {"period": "own", "first": "2024-04-01", "last": "2024-01-01"}
    page = cast.signed_in(cast.helen()).get(address, asked)
    body = " ".join(page.content.decode().split())
    for name, typed in asked.items():
        if name != "period":
            assert re.search(rf'<input[^>]*name="{name}"[^>]*value="{typed}"', body), name
    assert '<option value="own" selected>' in body
    window = page.context["chosen"].period.window
    shown = f"{window.first:%a} {window.first.day} {window.first:%b %Y} to {window.last:%a} {window.last.day} {window.last:%b %Y}"
    said = words(body)
    assert "These are not the days you typed. The last day is before the first." in said
    assert f"Until it is mended, {shown} is shown instead." in said
    right = words(cast.signed_in(cast.helen()).get(f"{address}?{EVERYTHING}").content.decode())
    assert "is shown instead" not in right


# What a person sees of themselves


def test_a_person_s_page_has_first_what_is_in_their_hands(here):
    address = reverse("person_figures", args=[here.amara.ref]) + f"?{EVERYTHING}&show=all"
    page = cast.signed_in(cast.amara()).get(address)
    kpis = {kpi.key: kpi for kpi in page.context["chosen"].facts.kpis}
    keys = [re.match(r"/figures/(\w+)/", tile.href)[1] for tile in page.context["tiles"]]
    assert "csat" in keys and all(kpis[key].controllable for key in keys)
    others = [re.match(r"/figures/(\w+)/", tile.href)[1] for tile in page.context["diagnosis"]]
    assert {"handled", "aht"} <= set(others)
    body = page.content.decode()
    assert '<details class="more context">' in body and "not in your hands" in body


def test_what_has_no_data_is_one_sentence_with_links(here):
    page = cast.signed_in(cast.helen()).get("/figures/?show=all")
    assert {"nps", "qa_score"} <= {
        one["key"] for group in page.context["absent"] for one in group["figures"]
    }
    assert not {"/figures/nps/", "/figures/qa_score/"} & {
        tile.href.split("?")[0] for tile in page.context["tiles"]
    }
    assert words(page.content.decode()).count("Not in your data here yet:") == 1


# Files
