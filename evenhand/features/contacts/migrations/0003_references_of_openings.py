"""The reference of a complaint or request for which words were opened, needed for those purposes."""

from django.db import migrations, models
from django.db.models import Q

# SQLite makes the table anew, without the trigger of 0002.
AGAIN = """CREATE TRIGGER IF NOT EXISTS contacts_opening_no_update BEFORE UPDATE ON contacts_opening
    BEGIN SELECT RAISE(ABORT, 'who opened what cannot be changed'); END"""


def keep_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(AGAIN)


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_openings_stay")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, keep_trigger),
        migrations.AddField(
            "opening", "reference", models.CharField(max_length=100, blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "opening",
            models.CheckConstraint(
                condition=~Q(purpose__in=["complaint", "subject access"]) | ~Q(reference=""),
                name="contacts_opened_with_reference",
            ),
        ),
        migrations.RunPython(keep_trigger, migrations.RunPython.noop),
    ]  # fmt: skip
