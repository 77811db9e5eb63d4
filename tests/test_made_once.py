"""What is laid in is what was made: row for row, and nobody can tell from what comes after."""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from evenhand.features.people.actions import create_team
from evenhand.features.people.models import Team
from evenhand.foundation.audit.actions import seal
from evenhand.foundation.audit.models import AuditEntry, AuditSeal
from evenhand.foundation.files.queries import path_of
from tests import cast, centre, made_once

pytestmark = pytest.mark.django_db


def contents() -> dict:
    """Every table of the database, whatever is known of its key."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(cursor.fetchall(), key=str)
    return found


def made(monkeypatch) -> list[dict]:
    """All records of the cast's people made by actions, and laid in."""
    monkeypatch.setattr(made_once, "_ROWS", {})
    found = []
    for _ in range(2):
        with transaction.atomic():
            centre.make_people()
            found.append(contents())
            transaction.set_rollback(True)
    assert len(made_once._ROWS) == 1
    return found


def test_every_row_of_every_table_is_the_same(monkeypatch):
    by_actions, laid_in = made(monkeypatch)
    assert by_actions == laid_in
    assert len(laid_in[AuditEntry._meta.db_table]) > 20


def test_whoever_is_here_already_stays_as_they_are(monkeypatch):
    cast.helen(), cast.amara()
    before = contents()
    for found in made(monkeypatch):
        assert all(set(rows) <= set(found[table]) for table, rows in before.items())


def test_another_beginning_is_made_anew(monkeypatch):
    monkeypatch.setattr(made_once, "_ROWS", {})
    centre.make_people()
    create_team(by=cast.sam(), name="Westhill")
    with transaction.atomic():
        made_once.made_once(lambda: create_team(by=cast.sam(), name="Eastgate"))
    assert len(made_once._ROWS) == 2


def _seats(count: int) -> list[int]:
    sam = cast.sam()
    return [create_team(by=sam, name=f"Team {at}").pk for at in range(count)]


def test_of_other_values_it_is_made_anew_and_gives_what_it_gave(monkeypatch):
    monkeypatch.setattr(made_once, "_ROWS", {})
    cast.sam()
    found = []
    for count in (2, 3, 2):
        with transaction.atomic():
            found.append((made_once.made_once(_seats, count), Team.objects.count()))
            transaction.set_rollback(True)
    assert len(made_once._ROWS) == 2
    assert found[0] == found[2] and [(len(given), here) for given, here in found] == [(2, 2), (3, 3), (2, 2)]  # fmt: skip


def _sealed() -> None:
    cast.sam()
    seal()


def test_seals_are_laid_in_too(monkeypatch):
    monkeypatch.setattr(made_once, "_ROWS", {})
    found = []
    for _ in range(2):
        with transaction.atomic():
            made_once.made_once(_sealed)
            found.append(list(AuditSeal.objects.values_list("number", "hash")))
            transaction.set_rollback(True)
    assert found[0] == found[1] and found[0]


def test_what_comes_after_goes_on_from_there():
    made = centre.make_people()
    team = create_team(by=cast.sam(), name="Westhill")
    assert team.pk not in {made["northgate"].pk, made["southbank"].pk}
    assert made["amara"].user == cast.amara()


def test_a_centre_that_is_laid_in_is_the_one_that_was_brought_in(settings, tmp_path):
    found = []
    for at in range(3):  # brought in, laid in with a run begun by actions, laid in whole
        settings.EVENHAND = replace(settings.EVENHAND, home=tmp_path / str(at))
        with transaction.atomic():
            run = centre.make_centre().run
            with path_of(run.file).open("rb") as file:
                found.append((run.state, run.mapping, run.accepted, run.source.name, file.read()))
            transaction.set_rollback(True)
    assert found[0] == found[1] == found[2]
    assert found[2][-1] == centre.contacts_csv()
