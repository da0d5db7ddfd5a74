"""The stretches of the sites that are registered already learn the deadline."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    deadlines = apps.get_model("hazards", "HazardSite").objects.filter(pk=OuterRef("site")).values("deadline")
    spans = apps.get_model("hazards", "StatusSpan").objects.filter(site__deadline__isnull=False)
    spans.update(deadline=Subquery(deadlines))


class Migration(migrations.Migration):
    dependencies = [("hazards", "0011_deadline_in_spans")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
