"""Remembers what the columns of the office's tables mean."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kurslink", "0008_sort_keys"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "subject",
                    models.CharField(
                        choices=[("courses", "Kurse"), ("enrolments", "Anmeldungen")],
                        max_length=10,
                    ),
                ),
                ("columns", models.JSONField(default=dict)),
            ],
        ),
    ]
