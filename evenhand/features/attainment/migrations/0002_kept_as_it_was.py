"""The database itself refuses to change what was reckoned. Removing is left: erasure and retention remove whole rows."""

from django.db import migrations

TABLES = tuple(
    f"attainment_{name}" for name in ("reckoning", "assessment", "personstanding", "placestanding")
)
WORDS = "what was reckoned cannot be changed"


def _sqlite(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    ]


def _sqlite_back(table: str) -> list[str]:
    return [f"DROP TRIGGER {table}_no_update"]


def _postgresql(table: str) -> list[str]:
    return [
        f"""CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        f"""CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
    ]


def _postgresql_back(table: str) -> list[str]:
    return [f"DROP TRIGGER {table}_no_update ON {table}", f"DROP FUNCTION {table}_refuse()"]


def forward(apps, schema_editor):
    _run(schema_editor, {"sqlite": _sqlite, "postgresql": _postgresql})


def back(apps, schema_editor):
    _run(schema_editor, {"sqlite": _sqlite_back, "postgresql": _postgresql_back})


def _run(schema_editor, statements):
    for table in TABLES:
        for statement in statements[schema_editor.connection.vendor](table):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("attainment", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
