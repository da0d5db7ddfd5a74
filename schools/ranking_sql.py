"""How the dangers around many schools are counted: one statement, on both databases.

Which schools, which sites and their status on a day are for querysets to say; here they are joined,
measured and summed. The text is the same for both but for `WORDS`.

    grounds   schools: shape in UTM and the scale of the zone there; box with the widest radius around
    meeting   pairs of a school and a site whose boxes meet, from the index of the sites
    status    each site that is in a pair, once
    near      pairs that are near enough: metres on the ground, band, points

SQLite joins in the order in which CROSS JOIN names the tables.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from areas import crs
from areas.distance import MARGIN, METRES_A_DEGREE
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel, score_range
from hazards.status import Status
from schools.models import SchoolQuerySet
from schools.priority import BAND_POINTS, LEVEL_POINTS, STATUS_POINTS
from schools.scale import CURVATURE, FALSE_EASTING_M, MIDDLE_SCALE

WORDS: Final = {
    "sqlite": {
        "west": "MbrMinX(s.geom)", "south": "MbrMinY(s.geom)",
        "east": "MbrMaxX(s.geom)", "north": "MbrMaxY(s.geom)",
        # Numbers of rows are shorter than keys, and what the R*Tree knows; it is asked once for each school.
        "key": "ROWID",
        "site": "b.pkid",
        "meets": """JOIN idx_hazards_hazardsite_geom AS b ON b.xmin <= g.east AND b.xmax >= g.west
            AND b.ymin <= g.north AND b.ymax >= g.south""",
        "school_id": "(SELECT id FROM schools_school WHERE ROWID = school)",
        "site_id": "(SELECT id FROM hazards_hazardsite WHERE ROWID = nearest)",
        # No row, but SQLite then reckons with as many sites as there are, and makes itself an index of
        # them; else it takes them for a handful, and looks them all through for each pair.
        "many": "UNION ALL SELECT ROWID, '', 0, NULL FROM hazards_hazardsite WHERE 0",
    },
    "postgresql": {
        "west": "ST_XMin(s.geom)", "south": "ST_YMin(s.geom)",
        "east": "ST_XMax(s.geom)", "north": "ST_YMax(s.geom)",
        "key": "id",
        "site": "h.id",
        "meets": f"""JOIN hazards_hazardsite AS h
            ON h.geom && ST_MakeEnvelope(g.west, g.south, g.east, g.north, {crs.STORAGE})""",
        "school_id": "school",
        "site_id": "nearest",
        "many": "",
    },
}  # fmt: skip

IN_A_PAIR: Final = "SELECT h.id FROM hazards_hazardsite AS h WHERE h.{key} IN (SELECT site FROM meeting)"
NEAR: Final = """WITH grounds AS MATERIALIZED (
    SELECT s.{key} AS school, ST_Transform(s.geom, {metric}) AS flat,
        {west} - {up} / COS(RADIANS({north} + {up})) AS west, {south} - {up} AS south,
        {east} + {up} / COS(RADIANS({north} + {up})) AS east, {north} + {up} AS north
    FROM schools_school AS s WHERE s.id IN ({schools})),
scaled AS MATERIALIZED (
    SELECT school, flat, {middle_scale} * (1 + {curvature} * (ST_X(ST_Centroid(flat)) - {false_easting})
                                                       * (ST_X(ST_Centroid(flat)) - {false_easting})) AS scale
    FROM grounds),
meeting AS MATERIALIZED (SELECT g.school, {site} AS site FROM grounds AS g {meets}),
status(id, status, score) AS MATERIALIZED ({sites}),
site AS MATERIALIZED (
    SELECT h.{key} AS site, status, score, ST_Transform(h.geom, {metric}) AS flat
    FROM status JOIN hazards_hazardsite AS h ON h.id = status.id {many}),
measured AS MATERIALIZED (
    SELECT m.school, m.site, site.status, site.score, ST_Distance(g.flat, site.flat) / g.scale AS metres
    FROM meeting AS m CROSS JOIN scaled AS g CROSS JOIN site WHERE g.school = m.school AND site.site = m.site),
near AS (
    SELECT school, site, status, metres, band, {level_points} * {status_points} * {band_points} AS points
    FROM (SELECT measured.*, {band} AS band FROM measured WHERE metres <= {farthest}) AS banded)
"""

# One row for each school, band and status that has a site; the last column is the key of the nearest one.
BY_BAND: Final = """SELECT {school_id}, band, status, sites, points, worst, metres, {site_id}
FROM (
    SELECT school, band, status, COUNT(*) AS sites, SUM(points) AS points, MAX(points) AS worst,
        MIN(metres) AS metres, MIN(CASE WHEN place = 1 THEN CAST(site AS text) END) AS nearest
    FROM (SELECT near.*, ROW_NUMBER() OVER (PARTITION BY school, band, status ORDER BY metres, site) AS place
          FROM near) AS placed
    GROUP BY school, band, status) AS summed"""


def counted(schools: SchoolQuerySet, sites: HazardSiteQuerySet, radii_m: Sequence[float]) -> list[tuple]:
    """Rows of `BY_BAND`, of `schools` and of `sites` with their status. One query."""
    near, params = statement(schools, sites, radii_m)
    with connection.cursor() as cursor:
        cursor.execute(near + BY_BAND.format(**WORDS[connection.vendor]), params)
        return cursor.fetchall()


def statement(
    schools: SchoolQuerySet, sites: HazardSiteQuerySet, radii_m: Sequence[float]
) -> tuple[str, list[Any]]:
    """`NEAR` with its parameters: those of `schools`, then those of `sites`."""
    school_sql, school_params = compiled(schools.values("pk"))
    met = sites.filter(pk__in=RawSQL(IN_A_PAIR.format(**WORDS[connection.vendor]), []))  # noqa: S611  (our own words)
    site_sql, site_params = compiled(met.with_risk().values("pk", "status", "risk_score"))
    sql = NEAR.format(
        schools=school_sql,
        sites=site_sql,
        metric=crs.METRIC,
        up=MARGIN * max(radii_m) / METRES_A_DEGREE,
        farthest=max(radii_m),
        middle_scale=MIDDLE_SCALE,
        curvature=CURVATURE,
        false_easting=FALSE_EASTING_M,
        band=cases(f"WHEN metres <= {radius} THEN {place}" for place, radius in enumerate(radii_m)),
        band_points=cases(f"WHEN band = {place} THEN {points}" for place, points in enumerate(BAND_POINTS)),
        status_points=cases(f"WHEN status = '{code}' THEN {STATUS_POINTS[code]}" for code in Status),
        level_points=cases(
            f"WHEN score BETWEEN {low} AND {high} THEN {LEVEL_POINTS[level]}"
            for level in RiskLevel
            for low, high in [score_range(level)]
        ),
        **WORDS[connection.vendor],
    )
    return sql, [*school_params, *site_params]


def compiled(rows: QuerySet) -> tuple[str, tuple[Any, ...]]:
    return rows.order_by().query.sql_with_params()


def cases(branches) -> str:
    return f"(CASE {' '.join(branches)} END)"
