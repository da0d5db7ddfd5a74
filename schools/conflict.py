"""Two versions of a school side by side, when two people changed it at once."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from accounts.models import User
from areas.models import Village
from hazards.conflict import Difference, compared
from schools.models import Gate, School
from schools.school_year import in_words

COMPARED: Final = [
    "name", "level", "code", "geom", "village", "address", "contact_name", "phone", "email", "opened_on",
    "closed_on",
]  # fmt: skip


def differences(
    mine: School,
    stored: School,
    *,
    gates: Collection[Gate],
    pupils: Mapping[int, int],
    draws_from: Collection[Village],
    reader: User,
) -> list[Difference]:
    """What differs between what I entered and what is stored. Three queries."""
    counted = dict(stored.pupil_counts.values_list("school_year", "pupils"))
    lists = [
        (_("Gates"), gates_in_words(gates), gates_in_words(stored.gates.all())),
        (_("Pupils"), pupils_in_words(pupils), pupils_in_words(counted)),
        (_("Where the pupils come from"), names(draws_from), names(stored.draws_from.all())),
    ]
    rows = compared(mine, stored, COMPARED, reader)
    return rows + [Difference(*row) for row in lists if row[1] != row[2]]


def gates_in_words(gates: Iterable[Gate]) -> str:
    ordered = sorted(gates, key=lambda gate: (not gate.is_main, gate.name))
    return "; ".join(f"{gate.name} {gate.geom.y:.5f}, {gate.geom.x:.5f}".strip() for gate in ordered) or "–"


def pupils_in_words(pupils: Mapping[int, int]) -> str:
    return ", ".join(f"{in_words(year)}: {pupils[year]}" for year in sorted(pupils, reverse=True)) or "–"


def names(villages: Iterable[Village]) -> str:
    return ", ".join(sorted(village.full_name for village in villages)) or "–"
