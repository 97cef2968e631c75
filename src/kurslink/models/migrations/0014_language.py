from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kurslink", "0013_journal"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                choices=[("de", "Deutsch"), ("en", "English")],
                default="de",
                max_length=2,
                verbose_name="Sprache",
            ),
        ),
    ]
