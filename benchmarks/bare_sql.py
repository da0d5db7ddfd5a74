"""The same answers in hand-written SQL: what the product's queries are held against.

One text serves both databases but for the names of a few functions.
"""

from datetime import date
from typing import Any

from django.db import connection

CONDITION = """COALESCE((SELECT f.condition FROM hazards_finding f
    WHERE f.measure_id = m.id AND f."on" <= %(day)s AND f.withdrawn_at IS NULL
    ORDER BY f."on" DESC, f.created_at DESC, f.id DESC LIMIT 1), 'sound')"""

EFFECT = f"""FROM hazards_measure m WHERE m.site_id = s.id AND m.withdrawn_at IS NULL
    AND m.installed_on <= %(day)s AND (m.removed_on IS NULL OR m.removed_on > %(day)s)
    AND {CONDITION} NOT IN ('damaged', 'repairing')"""

UNDER_WAY = f"""SELECT 1 FROM hazards_measure m WHERE m.site_id = s.id AND m.withdrawn_at IS NULL
    AND (m.removed_on IS NULL OR m.removed_on > %(day)s)
    AND ((m.planned_on IS NOT NULL AND m.recorded_on <= %(day)s
          AND (m.installed_on IS NULL OR m.installed_on > %(day)s))
      OR (m.installed_on <= %(day)s AND {CONDITION} <> 'damaged'))"""

OWN = "FROM hazards_hazardsite_required_measures r WHERE r.hazardsite_id = s.id"
OF_KIND = "FROM hazards_hazardkind_required_measures r WHERE r.hazardkind_id = s.kind_id"
UNMET = f"AND NOT EXISTS (SELECT 1 {EFFECT} AND m.kind_id = r.measurekind_id)"

PROTECTED = f"""EXISTS (SELECT 1 {EFFECT}) AND NOT EXISTS (SELECT 1 {OWN} {UNMET})
    AND (EXISTS (SELECT 1 {OWN}) OR NOT EXISTS (SELECT 1 {OF_KIND} {UNMET}))"""

LAST_LOOK = f"""COALESCE((SELECT MAX(i."on") FROM hazards_inspection i
    WHERE i.site_id = s.id AND i.withdrawn_at IS NULL AND i."on" <= %(day)s),
    (SELECT MIN(m.installed_on) {EFFECT}))"""

# Sites with their status on a day; `where` narrows them, over the alias `s`.
STATUS = f"""SELECT {{columns}}, CASE
    WHEN s.eliminated_on <= %(day)s THEN 'eliminated'
    WHEN NOT ({PROTECTED}) THEN
        CASE WHEN EXISTS ({UNDER_WAY}) THEN 'in_progress' ELSE 'unprotected' END
    WHEN {LAST_LOOK} < {{due}} THEN 'inspection_due'
    ELSE 'protected' END AS status
FROM hazards_hazardsite s JOIN hazards_hazardkind kind ON kind.id = s.kind_id
WHERE s.withdrawn_at IS NULL AND s.found_on <= %(day)s AND {{where}}"""

DUE = {
    "sqlite": "date(%(day)s, '-' || kind.inspection_interval_days || ' days')",
    "postgresql": "%(day)s::date - kind.inspection_interval_days",
}
JSON = {"sqlite": "AsGeoJSON(s.geom, 6)", "postgresql": "ST_AsGeoJSON(s.geom, 6)"}
MIDDLE = {
    "sqlite": "AsGeoJSON(PointOnSurface(s.geom), 6)",
    "postgresql": "ST_AsGeoJSON(ST_PointOnSurface(s.geom), 6)",
}
BOX = {
    "sqlite": "s.ROWID IN (SELECT pkid FROM idx_hazards_hazardsite_geom WHERE xmin <= %(east)s"
    " AND xmax >= %(west)s AND ymin <= %(north)s AND ymax >= %(south)s)",
    "postgresql": "s.geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 4326)",
}


def run(where: str, columns: str, **params: Any) -> list[tuple]:
    """Rows of `columns` and status of the sites that `where` (over alias `s`) leaves."""
    sql = STATUS.format(columns=columns, due=DUE[connection.vendor], where=where)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


LATE = "s.deadline <= %(last)s AND status IN ('unprotected', 'in_progress')"
NAME = 'name COLLATE "vi-x-icu"'
LOOK = """(SELECT MAX(i."on") FROM hazards_inspection i WHERE i.site_id = s.id
    AND i.withdrawn_at IS NULL AND i."on" <= %(day)s)"""
COST = """(SELECT SUM(m.cost) FROM hazards_measure m WHERE m.site_id = s.id AND m.withdrawn_at IS NULL)"""
BEST_FIRST = """CASE status WHEN 'unprotected' THEN 0 WHEN 'in_progress' THEN 1
    WHEN 'inspection_due' THEN 2 WHEN 'protected' THEN 3 ELSE 4 END"""
# What each column of the list sorts by, over the rows `s` of `STATUS`.
ORDERS = {
    "-late": f"CASE WHEN {LATE} THEN s.deadline END ASC NULLS LAST, s.risk DESC, s.deadline, s.id",
    "name": f"s.{NAME} ASC NULLS LAST, s.id",
    "village": f"(SELECT v.{NAME} FROM areas_village v WHERE v.id = s.village_id) NULLS LAST, s.{NAME}, s.id",
    "deadline": f"s.deadline ASC NULLS LAST, s.{NAME}, s.id",
    "status": f"{BEST_FIRST}, s.{NAME}, s.id",
    "risk": f"s.risk, s.{NAME}, s.id",
    "unit": f"(SELECT u.{NAME} FROM accounts_unit u WHERE u.id = s.responsible_unit_id) NULLS LAST, s.{NAME}, s.id",
    "inspected": f"{LOOK} NULLS LAST, s.{NAME}, s.id",
    "cost": f"{COST} NULLS LAST, s.{NAME}, s.id",
}
LISTED = """s.id, s.name, s.village_id, s.kind_id, s.deadline, s.responsible_unit_id,
    s.likelihood * s.severity AS risk"""


def page_of_list(where: str, narrowed: str, sort: str, **params: Any) -> tuple[int, list[str]]:
    """How many sites match, and the keys of the first 50; `narrowed` is over their status too."""
    rows = STATUS.format(columns=LISTED, due=DUE[connection.vendor], where=where)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({rows}) AS s WHERE {narrowed}", params)
        (total,) = cursor.fetchone()
        cursor.execute(
            f"SELECT s.id FROM ({rows}) AS s WHERE {narrowed} ORDER BY {ORDERS[sort]} LIMIT 50", params
        )
        return total, [str(key).replace("-", "") for (key,) in cursor.fetchall()]


MINE = """s.commune_id = %(commune)s AND (s.eliminated_on IS NULL OR s.eliminated_on > %(day)s)
    AND (s.responsible_person_id = %(person)s OR s.responsible_unit_id = %(unit)s)"""
OWN_PARTS = {
    "overdue": LATE,
    "soon": "s.deadline > %(last)s AND s.deadline <= %(near)s AND status IN ('unprotected', 'in_progress')",
    "reopened": "s.reopened_on <= %(day)s",
}


def own_work(**params: Any) -> dict[str, int]:
    """How many sites are in the parts of somebody's work that follow from deadline and status."""
    columns = "s.id, s.deadline, s.reopened_on"
    rows = STATUS.format(columns=columns, due=DUE[connection.vendor], where=MINE)
    numbers = {}
    with connection.cursor() as cursor:
        for part, condition in OWN_PARTS.items():
            cursor.execute(f"SELECT COUNT(*) FROM ({rows}) AS s WHERE {condition}", params)
            numbers[part] = cursor.fetchone()[0]
            cursor.execute(f"SELECT * FROM ({rows}) AS s WHERE {condition} ORDER BY deadline LIMIT 5", params)
            cursor.fetchall()
    return numbers


def features(box: tuple[float, float, float, float], day: date) -> bytes:
    """The layer feed: one string of GeoJSON features joined by hand."""
    west, south, east, north = box
    columns = f"s.id, {JSON[connection.vendor]}, s.name, kind.icon, {MIDDLE[connection.vendor]}"
    rows = run(BOX[connection.vendor], columns, west=west, south=south, east=east, north=north, day=str(day))
    return b"".join(
        f'{{"id":"{row[0]}","geometry":{row[1]},"name":"{row[2]}","icon":"{row[3]}","at":{row[4]},"s":"{row[5]}"}}'.encode()
        for row in rows
    )


def count_by_status(where: str, day: date, **params: Any) -> dict[tuple[bool, str], int]:
    """Sites by (drowning, status), counted in the database."""
    rows = STATUS.format(columns="kind.is_drowning", due=DUE[connection.vendor], where=where)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT is_drowning, status, COUNT(*) FROM ({rows}) AS known GROUP BY 1, 2",
            {"day": str(day), **params},
        )
        return {(bool(is_drowning), status): sites for is_drowning, status, sites in cursor.fetchall()}


COVERAGE = """
SELECT COUNT(*), SUM(CASE WHEN EXISTS (
    SELECT 1 FROM playspaces_playspace p WHERE p.village_id = v.id AND p.for_children
    AND p.withdrawn_at IS NULL AND (p.opened_on IS NULL OR p.opened_on <= %(day)s)
    AND (p.closed_on IS NULL OR p.closed_on > %(day)s)
    AND NOT EXISTS (SELECT 1 FROM playspaces_closure c WHERE c.playspace_id = p.id
                    AND c.since <= %(day)s AND (c.until IS NULL OR c.until > %(day)s))
) THEN 1 ELSE 0 END)
FROM areas_village v WHERE {where}
AND (v.founded_on IS NULL OR v.founded_on <= %(day)s) AND (v.dissolved_on IS NULL OR v.dissolved_on > %(day)s)
"""


def coverage(where: str, day: date, **params: Any) -> tuple[int, int]:
    """Existing villages, and those with a play point."""
    with connection.cursor() as cursor:
        cursor.execute(COVERAGE.format(where=where), {"day": str(day), **params})
        return cursor.fetchone()
