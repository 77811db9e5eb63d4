"""The database itself refuses to change or remove what was published of standards and targets."""

from django.db import migrations

# For each table what makes a row one: REPLACE INTO removes the old row without firing a delete trigger.
_VERSION = "x.ref = NEW.ref OR (x.{of}_id = NEW.{of}_id AND (x.number = NEW.number OR x.effective_from = NEW.effective_from))"
SAME = {
    "standards_standardversion": _VERSION.format(of="standard"),
    "standards_targetversion": _VERSION.format(of="target"),
    "standards_withdrawal": "x.standard_id = NEW.standard_id",
    "standards_targetending": "x.target_id = NEW.target_id",
}
WORDS = "what was published can be neither changed nor removed"
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"


def _sqlite(table: str, same: str) -> list[str]:
    known = f"SELECT 1 FROM {table} x WHERE x.id = NEW.id OR {same}"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {_ABORT}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {_ABORT}",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({known}) {_ABORT}",
    ]


def _sqlite_back(table: str, same: str) -> list[str]:
    return [f"DROP TRIGGER {table}_no_{event}" for event in ("update", "delete", "replace")]


def _postgresql(table: str, same: str) -> list[str]:
    return [
        f"""CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        f"""CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()""",
    ]


def _postgresql_back(table: str, same: str) -> list[str]:
    return [
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP TRIGGER {table}_no_truncate ON {table}",
        f"DROP FUNCTION {table}_refuse()",
    ]


def forward(apps, schema_editor):
    _run(schema_editor, {"sqlite": _sqlite, "postgresql": _postgresql})


def back(apps, schema_editor):
    _run(schema_editor, {"sqlite": _sqlite_back, "postgresql": _postgresql_back})


def _run(schema_editor, statements):
    for table, same in SAME.items():
        for statement in statements[schema_editor.connection.vendor](table, same):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standards", "0003_standards_and_targets")]
    operations = [migrations.RunPython(forward, back)]
