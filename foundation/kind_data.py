"""For data migrations: fill a look-up table, and empty it again of just those rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import migrations


def load_kinds(app: str, model: str, rows: Sequence[Mapping[str, Any]]) -> migrations.RunPython:
    """Reversible operation that adds `rows` (keyed by `code`, in the order of the lists)."""

    def add(apps, schema_editor):
        kinds = apps.get_model(app, model)._default_manager.using(schema_editor.connection.alias)
        for place, row in enumerate(rows, start=1):
            kinds.update_or_create(code=row["code"], defaults={"position": place * 10, **row})

    def remove(apps, schema_editor):
        kinds = apps.get_model(app, model)._default_manager.using(schema_editor.connection.alias)
        kinds.filter(code__in=[row["code"] for row in rows]).delete()

    return migrations.RunPython(add, remove)
