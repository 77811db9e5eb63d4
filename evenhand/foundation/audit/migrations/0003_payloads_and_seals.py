"""What a line says about people goes apart, salted digests and seals come in; the triggers allow one removal alone."""

from importlib import import_module

import django.utils.timezone
from django.db import migrations, models

from evenhand.foundation.audit.rules import digests

LINES, CONTENTS = "audit_auditentry", "audit_auditpayload"
TOMBS, SEALS = "audit_audittombstone", "audit_auditseal"
WORDS = "audit entries can be neither changed nor removed"
REMOVED = "audit content removed"

HAS_A_TOMB = f"EXISTS (SELECT 1 FROM {TOMBS} t WHERE t.entry_id = {{row}}.entry_id)"
# A tombstone stands only for a content that was there, and a line under the seal says that it went.
IS_GROUNDED = f"""EXISTS (SELECT 1 FROM {LINES} l WHERE l.id = NEW.entry_id
        AND l.payload_digest = NEW.payload_digest AND l.verb <> '{REMOVED}')
    AND EXISTS (SELECT 1 FROM {LINES} l WHERE l.id = NEW.removal_id AND l.verb = '{REMOVED}')"""
FOLLOWS = f"NEW.number = (SELECT coalesce(max(number), 0) + 1 FROM {SEALS})"
MAY_GO = HAS_A_TOMB.format(row="OLD")
MAY_COME = {
    CONTENTS: f"NOT {HAS_A_TOMB.format(row='NEW')}",
    TOMBS: IS_GROUNDED,
    SEALS: FOLLOWS,
}
KEYS = {LINES: "id", CONTENTS: "entry_id", TOMBS: "entry_id", SEALS: "number"}


def _sqlite() -> dict[str, str]:
    """By name. REPLACE INTO removes the old row without firing a delete trigger: hence `no_replace`."""
    made, abort = {}, f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
    for table, key in KEYS.items():
        gone = f"WHEN NOT ({MAY_GO})" if table == CONTENTS else ""
        made[f"{table}_no_update"] = f"BEFORE UPDATE ON {table} {abort}"
        made[f"{table}_no_delete"] = f"BEFORE DELETE ON {table} {gone} {abort}"
        there = f"EXISTS (SELECT 1 FROM {table} x WHERE x.{key} = NEW.{key})"
        made[f"{table}_no_replace"] = f"BEFORE INSERT ON {table} WHEN {there} {abort}"
    for table, condition in MAY_COME.items():
        made[f"{table}_comes"] = f"BEFORE INSERT ON {table} WHEN NOT ({condition}) {abort}"
    return {name: f"CREATE TRIGGER {name} {rest}" for name, rest in made.items()}


def _function(name: str, condition: str) -> str:
    """Lets a row through where the condition holds."""
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF {condition} THEN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END IF;
        RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation';
    END $$"""


def _postgresql() -> tuple[list[str], list[str]]:
    conditions = {
        "audit_refuse": "false",
        "audit_content_goes": MAY_GO,
        **{f"{table}_comes": condition for table, condition in MAY_COME.items()},
    }
    forward = [_function(name, condition) for name, condition in conditions.items()]
    back = [f"DROP FUNCTION {name}()" for name in conditions]
    for table in KEYS:
        goes = "audit_content_goes" if table == CONTENTS else "audit_refuse"
        triggers = [
            (f"{table}_no_update", "UPDATE", "ROW", "audit_refuse"),
            (f"{table}_no_delete", "DELETE", "ROW", goes),
            (f"{table}_no_truncate", "TRUNCATE", "STATEMENT", "audit_refuse"),
        ]
        if table in MAY_COME:
            triggers.append((f"{table}_comes_in", "INSERT", "ROW", f"{table}_comes"))
        for name, event, each, function in triggers:
            forward.append(
                f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each}"
                f" EXECUTE FUNCTION {function}()"
            )
            back.insert(0, f"DROP TRIGGER {name} ON {table}")
    return forward, back


POSTGRESQL, POSTGRESQL_BACK = _postgresql()
SQLITE = list(_sqlite().values())
SQLITE_BACK = [f"DROP TRIGGER {name}" for name in _sqlite()]

before = import_module("evenhand.foundation.audit.migrations.0002_triggers")


def protect(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def open_again(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def move_contents(apps, schema_editor):
    entries = apps.get_model("audit", "AuditEntry").objects
    payloads = apps.get_model("audit", "AuditPayload").objects
    for entry in entries.order_by("pk").iterator(chunk_size=1000):
        said = [getattr(entry, name) for name in digests.PAYLOAD]
        salt = digests.new_salt()
        entry.payload_digest = digests.salted(salt, said)
        entry.salt = digests.new_salt()
        under = [digests.moment(entry.at), *(getattr(entry, name) for name in digests.ENTRY)]
        entry.digest = digests.salted(entry.salt, under)
        entry.save(update_fields=["payload_digest", "salt", "digest"])
        payloads.create(
            entry_id=entry.pk, salt=salt, **dict(zip(digests.PAYLOAD, said, strict=True))
        )


def _text(length: int, **options):
    return models.CharField(max_length=length, **options)


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_triggers")]
    operations = [
        migrations.RunPython(before.back, before.forward),
        *(
            migrations.AddField("AuditEntry", name, _text(length, default="", **options), False)
            for name, length, options in (
                ("actor_roles", 200, {"blank": True}),
                ("payload_digest", 64, {}),
                ("salt", 32, {}),
                ("digest", 64, {}),
            )
        ),
        migrations.CreateModel(
            name="AuditPayload",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="payload",
                        serialize=False,
                        to="audit.auditentry",
                    ),
                ),
                ("subject_ref", _text(64, blank=True)),
                ("reason", models.TextField(blank=True)),
                ("before", models.TextField(blank=True)),
                ("after", models.TextField(blank=True)),
                ("salt", _text(32)),
            ],
        ),
        migrations.CreateModel(
            name="AuditTombstone",
            fields=[
                ("entry_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("removal_id", models.BigIntegerField(db_index=True)),
                ("payload_digest", _text(64)),
                ("rule", _text(120)),
                ("by_ref", _text(24, blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("leaves", models.BinaryField()),
                ("previous", _text(64)),
                ("hash", _text(64)),
                ("at", models.DateTimeField()),
            ],
            options={"ordering": ["number"]},
        ),
        migrations.RunPython(move_contents, migrations.RunPython.noop),
        migrations.RemoveIndex("AuditEntry", "audit_subject"),
        *(
            migrations.RemoveField("AuditEntry", name)
            for name in ("actor_name", "subject_ref", "reason", "before", "after")
        ),
        migrations.AddIndex(
            "AuditEntry", models.Index(fields=["actor_ref", "-at"], name="audit_actor")
        ),
        migrations.AddIndex(
            "AuditPayload", models.Index(fields=["subject_ref", "-entry"], name="audit_subject")
        ),
        migrations.RunPython(protect, open_again),
    ]
