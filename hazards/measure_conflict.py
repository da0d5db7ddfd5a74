"""Two versions of a measure side by side, when two people changed its details at once."""

from collections.abc import Callable

from django.utils.formats import date_format, get_format, number_format
from django.utils.text import capfirst

from accounts import access
from accounts.models import User
from foundation.records import changed_fields
from hazards.conflict import Difference, place_in_words
from hazards.models import Measure
from hazards.money import in_dong

COMPARED = [
    "planned_on", "installed_on", "removed_on", "quantity", "geom", "cost", "funding", "contractor",
    "responsible_unit", "responsible_person", "note",
]  # fmt: skip


def differences(mine: Measure, stored: Measure, *, reader: User) -> list[Difference]:
    """Details in which the two differ, as `reader` may know them."""
    rows = []
    for name in changed_fields(mine, stored, COMPARED):
        label = str(Measure._meta.get_field(name).verbose_name)
        rows.append(Difference(capfirst(label), in_words(mine, name, reader), in_words(stored, name, reader)))
    return rows


def in_words(measure: Measure, name: str, reader: User) -> str:
    value = getattr(measure, name)
    if value in (None, ""):
        return "–"
    if hasattr(value, "isoformat"):
        return date_format(value, "SHORT_DATE_FORMAT")
    words: dict[str, Callable[[], str]] = {
        "quantity": lambda: f"{number_format(value.normalize())} {measure.kind.get_unit_display()}",
        "cost": lambda: in_dong(value, get_format("THOUSAND_SEPARATOR")),
        "funding": measure.get_funding_display,
        "responsible_unit": lambda: access.unit_in_words(reader, value),
        "geom": lambda: place_in_words(measure),
    }
    return words[name]() if name in words else str(value)
