"""Everybody keeps the columns they chose; lists find what they filter and sort by."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kurslink", "0015_api")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="list_columns",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
