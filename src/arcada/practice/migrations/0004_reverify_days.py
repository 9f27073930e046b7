"""Let a practice say after how many days a coverage is verified again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [
        ("practice", "0003_dated_fees"),
    ]

    operations = [
        migrations.AddField(
            model_name="practice",
            name="reverify_days",
            field=models.PositiveSmallIntegerField(
                default=30, help_text="days after which a coverage is to be verified again; source: judgement"
            ),
        ),
    ]
