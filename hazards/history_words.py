"""Versions of a record compared, with the values as people read them.

Rows of history name other rows by key alone; `Names` looks all of them up at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import ForeignKey, Model
from django.utils.formats import date_format, get_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Unit, User
from areas.models import Village
from hazards.kinds import HazardKind, MeasureKind
from hazards.money import in_dong
from hazards.small_map import SmallMap, small_map

SAME_PLACE: Final = 1e-9  # degrees: what a shape may lose on its way to the browser and back
NOTHING: Final = "–"
MONEY: Final = ("cost",)
OF_FIVE: Final = ("likelihood", "severity")


@dataclass(frozen=True)
class Change:
    """A field's value before and after; a hidden one was changed, and is not for this reader."""

    label: str
    before: str
    after: str
    is_hidden: bool = False


@dataclass
class Names:
    """What kinds, units, villages and people are called, as `reader` may know them."""

    reader: User
    closed: frozenset[str]  # fields that are not for the reader
    known: dict[type[Model], dict[Any, str]] = field(default_factory=dict)

    def learn(self, rows: Iterable[Model]) -> None:
        """Look up whatever `rows` of history name. Five queries at most."""
        rows = list(rows)
        self.known[HazardKind] = {kind.pk: kind.name for kind in HazardKind.objects.all()}
        self.known[MeasureKind] = {kind.pk: kind.name for kind in MeasureKind.objects.all()}
        units = Unit.objects.in_bulk(keys(rows, "responsible_unit_id"))
        self.known[Unit] = {key: access.unit_in_words(self.reader, unit) for key, unit in units.items()}
        villages = Village.objects.defer("boundary", "centre").in_bulk(keys(rows, "village_id"))
        self.known[Village] = {key: village.full_name for key, village in villages.items()}
        people = User.objects.in_bulk(keys(rows, "responsible_person_id"))
        self.known[User] = {key: str(person) for key, person in people.items()}

    def of(self, model: type[Model], key: object) -> str:
        return self.known.get(model, {}).get(key, NOTHING)

    def listed(self, kinds: Iterable[int]) -> str:
        return ", ".join(sorted(self.of(MeasureKind, key) for key in kinds)) or NOTHING


def keys(rows: Sequence[Model], name: str) -> set[Any]:
    return {key for row in rows if (key := getattr(row, name, None))}


def changes(before: Model | None, after: Model, names: Sequence[str], known: Names) -> list[Change]:
    """Fields of `names` that differ; without `before`, those that say something."""
    rows = []
    for name in names:
        about = after._meta.get_field(name)
        old, new = before and getattr(before, about.attname), getattr(after, about.attname)
        if old == new or (before is None and new in (None, "", False)):
            continue
        label = capfirst(str(about.verbose_name))
        if name in known.closed:
            rows.append(Change(label, "", "", is_hidden=True))
        else:
            old_words = in_words(about, old, known) if before else ""
            rows.append(Change(label, old_words, in_words(about, new, known)))
    return rows


def in_words(about: Any, value: object, known: Names) -> str:
    """`value` of a field as a person reads it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(about, ForeignKey):
        return known.of(about.related_model, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Decimal):
        if about.name in MONEY:
            return in_dong(value, get_format("THOUSAND_SEPARATOR"))
        return number_format(f"{value.normalize():f}")
    if about.name in OF_FIVE:
        return f"{value}/5"
    return str(dict(about.flatchoices).get(value, value))


def redrawn(before: Model | None, after: Model) -> SmallMap | None:
    """Both shapes on a small map; None where the place stayed."""
    old, new = before.geom if before else None, after.geom
    if old is None or new is None or old.equals_exact(new, SAME_PLACE):
        return None
    return small_map(new, before=old)


def placed(before: Model | None, after: Model, name: str = "geom") -> Change | None:
    """A place that was given for the first time, or taken away."""
    old, new = before and getattr(before, name), getattr(after, name)
    if before is None or (old is None) == (new is None):
        return None
    label = capfirst(str(after._meta.get_field(name).verbose_name))
    return Change(label, *((NOTHING, _("marked on the map")) if new else (_("marked on the map"), NOTHING)))
