"""The database itself refuses to put somebody in two teams on one day.

Where that was stored, the membership that began later holds, as it did in every figure: the earlier one ends there.
Whoever has SQLite make `people_membership` anew (AlterField, a constraint) makes these triggers anew after it.
"""

from django.db import migrations

TABLE = "people_membership"
WORDS = "nobody is in two teams on one day"
_CLASH = f"""SELECT 1 FROM {TABLE} x WHERE x.person_id = NEW.person_id AND x.id <> NEW.id
    AND (x.ends_on IS NULL OR x.ends_on > NEW.starts_on)
    AND (NEW.ends_on IS NULL OR NEW.ends_on > x.starts_on)"""
# SQLite knows the id of a new row only after it is in.
SQLITE = [
    f"""CREATE TRIGGER {TABLE}_one_a_day_{event} AFTER {event} ON {TABLE}
    WHEN EXISTS ({_CLASH}) BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
    for event in ("insert", "update")
]
SQLITE_BACK = [f"DROP TRIGGER {TABLE}_one_a_day_{event}" for event in ("insert", "update")]
# The person's row is held, so that two who write at the same instant see each other.
POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_one_a_day() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM 1 FROM people_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
        IF EXISTS ({_CLASH}) THEN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$""",
    f"""CREATE TRIGGER {TABLE}_one_a_day BEFORE INSERT OR UPDATE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_one_a_day()""",
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER {TABLE}_one_a_day ON {TABLE}",
    f"DROP FUNCTION {TABLE}_one_a_day()",
]


def untangle(apps, schema_editor):
    membership, before = apps.get_model("people", "Membership"), None
    for held in membership.objects.order_by("person_id", "starts_on", "id"):
        ends = before.ends_on if before and before.person_id == held.person_id else held.starts_on
        if ends is None or ends > held.starts_on:
            _end(before, held.starts_on)
        before = held


def _end(held, day) -> None:
    if held.starts_on == day:
        held.delete()
    else:
        held.ends_on = day
        held.save(update_fields=["ends_on"])


def forward(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def back(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_account_of_somebody_else")]
    operations = [
        migrations.RunPython(untangle, migrations.RunPython.noop),
        migrations.RunPython(forward, back),
    ]
