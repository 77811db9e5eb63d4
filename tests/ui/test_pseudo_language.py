"""Every page in a language of brackets: what stands in none is neither marked nor data, and English for everybody."""

import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from evenhand.analysis.kpis import catalogue
from evenhand.analysis.kpis.definition import Family
from evenhand.features.attainment.tests import making
from evenhand.features.insights.tests.busy import EVER, make_busy_team
from evenhand.features.sources.models import State
from evenhand.features.sources.tests.test_kinds_pages import LEGS, REVIEWS
from evenhand.features.sources.tests.test_matching_pages import CONTACTS, SURVEYS, TALKS
from evenhand.foundation.access.roles import Role
from tests import cast, centre
from tests.access.expected import EXPECTED
from tests.access.makers import MAKERS
from tests.access.test_every_url import CHAIRS
from tests.journeys.sittings import NO_PAGES, PARTS, SECOND_STEP, SITTINGS
from tests.pseudo.data import stored
from tests.pseudo.language import OPEN, spoken
from tests.pseudo.reading import untold
from tests.signin.soft_key import passkey_of
from tests.signin.steps import come_in, confirmed, with_app, with_codes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Pages of which nothing is asked here, each with its reason.
EXEMPT = {
    "components": "the gallery: people, days and numbers on it are examples, typed in the code"
}


def answering(method: str, status: int) -> list[str]:
    """The addresses where this method may be answered so to somebody."""
    return [
        name
        for name, rows in EXPECTED.items()
        if method in rows and rows[method].to and status in rows[method].answers
        if name not in NO_PAGES | EXEMPT
    ]


PAGES, REFUSING = answering("get", 200), answering("post", 422)
# Who sees most of what there is to see comes first.
SEERS = (
    Role.SERVICE_MANAGER,
    Role.ADMINISTRATOR,
    Role.PRIVACY_OFFICER,
    Role.TEAM_LEADER,
    Role.HR_ADVISER,
)


def in_english(client, address, posted=None, status=200) -> list[str]:
    """What of a page is in no language but English."""
    with spoken() as headers:
        ask = client.get if posted is None else client.post
        answer = ask(address, *([posted] if posted is not None else []), headers=headers)
        assert answer.status_code == status, (address, answer.status_code)
        body = answer.content.decode()
        assert OPEN in body, address
        return untold(body, stored() | {urlsplit(address).path, "testserver"})


def all_in_english(client, addresses) -> dict[str, list[str]]:
    found = {address: in_english(client, address) for address in addresses}
    return {address: texts for address, texts in found.items() if texts}


def asked(name, method: str = "get") -> tuple[Client, str]:
    """Somebody who may ask for it, and its address."""
    arguments = MAKERS[name]() if name in MAKERS else {}
    chair = next(one for one in (*SEERS, *CHAIRS) if one in EXPECTED[name][method].to)
    return cast.signed_in(CHAIRS[chair]()), reverse(name, kwargs=arguments)


@pytest.mark.parametrize("name", PAGES)
def test_page(name, files_home):
    assert not in_english(*asked(name))


@pytest.mark.parametrize("name", SITTINGS)
def test_with_more_to_see(name, files_home):
    sitting = SITTINGS[name]
    addresses = sitting.addresses()
    assert not all_in_english(cast.signed_in(cast.CAST[sitting.who]()), addresses)


@pytest.mark.parametrize("name", REFUSING)
def test_what_a_form_without_values_is_told(name, files_home):
    client, address = asked(name, "post")
    with spoken() as headers:
        answer = client.post(address, headers=headers)
        if answer.status_code == 422:
            assert not untold(answer.content.decode(), stored() | {urlsplit(address).path})


@pytest.mark.parametrize("family", Family)
def test_figures(family, files_home):
    """With what each says of its data, over a team with weeks enough for every chart."""
    team = make_busy_team().northgate.ref
    helen = cast.signed_in(cast.helen())
    keys = [one.key for one in catalogue.ALL if one.family is family]
    addresses = [f"{reverse('figure', args=[key])}?{EVER}" for key in keys]
    addresses.append(f"{reverse('team_figures', args=[team])}?{EVER}&kpi={keys[0]}&show=all")
    assert not all_in_english(helen, addresses)


def test_where_people_stand(files_home):
    """A month that was judged, with a finding, and people of whom nothing can be said."""
    team = making.make_team()
    making.give(making.make_target(team.everybody), team.everybody)
    making.reckon()
    client = cast.signed_in(cast.joanna())
    addresses = [reverse("team_attainment", args=[team.northgate.ref])]
    addresses += [
        reverse(page, args=[one.ref])
        for one in (team.amara, team.ben)
        for page in ("person_attainment", "person_figures", "person_targets")
    ]
    assert not all_in_english(client, addresses)


FILES = {
    "contacts.csv": CONTACTS,
    "surveys.csv": SURVEYS,
    "reviews.csv": REVIEWS,
    "legs.csv": LEGS,
    "talks.jsonl": TALKS,
}


@pytest.mark.parametrize("file", FILES)
def test_matching_the_columns_of_each_kind_of_file(file, files_home):
    run = centre.start(FILES[file], by=cast.sam(), name=file)
    address = reverse("import_columns", args=[run.ref])
    assert not in_english(cast.signed_in(cast.sam()), address)


FAULTS = (
    ("1", "2024-02-31 10:00", "ben", "phone", "", "Y", "5", "1,200", "0", "30", "9"),
    ("2", "", "ben", "phone", "", "Y", "-5", "1", "0", "=2", "4"),
    ("3", "2199-02-01 10:00", "ben" * 99, "phone", "", "perhaps", "x", "1", "0", "30", "4"),
    ("4", "2024-02-01 10:00", "ben", "phone", "", "Y", "5", "999999", "0", "30", "4"),
    ("5", "2024-02-01 10:00", "ben"),
)


def test_why_lines_are_refused(files_home):
    lines = [("0", "2024-02-01 10:00", "ben", "phone", "", "Y", 5, 60, 0, 30, 4), *FAULTS]
    run = centre.bring_in(centre.as_csv(centre.HEADER, lines), by=cast.sam(), name="faulty.csv")
    assert run.state == State.DONE and run.rejected == len(FAULTS)
    pages = [reverse(page, args=[run.ref]) for page in ("import_run", "import_rejects")]
    found = all_in_english(cast.signed_in(cast.sam()), pages)
    as_it_stood = ",".join(FAULTS[-1])  # a line that nothing took apart
    assert {text for texts in found.values() for text in texts} <= {as_it_stood}


def test_the_door(db):
    nobody = Client()
    addresses = [reverse("account_login"), reverse("account_inactive"), asked("invitation")[1]]
    assert not all_in_english(nobody, addresses)
    wrong = {"login": "ben@brightwell.example", "password": "not this one"}
    assert not in_english(nobody, addresses[0], wrong)
    with_app(cast.joanna())
    assert not in_english(come_in(cast.joanna()), reverse("mfa_authenticate"))


SECRET = re.compile(r"^[A-Z2-7]{32}$")  # for an app to remember: stored nowhere yet


def test_the_second_step(db):
    found = in_english(confirmed(cast.ben()), reverse("mfa_activate_totp"))
    assert [text for text in found if not SECRET.match(text)] == []
    amara = cast.amara()
    with_app(amara)
    with_codes(amara)
    key = {"credential": passkey_of(amara).data["credential"]["id"]}
    addresses = [
        reverse(name, kwargs={part: key[part] for part in PARTS[name]})
        for name in SECOND_STEP.split()
    ]
    assert not all_in_english(confirmed(amara), addresses)


def test_what_is_not_there(db):
    assert not in_english(cast.signed_in(cast.sam()), "/people/nobodyhere/", status=404)
