"""The database itself refuses to change or remove a version that was published."""

from django.db import migrations

TABLE = "standards_version"
WORDS = "a version that was published can be neither changed nor removed"
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
# REPLACE INTO removes the old row without firing a delete trigger; a row is one by its id, its ref or its number.
_SAME = (
    "x.id = NEW.id OR x.ref = NEW.ref OR (x.policy_id = NEW.policy_id"
    " AND (x.number = NEW.number OR x.effective_from = NEW.effective_from))"
)
SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} {_ABORT}",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} {_ABORT}",
    f"CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}"
    f" WHEN EXISTS (SELECT 1 FROM {TABLE} x WHERE {_SAME}) {_ABORT}",
]
SQLITE_BACK = [f"DROP TRIGGER {TABLE}_no_{event}" for event in ("update", "delete", "replace")]
POSTGRESQL = [
    f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
]
POSTGRESQL_BACK = [
    f"DROP TRIGGER {TABLE}_no_change ON {TABLE}",
    f"DROP TRIGGER {TABLE}_no_truncate ON {TABLE}",
    f"DROP FUNCTION {TABLE}_refuse()",
]


def forward(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def back(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("standards", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
