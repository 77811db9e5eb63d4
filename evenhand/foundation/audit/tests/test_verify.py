"""Whatever is done to sealed lines is found and named, also when the seals were made anew afterwards."""

import json
import random
import stat
import threading
from contextlib import contextmanager
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from evenhand.foundation.access.viewers import SYSTEM
from evenhand.foundation.audit import queries
from evenhand.foundation.audit.actions import record, seal, sealing
from evenhand.foundation.audit.models import REMOVED, AuditEntry, AuditSeal, AuditTombstone
from evenhand.foundation.audit.rules.verifying import Finding, Kind, seals_of_file
from evenhand.foundation.audit.tests import tampering
from tests.made_once import made_once

SEALS = {Kind.SEAL_CHANGED, Kind.SEAL_MISSING}
TRIES = 120


@pytest.fixture
def log(settings, tmp_path):
    """The log of removals, outside the database."""
    file = tmp_path / "log" / "removals.jsonl"
    file.parent.mkdir()
    settings.EVENHAND = replace(settings.EVENHAND, removal_log=file)
    return file


@pytest.fixture
def exported(db, log, monkeypatch):
    """Sixty lines under many small seals, the log as they left it, and the seals as somebody keeps them elsewhere."""
    monkeypatch.setattr(sealing, "_IN_A_SEAL", 7)
    kept, said = made_once(tampering.make_sealed)
    log.write_text(said, encoding="utf-8")
    return list(kept)


@contextmanager
def undone():
    """The database as it was before, after each try."""
    with transaction.atomic():
        tampering.lift_triggers()
        yield
        transaction.set_rollback(True)


def lines_found(verdict) -> set[Finding]:
    return {one for one in verdict.findings if one.kind not in SEALS}


def test_nothing_is_found_where_nothing_was_done(exported):
    for file in ([], seals_of_file(exported)):
        verdict = queries.verdict(file)
        assert verdict.is_whole
        assert verdict.lines == AuditEntry.objects.count() and len(verdict.unsealed) == 2
        removed = AuditTombstone.objects.values_list("entry_id", flat=True)
        assert sorted(verdict.removed) == sorted(removed) and len(verdict.removed) == 7


@pytest.mark.parametrize("seed", range(TRIES))
def test_tampering_is_found_and_named(exported, seed):
    """1 to 3 acts at once; every finding is one of theirs, and each of theirs is found."""
    chance, file = random.Random(seed), seals_of_file(exported)
    with undone():
        field = tampering.Field.survey(chance, file[-1].last_id)
        acts = chance.sample(tampering.ACTS, chance.choice([1, 1, 2, 3]))
        if seed < len(tampering.ACTS):
            acts = [tampering.ACTS[seed]]
        wanted = set().union(*(act(chance, field) for act in acts))
        for seals in ([], file):
            assert queries.verdict(seals).findings == wanted, [act.__name__ for act in acts]
        tampering.seal_anew()
        verdict = queries.verdict(file)
        assert lines_found(verdict) == wanted, [act.__name__ for act in acts]


def test_a_chain_made_anew_agrees_with_itself_and_not_with_the_file(exported):
    with undone():
        number = AuditEntry.objects.filter(verb="tried", payload__isnull=False)[5].pk
        tampering._take_out(number)
        tampering.seal_anew()
        assert not queries.verdict([]).findings, "so the seals are worth something only elsewhere"
        found = queries.verdict(seals_of_file(exported)).findings
        assert Finding(Kind.MISSING, number) in found
        first = AuditSeal.objects.get(first_id__lte=number, last_id__gte=number).number
        changed = {one.number for one in found if one.kind is Kind.SEAL_CHANGED}
        assert changed == set(range(first, AuditSeal.objects.count() + 1))


@pytest.mark.parametrize("name", ["hash", "at", "count", "last_id", "leaves", "previous"])
def test_a_seal_that_was_changed_is_named(exported, name):
    value = {"at": "2020-01-01T00:00Z", "count": 3, "last_id": 9, "leaves": b"short"}
    with undone():
        AuditSeal.objects.filter(pk=3).update(**{name: value.get(name, "b" * 64)})
        assert Finding(Kind.SEAL_CHANGED, 3) in queries.verdict([]).findings


def test_a_seal_that_was_taken_away_is_named(exported):
    with undone():
        last = AuditSeal.objects.order_by("-number")[0].number
        AuditSeal.objects.filter(number__in=(2, last)).delete()
        assert Finding(Kind.SEAL_MISSING, 2) in queries.verdict([]).findings
        found = queries.verdict(seals_of_file(exported)).findings
        assert {Finding(Kind.SEAL_MISSING, 2), Finding(Kind.SEAL_MISSING, last)} <= found


def test_a_part_of_the_export_is_enough_for_its_lines(exported):
    file = seals_of_file(exported)[3:]
    assert queries.verdict(file).is_whole
    with undone():
        number = AuditEntry.objects.filter(pk__gte=file[0].first_id, verb="tried").last().pk
        AuditEntry.objects.filter(pk=number).update(verb="forged")
        assert queries.verdict(file).findings == {Finding(Kind.CHANGED, number)}


def test_lawful_removal_after_the_seal_is_no_tampering(exported):
    ids = AuditEntry.objects.filter(verb="tried").values_list("pk", flat=True)[:10]
    before = len(queries.verdict([]).removed)
    gone = tampering.remove(list(ids), "erasure of a person")
    verdict = queries.verdict(seals_of_file(exported))
    assert verdict.is_whole and len(verdict.removed) == before + gone


def test_a_gap_after_the_last_seal_is_named(exported):
    """SQLite gives a number back with the write that it was for, so a gap there is a fault."""
    for _each in range(4):
        record(by=SYSTEM, verb="late", object_type="test", object_ref="")
    late = list(AuditEntry.objects.filter(verb="late").order_by("pk").values_list("pk", flat=True))
    assert queries.verdict([]).gaps == []
    with undone():
        for number in (late[1], late[3]):  # in between, and the very last
            tampering._take_out(number)
        verdict = queries.verdict([])
        assert verdict.gaps == [(late[1], late[1]), (late[3], late[3])]
        text, code = said("verify")
        lawful = connection.vendor == "postgresql"
        why = "may be a rolled-back write" if lawful else "missing, not sealed yet"
        assert code == 1 and f"gap: line {late[1]}, {why}" in text
        assert verdict.faults == len(verdict.without_trigger) + (0 if lawful else 2)


def test_a_write_that_was_rolled_back_is_no_fault(exported):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(by=SYSTEM, verb="undone", object_type="test", object_ref="")
        raise ZeroDivisionError
    record(by=SYSTEM, verb="kept", object_type="test", object_ref="")
    verdict = queries.verdict([])
    assert verdict.is_whole and len(verdict.gaps) == (connection.vendor == "postgresql")


def test_a_trigger_that_is_gone_or_hollow_is_named(exported):
    assert queries.verdict([]).without_trigger == []
    name = "audit_auditentry_no_update"
    with transaction.atomic():
        on = "" if connection.vendor == "sqlite" else " ON audit_auditentry"
        tampering.sql(f"DROP TRIGGER {name}{on}")
        assert queries.verdict([]).without_trigger == [name]
        if connection.vendor == "sqlite":
            tampering.sql(
                f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_auditentry BEGIN SELECT 1; END"
            )
            assert queries.verdict([]).without_trigger == [name]
        text, code = said("verify")
        assert code == 1 and f"the trigger {name}, which forbids change, is gone" in text
        assert "1 thing does not agree" in text
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "forge",
    [
        tampering.take_out_a_content_with_a_forged_removal,
        tampering.take_out_a_content_by_a_decision_for_others,
    ],
)
def test_a_removal_without_a_decision_in_the_log_is_a_fault(exported, log, forge):
    """Every removal is listed; which of them nobody decided is told by the log outside the database."""
    text, code = said("verify")
    (line,) = AuditEntry.objects.filter(verb=REMOVED).values_list("pk", flat=True)
    assert code == 0 and f"Removal in line {line}: lines " in text
    decision = json.loads(log.read_text().splitlines()[0])["ref"]
    assert f"by the rule “{tampering.RULE}”, decided by Evenhand, " in text
    assert f"UTC, decision {decision}." in text
    with undone():
        field = tampering.Field.survey(random.Random(1), seals_of_file(exported)[-1].last_id)
        number = field.lines[-1]
        forge(random.Random(1), field)
        text, code = said("verify")
        assert (
            code == 1
            and f"removed without a decision in the removal log: what line {number}" in text
        )
        assert "no decision of the log for these lines" in text
    log.unlink()
    text, code = said("verify")
    assert code == 1 and "7 things do not agree" in text


# --- the command -----------------------------------------------------------------------------------


def said(*arguments) -> tuple[str, int]:
    out = StringIO()
    try:
        call_command("audit", *map(str, arguments), stdout=out)
    except SystemExit as ending:
        return out.getvalue(), ending.code
    return out.getvalue(), 0


def test_the_command(exported, tmp_path):
    file = tmp_path / "seals.jsonl"
    text, code = said("export-seals", file)
    assert code == 0 and f"{AuditSeal.objects.count()} seals" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert AuditEntry.objects.filter(verb="audit seals exported").count() == 2
    text, code = said("verify", "--seals", file)
    assert code == 0 and "Everything agrees" in text and "7 contents were removed lawfully" in text
    with undone():
        number = AuditEntry.objects.filter(verb="tried", payload__isnull=False)[0].pk
        AuditEntry.objects.filter(pk=number).update(verb="forged")
        tampering.seal_anew()
        text, code = said("verify", "--seals", file)
    assert code == 1 and "are not sealed yet: they are checked for gaps only" in text
    assert f"changed: line {number} was changed" in text
    assert said("seal")[0].startswith("3 lines sealed"), "the exports among them"


def test_a_file_of_something_else_is_refused(exported, tmp_path):
    file = tmp_path / "seals.jsonl"
    for content in ("no seal\n", '{"number": 1}\n', exported[0][:-30]):
        file.write_text(content)
        with pytest.raises(CommandError, match="does not hold exported seals"):
            call_command("audit", "verify", "--seals", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("audit", "verify", "--seals", str(tmp_path / "none"))


# --- sealing beside writers ------------------------------------------------------------------------


@pytest.fixture
def many_writers():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")


@pytest.mark.django_db(transaction=True)
def test_a_line_that_comes_late_is_not_taken_for_an_insertion(many_writers):
    """A lower id may be committed after a higher one: sealing waits for it, and nobody waits for sealing."""
    begun, finish = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            record(by=SYSTEM, verb="slow", object_type="test", object_ref="")
            begun.set()
            finish.wait(20)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert begun.wait(20)
    record(by=SYSTEM, verb="quick", object_type="test", object_ref="")
    with pytest.raises(sealing.StillOpen):
        seal(patience=0.3)
    assert not AuditSeal.objects.exists()
    patient = threading.Thread(target=lambda: (seal(), connection.close()))
    patient.start()
    record(by=SYSTEM, verb="meanwhile", object_type="test", object_ref="")
    finish.set()
    writer.join()
    patient.join()
    sealed = AuditSeal.objects.get()
    slow_id = AuditEntry.objects.get(verb="slow").pk
    assert sealed.first_id <= slow_id < AuditEntry.objects.get(verb="quick").pk <= sealed.last_id
    seal()
    assert queries.verdict([]).is_whole and queries.unsealed() == 0


@pytest.mark.django_db(transaction=True)
def test_two_that_seal_at_once_leave_one_chain(many_writers):
    for _each in range(30):
        record(by=SYSTEM, verb="tried", object_type="test", object_ref="")
    both = [threading.Thread(target=lambda: (seal(), connection.close())) for _each in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(AuditSeal.objects.values_list("count", flat=True)) == 30
    assert queries.verdict([]).is_whole
