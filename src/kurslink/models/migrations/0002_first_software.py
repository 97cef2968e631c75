"""The software an office may choose from the start; „Zoom" is ours."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NAMES = ("Zoom", "vhs.cloud", "edudip", "BigBlueButton", "Microsoft Teams")


def add(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    software = apps.get_model("kurslink", "Software")
    for name in NAMES:
        software.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("kurslink", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
