"""The database itself refuses to change or remove an audit entry."""

from django.db import migrations

WORDS = "audit entries can be neither changed nor removed"

SQLITE = [
    f"""CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON audit_auditentry
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
    for event in ("UPDATE", "DELETE")
]
# REPLACE INTO removes the old row without firing a delete trigger.
SQLITE += [
    f"""CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_auditentry
        WHEN EXISTS (SELECT 1 FROM audit_auditentry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
]
SQLITE_BACK = [f"DROP TRIGGER audit_no_{event}" for event in ("update", "delete", "replace")]

POSTGRESQL = [
    f"""CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit_auditentry
        FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
    """CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit_auditentry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER audit_no_change ON audit_auditentry",
    "DROP TRIGGER audit_no_truncate ON audit_auditentry",
    "DROP FUNCTION audit_refuse()",
]


def forward(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def back(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
