"""Two versions of a site side by side, when two people changed it at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Unit, User
from foundation.records import Record, changed_fields
from hazards.kinds import MeasureKind
from hazards.models import HazardSite, Measure
from hazards.secrets import closed

Located = Record  # with a `geom`

COMPARED = [
    "geom", "kind", "name", "village", "border_note", "likelihood", "severity", "depth_m", "bank", "access",
    "near_path", "near_homes", "is_household", "responsible_unit", "responsible_person", "deadline",
    "information_source", "found_on", "eliminated_on", "description", "owner_name", "owner_phone",
    "internal_note",
]  # fmt: skip


@dataclass(frozen=True)
class Difference:
    label: str
    mine: str
    stored: str


def differences(
    mine: HazardSite, stored: HazardSite, *, required: Collection[MeasureKind], reader: User
) -> list[Difference]:
    """Fields in which the two differ, as `reader` may know them; `required` is my list of measures."""
    hidden = closed(reader, stored.commune_id)
    rows = compared(mine, stored, [name for name in COMPARED if name not in hidden], reader)
    stored_required = stored.required_measures.all()
    if set(required) != set(stored_required):
        label = str(HazardSite._meta.get_field("required_measures").verbose_name)
        rows.append(Difference(label.capitalize(), listed(required), listed(stored_required)))
    return rows


def compared(mine: Located, stored: Located, fields: list[str], reader: User) -> list[Difference]:
    """The named fields in which two versions differ."""
    rows = []
    for name in changed_fields(mine, stored, fields):
        label = str(stored._meta.get_field(name).verbose_name)
        words = [in_words(record, name, reader) for record in (mine, stored)]
        rows.append(Difference(label.capitalize(), *words))
    return rows


def listed(kinds: Iterable[MeasureKind]) -> str:
    return ", ".join(kind.name for kind in kinds) or "–"


def in_words(site: Located, name: str, reader: User) -> str:
    value = getattr(site, name)
    if name == "geom":
        return _("drawn anew") if value is None else place_in_words(site)
    if value in (None, ""):
        return "–"
    if isinstance(value, Unit):
        return access.unit_in_words(reader, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return number_format(f"{value.normalize():f}")
    if hasattr(value, "isoformat"):
        return date_format(value, "SHORT_DATE_FORMAT")
    display = getattr(site, f"get_{name}_display", None)
    return str(display() if display else value)


def place_in_words(record: Located | Measure) -> str:
    """Type of the shape and its middle, to tell two places apart."""
    middle = record.geom.centroid
    shape = {0: _("point"), 1: _("line"), 2: _("area")}[record.geom.dims]
    return _("%(shape)s near %(lat)s, %(lon)s") % {
        "shape": shape,
        "lat": f"{middle.y:.5f}",
        "lon": f"{middle.x:.5f}",
    }


def last_author(record: Record) -> str:
    """Who saved the stored version; costs a query."""
    latest = record.history.select_related("history_user").first()
    return str(latest.history_user) if latest and latest.history_user else _("somebody")
