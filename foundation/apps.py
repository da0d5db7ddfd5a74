from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from foundation.vietnamese import compare

# The name PostgreSQL (ICU) gives its Vietnamese collation; SQLite gets one of the same name.
VIETNAMESE = "vi-x-icu"


def add_vietnamese_collation(connection, **kwargs) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_collation(VIETNAMESE, compare)


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        from foundation import lookups  # noqa: F401  (registers `inbox`)
        from foundation.spatial_index import restore_spatial_indexes

        post_migrate.connect(restore_spatial_indexes, dispatch_uid="spatial-indexes")
        connection_created.connect(add_vietnamese_collation, dispatch_uid="vietnamese-collation")
