"""A candidate remembers the file that it came from, so that the same file again makes no second one."""

from django.db import migrations, models
from django.db.models import Q

SOURCE = models.CharField(blank=True, editable=False, max_length=40, verbose_name="source")


class Migration(migrations.Migration):
    dependencies = [("playspaces", "0005_facilities")]

    operations = [
        migrations.AddField("candidate", "source", SOURCE.clone()),
        migrations.AddField("historicalcandidate", "source", SOURCE.clone()),
        migrations.AddConstraint(
            "candidate",
            models.UniqueConstraint(
                condition=~Q(source=""),
                fields=("source", "source_ref"),
                name="candidate_once_per_source",
            ),
        ),
    ]
