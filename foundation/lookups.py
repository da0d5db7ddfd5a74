"""`geom__inbox=shape`: rows whose bounding box meets that of `shape`, from the index.

SpatiaLite never consults its R*Tree from Django's own lookups; a subquery on the index
table does. PostGIS has the `&&` operator. The two give the same rows, up to the single
precision of the R*Tree, which rounds boxes outwards.
"""

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.lookups import BBOverlapsLookup, GISLookup


@GeometryField.register_lookup
class InBox(GISLookup):
    lookup_name = "inbox"

    def as_postgresql(self, compiler, connection):
        return BBOverlapsLookup(self.lhs, self.rhs).as_sql(compiler, connection)

    def as_sqlite(self, compiler, connection):
        alias = connection.ops.quote_name(self.lhs.alias)
        column = self.lhs.target
        index = connection.ops.quote_name(f"idx_{column.model._meta.db_table}_{column.column}")
        shape, params = self.process_rhs(compiler, connection)
        # Names come from the model, values go in as parameters.
        sql = (
            f"{alias}.ROWID IN (SELECT pkid FROM {index}"  # noqa: S608
            f" WHERE xmin <= MbrMaxX({shape}) AND xmax >= MbrMinX({shape})"
            f" AND ymin <= MbrMaxY({shape}) AND ymax >= MbrMinY({shape}))"
        )
        return sql, list(params) * 4
