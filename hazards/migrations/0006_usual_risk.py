"""What is asked about each kind of hazard, and the risk that is usual for it (docs/risk.md)."""

from django.db import migrations

# code: (usual likelihood, usual severity, whether its bank matters)
USUAL = {
    "pond": (3, 5, True),
    "lake": (3, 5, True),
    "river": (3, 5, True),
    "stream": (3, 4, True),
    "canal": (3, 5, True),
    "ditch": (3, 4, True),
    "well": (2, 5, False),
    "pit": (3, 5, True),
    "swimming_place": (3, 5, False),
    "construction": (3, 4, False),
    "play_area": (4, 3, False),
    "electricity": (2, 5, False),
    "traffic": (3, 5, False),
    "other": (3, 3, False),
}


def fill(apps, schema_editor):
    kinds = apps.get_model("hazards", "HazardKind").objects.using(schema_editor.connection.alias)
    # A kind of the commune's own keeps asking what it asked.
    kinds.exclude(code__in=USUAL).filter(asks_depth=True).update(asks_bank=True)
    for code, (likelihood, severity, asks_bank) in USUAL.items():
        kinds.filter(code=code).update(
            usual_likelihood=likelihood, usual_severity=severity, asks_bank=asks_bank
        )


class Migration(migrations.Migration):
    dependencies = [("hazards", "0005_register")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
