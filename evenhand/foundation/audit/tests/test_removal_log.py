"""The log of removals, outside the database: what only the records say removes nothing."""

from dataclasses import replace

import pytest

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import queries
from evenhand.foundation.audit.actions import record, remove_contents
from evenhand.foundation.audit.tests import tampering
from evenhand.foundation.backup import removals
from evenhand.foundation.backup.archive import Refused
from evenhand.foundation.backup.models import Removal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def log(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(removals, "_PAUSE", 0)
    settings.EVENHAND = replace(settings.EVENHAND, removal_log=tmp_path / "removals.jsonl")
    return settings.EVENHAND.removal_log


def made(count: int) -> list[int]:
    return [
        record(by=SYSTEM, verb="tried", object_type="test", object_ref=str(number)).pk
        for number in range(count)
    ]


def test_a_forged_decision_is_refused_and_not_copied_into_the_log(log):
    tampering.remove(made(3))
    forged = Removal.objects.create(kind="test", rule="forged")
    before = log.read_text()
    with pytest.raises(Refused, match=f"{forged.ref}.*nothing was removed.*evenhand removals"):
        removals.permit(forged, made(2))
    with pytest.raises(Refused):
        removals.require_logged(forged)
    assert log.read_text() == before and forged.ref not in before
    assert Removal.objects.get(pk=forged.pk).lines == []
    removals.append_to_file(log)  # as whoever knows of it does by the command
    removals.require_logged(forged)


def test_a_line_that_was_cut_off_takes_no_other_with_it(log):
    tampering.remove(made(3))
    whole = log.read_bytes()
    log.write_bytes(whole[:-6])
    decided = Removal.objects.get()
    assert removals.permitted(log)[decided.ref] == set()
    lines = made(2)
    removals.permit(decided, lines)
    assert removals.permitted(log)[decided.ref] == {*lines}
    assert [said["ref"] for said in removals.read(log)] == [decided.ref]
    assert log.read_bytes().startswith(whole[: whole.rfind(b"\n", 0, -1) + 1])


def test_a_removal_from_before_lines_were_named_is_still_lawful(log):
    numbers = made(4)
    tampering.remove(numbers[:2])
    decision = log.read_text().splitlines(keepends=True)[0]
    log.write_text(decision)  # as an earlier version left it
    assert queries.verdict([]).is_whole
    # A decision of today covers what the log says, from the moment of its decision on.
    tampering.remove([])
    today = Removal.objects.order_by("pk").last()
    remove_contents(by=SYSTEM, entry_ids=numbers[2:], rule=tampering.RULE, decision=today.ref)
    assert {one.number for one in queries.verdict([]).findings} == {*numbers[2:]}
