"""A Zugang can be deleted without its history, and stands alone for its Zoom account."""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [
        ("kurslink", "0003_detached_and_overridden"),
    ]

    operations = [
        migrations.AddField(
            model_name="zoomaccount",
            name="deleted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RemoveConstraint(model_name="zoomaccount", name="zoom_account_email_unique"),
        migrations.AddConstraint(
            model_name="zoomaccount",
            constraint=models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(("deleted_at", None)),
                name="zoom_account_email_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="zoomaccount",
            constraint=models.UniqueConstraint(
                models.F("account_id"),
                condition=models.Q(
                    models.Q(("account_id", ""), _negated=True), ("is_practice", False)
                ),
                name="zoom_account_one_whatever_its_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="zoomaccount",
            constraint=models.UniqueConstraint(
                models.F("api_key"),
                condition=models.Q(("api_key", ""), _negated=True),
                name="zoom_account_one_per_jwt_app",
            ),
        ),
    ]
