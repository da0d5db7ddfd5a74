"""One feature and the record that it became, or becomes: what differs, and who has the say."""

from typing import Any

import shapely
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from areas.placing import Place
from exchange.destinations import Destination
from exchange.placing import to_geos
from exchange.rows import Row
from exchange.values import UnfitValueError, must_be_in_order
from foundation.records import Record
from foundation.vietnamese import fold


def new_record(destination: Destination, row: Row, place: Place, by: User | None) -> Record:
    """A feature without a name is called after its kind and place, in the mapping's words."""
    kind = row.values.get(destination.kind)
    area = place.village or place.commune
    name = row.values.get("name") or row.unnamed.format(
        kind=kind.name_vi if kind else "", place=area.full_name
    )
    record = destination.model(
        source=row.source, source_ref=row.key, created_by=by, **dict(destination.given)
    )
    for field, value in row.values.items() | {"name": name}.items():
        setattr(record, field, value)
    return put(record, row, place)


def put(record: Record, row: Row, place: Place) -> Record:
    record.geom = to_geos(row.shape)
    record.commune = place.commune
    if hasattr(record, "village_source"):
        record.village, record.village_source = place.village, place.village_source
    if hasattr(record, "border_note"):
        record.border_note = (
            "" if place.inside else _("Part of it lies outside the commune, as drawn in the source.")
        )
    return record


def why_kept(record: Record, row: Row, edited: set[Any]) -> str:
    """Why the file may not change `record`; empty when it may, or doesn't want to."""
    if record.withdrawn_at:
        day = date_format(timezone.localtime(record.withdrawn_at), "SHORT_DATE_FORMAT")
        return _("It was withdrawn here on {day}, and stays so.").format(day=day)
    differing = stated_differences(record, row) if record.pk in edited else []
    if not differing:
        return ""
    return _("It was edited here since the import. The file says otherwise on: {fields}.").format(
        fields=", ".join(str(record._meta.get_field(name).verbose_name) for name in differing)
    )


def contradiction(destination: Destination, record: Record, row: Row) -> str:
    """Why the row can't stand beside what `record` says already; empty when it can."""
    names = {name for pair in destination.in_order for name in pair}
    known = {name: getattr(record, name) for name in names} | row.values
    try:
        for first, second in destination.in_order:
            must_be_in_order(known, destination.model, first, second)
    except UnfitValueError as fault:
        return str(fault)
    return ""


def stated_differences(record: Record, row: Row) -> list[str]:
    """Fields on which the file says something other than the record; blank says nothing."""
    differing = [name for name, value in row.values.items() if getattr(record, name) != value]
    same_place = bytes(record.geom.wkb) == shapely.to_wkb(row.shape)
    return differing if same_place else [*differing, "geom"]


def update(record: Record, row: Row, place: Place) -> bool:
    """Bring `record` up to the file; False when it says so already."""
    differing = stated_differences(record, row)
    if not differing and is_placed(record, place):
        return False
    for field, value in row.values.items():
        setattr(record, field, value)
    put(record, row, place)
    if hasattr(record, "search_key"):
        record.search_key = fold(record.name)
    record.version += 1
    record.updated_at = timezone.now()
    return True


def is_placed(record: Record, place: Place) -> bool:
    """Whether `record` is told to lie where the place says."""
    if record.commune_id != place.commune.pk:
        return False
    if not hasattr(record, "village_source"):
        return True
    village_id = place.village.pk if place.village else None
    return (record.village_id, record.village_source) == (village_id, place.village_source)
