"""Keep SpatiaLite's R*Trees: a migration that rebuilds a table silently drops them.

Django changes a SQLite table by copying it; the copy keeps the geometry but not the
triggers that keep its index, and `inbox` would then look things up in an index that is
never brought up to date: sites would be missing from the map. So after every `migrate`
each geometry column that should have an index gets it anew when it lost it.
"""

from django.apps import apps
from django.contrib.gis.db.models.fields import BaseSpatialField
from django.db import connections


def lacks_index(cursor, table: str, column: str) -> bool:
    cursor.execute(
        "SELECT spatial_index_enabled FROM geometry_columns"
        " WHERE f_table_name = lower(%s) AND f_geometry_column = lower(%s)",
        [table, column],
    )
    row = cursor.fetchone()
    return row is not None and not row[0]


def restore_spatial_indexes(using: str = "default", **kwargs) -> list[str]:
    """Create the R*Trees that are missing; returns the tables that got one.

    Called by `post_migrate`, once for each app.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return []
    restored = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            for field in model._meta.local_fields:
                if not isinstance(field, BaseSpatialField) or not field.spatial_index:
                    continue
                table, column = model._meta.db_table, str(field.column)
                if lacks_index(cursor, table, column):
                    cursor.execute(f'DROP TABLE IF EXISTS "idx_{table}_{column}"')
                    cursor.execute("SELECT CreateSpatialIndex(%s, %s)", [table, column])
                    restored.append(table)
    return restored
