"""The stretches of status of what is registered already; `check_status` finds them true or mends them."""

from django.db import migrations

from hazards.span_keeping import refresh


def fill(apps, schema_editor):
    refresh(apps.get_model("hazards", "HazardSite").objects.values_list("pk", flat=True), apps)


def empty(apps, schema_editor):
    apps.get_model("hazards", "StatusSpan").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("hazards", "0009_status_spans")]
    operations = [migrations.RunPython(fill, empty)]
