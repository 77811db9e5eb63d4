"""Who ended something, from when and why, each apart, so that an erasure finds the name and the words."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


def without_sentences(apps, schema_editor):
    """A sentence that was kept names somebody. "Its last day is over" is true of every one of them."""
    apps.get_model("communication", "Round").objects.update(withdrawn_because="")


def with_a_word(apps, schema_editor):
    withdrawn = apps.get_model("communication", "Round").objects.filter(withdrawn_at__isnull=False)
    withdrawn.filter(withdrawn_because="").update(withdrawn_because="–")


class Migration(migrations.Migration):
    dependencies = [
        ("communication", "0002_withdrawn"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="round", name="communication_withdrawn_with_a_word"),
        migrations.RunPython(without_sentences, with_a_word),
        migrations.AddField(
            model_name="round", name="withdrawn_from", field=models.DateField(null=True)
        ),
        migrations.AddField(
            model_name="round",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=Q(withdrawn_from=None, withdrawn_by=None, withdrawn_because="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_from__isnull=False)
                    & Q(withdrawn_by__isnull=False)
                    & ~Q(withdrawn_because="")
                ),
                name="communication_ended_with_a_word",
            ),
        ),
    ]
