"""A meeting can be detached without being deleted, and knows what Zoom overrides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kurslink", "0002_first_software"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_one_per_course_and_part",
        ),
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_zoom_id_unique",
        ),
        migrations.AddField(
            model_name="meeting",
            name="overridden",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("creating", "wird angelegt"),
                    ("live", "übertragen"),
                    ("difference", "Abweichung"),
                    ("unknown", "unbekannt"),
                    ("failed", "Fehler"),
                    ("gone", "in Zoom gelöscht"),
                    ("deleted", "gelöscht"),
                    ("detached", "gelöst, in Zoom noch vorhanden"),
                ],
                default="creating",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("deleted", "detached")), _negated=True),
                fields=("course", "part"),
                name="meeting_one_per_course_and_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("deleted", "detached")), _negated=True),
                fields=("zoom_meeting_id",),
                name="meeting_zoom_id_unique",
            ),
        ),
    ]
