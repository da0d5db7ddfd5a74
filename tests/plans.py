"""How the database would answer a page's queries: which of them read a whole table of the register.

Asked of small tables: SQLite plans by its indexes alone while a database was not analysed, and
PostgreSQL is forbidden to read a table from end to end wherever it can do otherwise.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator

from django.db import connection, transaction

from hazards.models import Finding, HazardSite, Inspection, Measure, Photo

MODELS = [HazardSite, Measure, Inspection, Finding, Photo]
LARGE = {model._meta.db_table for model in MODELS} | {model.history.model._meta.db_table for model in MODELS}
NAMED = re.compile(r'(?:FROM|JOIN|,) "(\w+)"(?: (?:AS )?"?(\w+)"?)?')
# What PostgreSQL is not to do unless it must.
AVOIDED = ("seqscan", "mergejoin", "hashjoin")


def whole_tables_read(
    ask: Callable[[], object], avoided: Collection[str] = AVOIDED, tables: Collection[str] = LARGE
) -> list[str]:
    """`table: query` for each query of `ask()` that reads a large table from end to end."""
    asked: list[tuple[str, tuple]] = []

    def note(execute, sql, params, many, context):
        if sql.lstrip("( ").startswith("SELECT"):
            asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    is_sqlite = connection.vendor == "sqlite"

    def scans(sql: str, params: tuple) -> Iterator[str]:
        return scans_sqlite(sql, params) if is_sqlite else scans_postgresql(sql, params, avoided)

    return [f"{table}: {sql}" for sql, params in asked for table in scans(sql, params) if table in tables]


def scans_sqlite(sql: str, params: tuple) -> Iterator[str]:
    names = {alias or table: table for table, alias in NAMED.findall(sql)}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        for *_, detail in cursor.fetchall():
            if detail.startswith("SCAN ") and " VIRTUAL TABLE " not in detail:
                name = detail.split()[1]
                yield names.get(name, name)


def scans_postgresql(sql: str, params: tuple, avoided: Collection[str]) -> Iterator[str]:
    with transaction.atomic(), connection.cursor() as cursor:
        for way in avoided:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        (answer,) = cursor.fetchone()
        for way in avoided:
            cursor.execute(f"SET LOCAL enable_{way} = on")
        leading = leading_columns(cursor)
    plan = json.loads(answer) if isinstance(answer, str) else answer
    yield from scans_in(plan[0]["Plan"], leading)


def scans_in(node: dict, leading: dict[str, str]) -> Iterator[str]:
    """`leading` names the first column of each index: entered by another, an index is read through."""
    kind, parts = node["Node Type"], node.get("Plans", [])
    # A bitmap's conditions stand with the index it was made of.
    entered = parts if kind == "Bitmap Heap Scan" else [node]
    read_through = [
        each
        for each in entered
        if "Index Name" in each
        and not re.search(rf"\b{leading[each['Index Name']]}\b", each.get("Index Cond", ""))
    ]
    if kind == "Seq Scan" or (read_through and "Relation Name" in node):
        yield node["Relation Name"]
    for part in parts:
        yield from scans_in(part, leading)


def leading_columns(cursor) -> dict[str, str]:
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, a.attname FROM pg_index i"
        " JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum = 1"
    )
    return {name.split(".")[-1].strip('"'): column for name, column in cursor.fetchall()}
