"""The software an office may choose from the start; „Zoom" is ours."""

from django.db import migrations

NAMES = ("Zoom", "vhs.cloud", "edudip", "BigBlueButton", "Microsoft Teams")


def add(apps, schema_editor):
    software = apps.get_model("kurslink", "Software")
    for name in NAMES:
        software.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("kurslink", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
