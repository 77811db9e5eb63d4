"""A few rows for every list, through the same actions as anybody's; and how pages and files of lists are read."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

from django.urls import URLPattern, get_resolver, reverse

from evenhand.features.communication import actions as communication
from evenhand.features.communication.models import Request
from evenhand.features.communication.rules.acknowledging import State
from evenhand.features.contacts import actions as contacts
from evenhand.features.contacts import queries
from evenhand.features.contacts.rules.corrections import Kind
from evenhand.features.people.actions import create_person, create_team, set_employment
from evenhand.features.people.models import Person, Team
from evenhand.features.sources import jobs as of_sources
from evenhand.features.standards.rules.targets import About, Where
from evenhand.foundation.access.actions import create_user, deactivate_user
from evenhand.foundation.jobs.actions import enqueue
from evenhand.foundation.jobs.housekeeping import prune_finished
from tests import cast, centre, policies, standards
from tests.access.walking import words

LONG_AGO = timedelta(days=900)


def fill() -> None:
    made = centre.make_centre()
    for somebody in cast.CAST.values():
        somebody()
    sam = cast.viewer(cast.sam())
    centre.start(centre.contacts_csv(), by=cast.helen(), name="more.csv", source="Chat")
    for number in range(3):
        centre.start(centre.contacts_csv(), by=cast.sam(), name=f"again-{number}.csv")
    for name in ("Harbour", "Quayside"):
        create_team(by=sam, name=name)
    gone = create_person(by=sam, name="Gwen Gone", email="gwen@brightwell.example")
    set_employment(by=sam, person=gone, starts_on=cast.SINCE, ends_on=cast.SINCE + timedelta(9))
    create_person(by=sam, name="=1+1 Nobody", email="")
    closed = create_user(by=sam, email="clara@brightwell.example", name="Clara Closed")
    deactivate_user(by=sam, user=closed, today=cast.TODAY)
    _claims()
    _what_holds()
    for _ in range(3):
        enqueue(prune_finished, by=cast.ben(), title="Ben’s work")
    for outside in (cast.nadia(), cast.eve()):  # so that a list of theirs is not empty
        enqueue(prune_finished, by=outside, title="Work of somebody else")
    enqueue(of_sources.check, by=cast.sam(), title="Check more.csv", run_id=made.run.pk)


def _claims() -> None:
    ben = cast.viewer(cast.ben())
    claims = []
    for number in range(4):
        seen = queries.contact_of_own(ben, centre.id_of(f"ben-00{number}"))
        asked = {"kind": Kind.ABUSIVE, "words": "They shouted."}
        claims.append(contacts.ask_correction(by=ben, seen=seen, **asked))
    contacts.withdraw_correction(by=ben, correction=claims[0])


def _what_holds() -> None:
    monitoring = policies.make_monitoring_policy()
    policies.write(monitoring.policy)
    first = standards.make_standard()
    standards.make_target(first)
    for team in Team.objects.all():
        of_team = {"about": About.TOTAL, "where": Where.TEAMS, "keys": frozenset({team.pk})}
        standards.make_target(standards.make_standard(f"Answered in {team.name}"), "answered", **of_team)  # fmt: skip
    standards.write_standard(standards.begin_standard("Kept in a drawer"))
    asked = Request.objects.filter(user=cast.amara()).order_by("pk").first()
    communication.reply(
        by=cast.viewer(cast.amara()), request=asked, state=State.ACKNOWLEDGED, words=""
    )


def many_people(n: int) -> None:
    Person.objects.bulk_create(Person(name=f"Zoe {number:03}") for number in range(n))


def list_names() -> list[str]:
    """Of every address whose name says that it is a list."""
    return sorted(one.name for one in _patterns(get_resolver()) if one.name.endswith("_list"))


def _patterns(resolver):
    for entry in resolver.url_patterns:
        yield from [entry] if isinstance(entry, URLPattern) else _patterns(entry)


def body_of(answer) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode()


FORM = re.compile(r'<form class="filters[^>]*>(.*?)</form>', re.S)
CONTROL = re.compile(r'<(?:select|input)[^>]*?\bname="(\w+)"[^>]*>')
ROW = re.compile(r'<tr[^>]*>\s*<th scope="row">(.*?)</th>', re.S)


def controls(body: str) -> list[str]:
    """The names of the filters that a page shows."""
    shown = [one for form in FORM.findall(body) for one in CONTROL.finditer(form)]
    return [one[1] for one in shown if 'type="hidden"' not in one[0]]


def heads_on_pages(client, name: str, asked: str = "") -> list[str]:
    """What each row of a list begins with, from all its pages; of a link its words."""
    found, address = [], f"{reverse(name)}?{asked}"
    while address:
        body = client.get(address).content.decode()
        found += [_head(one) for one in ROW.findall(body)]
        onward = re.search(r'<a rel="next" href="([^"]+)"', body)
        address = onward and f"{reverse(name)}{unescape(onward[1])}"
    return found


def _head(cell: str) -> str:
    link = re.search(r"<a\b[^>]*>(.*?)</a>", cell, re.S)
    return words(link[1] if link else cell)


def rows_of_file(client, name: str, asked: str = "") -> list[list[str]]:
    """Its heading, then its rows."""
    answer = client.get(f"{reverse(name)}?{asked}&as=csv")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"], name
    return list(csv.reader(io.StringIO(body_of(answer).removeprefix("\ufeff"))))
