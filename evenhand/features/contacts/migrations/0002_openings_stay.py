"""The database itself refuses to change an opening. Removing one when its time has run out stays possible."""

from django.db import migrations

WORDS = "who opened what cannot be changed"
SQLITE = f"""CREATE TRIGGER contacts_opening_no_update BEFORE UPDATE ON contacts_opening
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
POSTGRESQL = [
    f"""CREATE FUNCTION contacts_opening_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN
            RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
    """CREATE TRIGGER contacts_opening_no_update BEFORE UPDATE ON contacts_opening
        FOR EACH ROW EXECUTE FUNCTION contacts_opening_refuse()""",
]
FORWARD = {"sqlite": [SQLITE], "postgresql": POSTGRESQL}
BACK = {
    "sqlite": ["DROP TRIGGER contacts_opening_no_update"],
    "postgresql": [
        "DROP TRIGGER contacts_opening_no_update ON contacts_opening",
        "DROP FUNCTION contacts_opening_refuse()",
    ],
}


def forward(apps, schema_editor):
    for statement in FORWARD[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def back(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [migrations.RunPython(forward, back)]
