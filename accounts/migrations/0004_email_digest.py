from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_works_in_unit"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email_digest",
            field=models.BooleanField(
                default=True,
                help_text="Once a day, and only when something is new.",
                verbose_name="send me my notices by e-mail",
            ),
        ),
    ]
