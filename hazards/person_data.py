"""What is stored about an owner, a household or a reporter: found by phone or name, wherever it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.erasing import still_named, with_contacts
from accounts.models import Membership, Unit, User
from areas.models import Commune
from foundation.phones import normal_phone
from foundation.vietnamese import fold
from hazards.contacts import OWNER, REPORTER, OldSite, stored
from hazards.models import HazardSite, Report

SITES: Final = "sites"
HISTORY: Final = "history"
REPORTS: Final = "reports"
UNITS: Final = "units"
PEOPLE: Final = "people"
# Shorter words would find half the register.
SHORTEST: Final = 2
# Units that are people; the phone of a department is nobody's own.
PRIVATE: Final = (Unit.Type.OWNER, Unit.Type.BUILDER, Unit.Type.OTHER)


class Contact(NamedTuple):
    """A name and a phone, as they were written down."""

    name: str
    phone: str

    @property
    def likeness(self) -> tuple[str, str]:
        """What makes two of them one: marks, capitals and blanks do not."""
        return fold(self.name), normal_phone(self.phone) or "".join(self.phone.split())


class Place(NamedTuple):
    """Where a contact stands: a row of a kind, what it is about, and since when."""

    kind: str
    pk: object
    about: str
    on: date | None
    url: str


@dataclass
class Person:
    """Everything that bears one contact."""

    contact: Contact
    places: list[Place] = field(default_factory=list)

    def keys(self, kind: str) -> list:
        return [place.pk for place in self.places if place.kind == kind]

    def counts(self) -> dict[str, int]:
        kinds = (SITES, HISTORY, REPORTS, UNITS, PEOPLE)
        return {kind: number for kind in kinds if (number := len(self.keys(kind)))}


def find(words: str, communes: QuerySet[Commune]) -> list[Person]:
    """Contacts stored in `communes` with the phone `words`, or a name that has all of them.

    Reads every contact there once: for an administrator's rare question, not for a list.
    """
    phone, name = normal_phone(words), fold(words)
    if not phone and len(name) < SHORTEST:
        return []

    def fits(contact: Contact) -> bool:
        written, number = contact.likeness
        return number == phone if phone else all(word in written for word in name.split())

    return gather((contact, place) for contact, place in everywhere(communes) if fits(contact))


def find_again(contacts: Iterable[Contact], communes: QuerySet[Commune]) -> list[Person]:
    """The same contacts as they are stored now."""
    chosen = {contact.likeness for contact in contacts}
    return gather((contact, place) for contact, place in everywhere(communes) if contact.likeness in chosen)


def gather(found: Iterable[tuple[Contact, Place]]) -> list[Person]:
    people: dict[tuple[str, str], Person] = {}
    for contact, place in found:
        people.setdefault(contact.likeness, Person(contact)).places.append(place)
    return [people[likeness] for likeness in sorted(people)]


def everywhere(communes: QuerySet[Commune]) -> Iterator[tuple[Contact, Place]]:
    """Each contact with where it stands; five queries."""
    here = Q(commune__in=communes.order_by().values("pk"))
    yield from of_sites(stored(HazardSite.objects.filter(here), OWNER))
    yield from of_history(stored(OldSite.objects.filter(here), OWNER))
    yield from of_reports(stored(Report.objects.filter(here), REPORTER))
    yield from of_units(still_named(Unit.objects.filter(here, type__in=PRIVATE)))
    yield from of_people(communes)


def of_sites(sites: QuerySet) -> Iterator[tuple[Contact, Place]]:
    for pk, name, owner, phone, found_on in rows(sites, "pk", "name", *OWNER, "found_on"):
        yield Contact(owner, phone), Place(SITES, pk, name, found_on, reverse("site", args=[pk]))


def of_history(versions: QuerySet) -> Iterator[tuple[Contact, Place]]:
    for pk, site, name, owner, phone, at in rows(versions, "pk", "id", "name", *OWNER, "history_date"):
        yield Contact(owner, phone), Place(HISTORY, pk, name, at.date(), reverse("site", args=[site]))


def of_reports(reports: QuerySet) -> Iterator[tuple[Contact, Place]]:
    for pk, words, reporter, phone, at in rows(reports, "pk", "words", *REPORTER, "created_at"):
        yield Contact(reporter, phone), Place(REPORTS, pk, words[:80], at.date(), "")


def of_units(units: QuerySet) -> Iterator[tuple[Contact, Place]]:
    for unit in units.iterator():
        yield Contact(unit.name, unit.phone), Place(UNITS, unit.pk, unit.name, None, "")


def of_people(communes: QuerySet[Commune]) -> Iterator[tuple[Contact, Place]]:
    """Of people who left, whose posts were in the communes alone."""
    posts = Membership.objects.order_by()
    inside = posts.filter(commune__in=communes.order_by().values("pk")).values("user")
    outside = posts.exclude(commune__in=communes.order_by().values("pk")).values("user")
    for user in with_contacts(User.objects.filter(pk__in=inside).exclude(pk__in=outside)):
        yield Contact(user.full_name, user.phone), Place(PEOPLE, user.pk, user.username, user.left_on, "")


def rows(found: QuerySet, *names: str) -> Iterator[tuple]:
    return found.order_by("pk").values_list(*names).iterator(chunk_size=2_000)


def mentions(words: str, communes: QuerySet[Commune]) -> list[HazardSite]:
    """Sites in whose name, description or note the words stand, for a person to mend: 20 at most."""
    words = words.strip()
    if len(words) < SHORTEST:
        return []
    said = Q()
    for spelling in {words, normal_phone(words) or words}:
        said |= Q(name__icontains=spelling) | Q(description__icontains=spelling)
        said |= Q(internal_note__icontains=spelling)
    here = HazardSite.objects.filter(said, commune__in=communes.order_by().values("pk"))
    return list(here.only("pk", "name").order_by("name")[:20])


def as_data(people: Iterable[Person]) -> list[dict[str, object]]:
    """All that is stored, for the person who asked: plain values."""
    return [
        {"name": person.contact.name, "phone": person.contact.phone, "stored_in": list(places(person))}
        for person in people
    ]


def places(person: Person) -> Iterator[dict[str, object]]:
    for place in person.places:
        told: dict[str, object] = {"kind": place.kind, "key": str(place.pk), "about": place.about}
        if place.on:
            told["on"] = place.on.isoformat()
        yield told | ({"address": place.url} if place.url else {})


def keys_by_kind(people: Iterable[Person]) -> dict[str, list]:
    keys = defaultdict(list)
    for person in people:
        for place in person.places:
            keys[place.kind].append(place.pk)
    return keys
