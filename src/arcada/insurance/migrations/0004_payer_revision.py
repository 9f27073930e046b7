"""Count the saves of a payer, so that a second editor sees that somebody was first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [
        ("insurance", "0003_contract_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="payer",
            name="revision",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
