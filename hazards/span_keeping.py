"""Keeps the stretches of status (`StatusSpan`) true to the facts, within the transaction that writes them.

Whatever writes a fact of a site says so with `note`; `span_signals` does for every model whose facts
count. Only SQL written by hand passes it by: `manage.py check_status --mend`. docs/days.md
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from django.apps import apps as installed
from django.db import transaction

from hazards.span_facts import COPIED, known_sites
from hazards.stretches import stretches

BATCH: Final = 500

_waiting: ContextVar[set[Any] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """One transaction; what is written about a site inside is reckoned once, at its end.

    Until then the stretches of these sites are those of before.
    """
    if _waiting.get() is not None:
        with transaction.atomic():
            yield
        return
    keys: set[Any] = set()
    with transaction.atomic():
        token = _waiting.set(keys)
        try:
            yield
        finally:
            _waiting.reset(token)
        refresh(keys)


def note(keys: Iterable[Any]) -> None:
    """Something was written that the status of the sites `keys` follows from."""
    waiting = _waiting.get()
    if waiting is None:
        refresh(keys)
    else:
        waiting.update(keys)


def refresh(keys: Iterable[Any], apps: Any = installed) -> int:
    """Reckon the stretches of the sites `keys` anew; of how many they changed.

    Eight queries for each 500 sites, two more where something changed. The sites are locked until
    the end of the transaction, in the order of their keys. `apps` as in `span_facts`.
    """
    as_key = apps.get_model("hazards", "HazardSite")._meta.pk.to_python
    in_order = sorted({as_key(key) for key in keys})  # files name a site by text
    with transaction.atomic():
        return sum(
            refresh_some(in_order[start : start + BATCH], apps) for start in range(0, len(in_order), BATCH)
        )


def refresh_some(keys: Collection[Any], apps: Any) -> int:
    span = apps.get_model("hazards", "StatusSpan")
    wanted = {key: rows_of(key, site, span) for key, site in known_sites(keys, apps).items()}
    stored: dict[Any, list[Any]] = {}
    for row in span.objects.filter(site__in=keys).order_by("site", "from_on"):
        stored.setdefault(row.site_id, []).append(row)
    changed = [key for key in keys if told(wanted.get(key, ())) != told(stored.get(key, ()))]
    if changed:
        span.objects.filter(site__in=[key for key in changed if key in stored]).delete()
        span.objects.bulk_create([row for key in changed for row in wanted.get(key, ())], batch_size=BATCH)
    return len(changed)


def rows_of(key: Any, site: Any, span: Any) -> list[Any]:
    return [
        span(
            site_id=key,
            status=part.status.value,
            from_on=part.first,
            to_on=part.until,
            **site.copied,
        )
        for part in stretches(site.facts, site.found_on)
    ]


def told(rows: Iterable[Any]) -> list[tuple[Any, ...]]:
    return [
        (row.status, row.from_on, row.to_on, *(getattr(row, name, None) for name in COPIED)) for row in rows
    ]
