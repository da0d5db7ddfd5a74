"""The stretches know the deadline, so that what is overdue is counted from the index; two more indexes for
what begins and ends between two days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hazards", "0010_fill_status_spans")]

    operations = [
        migrations.AddField("statusspan", "deadline", models.DateField(null=True, verbose_name="deadline")),
        migrations.RemoveIndex("statusspan", "span_counts"),
        migrations.AddIndex(
            "statusspan",
            models.Index(
                fields=["commune", "kind", "status", "from_on", "to_on", "deadline"], name="span_counts"
            ),
        ),
        migrations.AddIndex(
            "statusspan", models.Index(fields=["from_on", "kind", "status", "commune"], name="span_begins")
        ),
        migrations.AddIndex(
            "statusspan", models.Index(fields=["to_on", "kind", "status", "commune"], name="span_ends")
        ),
    ]
