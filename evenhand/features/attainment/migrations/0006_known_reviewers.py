from importlib import import_module

from django.db import migrations, models

before = import_module("evenhand.features.attainment.migrations.0005_how_it_is_judged")


class Migration(migrations.Migration):
    dependencies = [("attainment", "0005_how_it_is_judged")]

    operations = [
        # Going back, the first comes last: when the table is remade.
        migrations.RunPython(migrations.RunPython.noop, before.triggers_again),
        migrations.AddField(
            model_name="personstanding",
            name="unsaid",
            field=models.CharField(
                blank=True,
                choices=[
                    (
                        "too little is known of the own reviewers",
                        "too little is known of the own reviewers",
                    )
                ],
                max_length=60,
            ),
        ),
        migrations.RunPython(before.triggers_again, migrations.RunPython.noop),
    ]
