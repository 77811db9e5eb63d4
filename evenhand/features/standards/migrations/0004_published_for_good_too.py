"""The database itself refuses to change or remove what was published of standards and targets."""

from django.db import migrations

# For each table what makes a row one: REPLACE INTO removes the old row without firing a delete trigger.
_VERSION = (
    "x.ref = NEW.ref OR (x.{of}_id = NEW.{of}_id"
    " AND (x.number = NEW.number OR x.effective_from = NEW.effective_from))"
)
SAME = {
    "standards_standardversion": _VERSION.format(of="standard"),
    "standards_targetversion": _VERSION.format(of="target"),
    "standards_withdrawal": "x.standard_id = NEW.standard_id",
    "standards_targetending": "x.target_id = NEW.target_id",
}
WORDS = "what was published can be neither changed nor removed"
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"


def _refusing(table: str, same: str) -> list[str]:
    known = f"SELECT 1 FROM {table} x WHERE x.id = NEW.id OR {same}"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_ABORT}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_ABORT}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({known}) {_ABORT}",
    ]


SQLITE = [one for table, same in SAME.items() for one in _refusing(table, same)]
SQLITE_BACK = [
    f"DROP TRIGGER {table}_no_{event}"
    for table in SAME
    for event in ("update", "delete", "replace")
]
REFUSE = "standards_published_refuse"
POSTGRESQL = [
    f"""CREATE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    *(
        f"CREATE TRIGGER {table}_no_{name} BEFORE {events} ON {table}"
        f" FOR EACH {each} EXECUTE FUNCTION {REFUSE}()"
        for table in SAME
        for name, events, each in (
            ("change", "UPDATE OR DELETE", "ROW"),
            ("truncate", "TRUNCATE", "STATEMENT"),
        )
    ),
]
POSTGRESQL_BACK = [
    *(f"DROP TRIGGER {table}_no_{name} ON {table}" for table in SAME for name in ("change", "truncate")),
    f"DROP FUNCTION {REFUSE}()",
]  # fmt: skip


def forward(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def back(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standards", "0003_standards_and_targets")]
    operations = [migrations.RunPython(forward, back)]
