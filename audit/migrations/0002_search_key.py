from django.db import migrations

import foundation.fields


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="search_key",
            field=foundation.fields.FoldedField(default="", editable=False, max_length=400, source="names"),
        ),
        migrations.AlterModelOptions(
            name="event",
            options={
                "base_manager_name": "objects",
                "ordering": ["-at", "-pk"],
                "verbose_name": "event",
                "verbose_name_plural": "security log",
            },
        ),
    ]
