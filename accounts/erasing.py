"""E-mail and phone of people who left, and what households are called, once nobody needs to know."""

from datetime import date
from typing import Final

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from accounts.models import Unit, User

# Data, not a word of the interface: a name must be one of its kind in a commune.
ERASED_HOUSEHOLD: Final = "Hộ gia đình (đã xóa thông tin)"


def with_contacts(people: QuerySet[User]) -> QuerySet[User]:
    """Of people who left, those of whom an e-mail or phone is still stored."""
    return people.exclude(left_on=None).exclude(email="", phone="")


def left_before(day: date) -> QuerySet[User]:
    return with_contacts(User.objects.filter(left_on__lt=day))


def forget_people(people: QuerySet[User]) -> int:
    """Their e-mail and phone go; the name stays, as the author of what they recorded. How many."""
    return with_contacts(people).update(email="", phone="")


def still_named(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Those that still say who they are."""
    return units.exclude(name__startswith=ERASED_HOUSEHOLD, phone="")


def forget_unit(unit: Unit) -> None:
    """Its rows stay whose they are; what it is called, and its phone, go. It is offered no more."""
    unit.name = f"{ERASED_HOUSEHOLD} {unit.pk}"
    unit.phone = ""
    unit.is_active = False
    unit.save()
    kind = ContentType.objects.get_for_model(Unit)
    LogEntry.objects.filter(content_type=kind, object_id=str(unit.pk)).update(object_repr=unit.name)
