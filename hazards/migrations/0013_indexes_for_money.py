"""The money of all measures of a city is summed from two indexes, without reading sites and measures."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hazards", "0012_fill_deadlines")]

    operations = [
        migrations.AddIndex(
            "hazardsite",
            models.Index(fields=["commune", "withdrawn_at", "found_on", "id"], name="site_known"),
        ),
        migrations.AddIndex(
            "measure",
            models.Index(
                fields=["site", "cost", "recorded_on", "planned_on", "installed_on", "removed_on"],
                name="measure_price",
                condition=models.Q(withdrawn_at=None, cost__isnull=False),
            ),
        ),
    ]
