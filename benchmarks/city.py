"""A synthetic city for measuring: 126 communes, 5,500 villages, 100,000 sites, 3,000 schools.

Every place is a square of a grid, every figure follows from a fixed seed: two runs build
the same city. Nothing in it is real.
"""

import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.db import models

from accounts.models import Membership, Role, Unit, User
from areas.models import Commune, Village
from hazards.models import (
    Campaign,
    CampaignShare,
    Finding,
    HazardKind,
    HazardSite,
    Inspection,
    Measure,
    MeasureKind,
    Photo,
)
from hazards.span_keeping import together
from playspaces.models import PlaySpace, PlaySpaceKind
from schools.models import School, SchoolLevel

DAY = date(2026, 6, 30)
WEST, SOUTH = 105.3, 20.6
COMMUNES, VILLAGES, SITES = 126, 5_500, 100_000
SCHOOLS = 3_000
COLUMNS = 14  # communes in a row
SIDE = 0.045  # degrees: a commune is about 4.8 km wide
PER_SIDE = 7  # villages in a row of a commune
BATCH = 2_000


def square(west: float, south: float, side: float) -> Polygon:
    return Polygon.from_bbox((west, south, west + side, south + side))


def corner(commune: int) -> tuple[float, float]:
    row, column = divmod(commune, COLUMNS)
    return WEST + column * SIDE, SOUTH + row * SIDE


def build(scale: float = 1.0) -> None:
    """Fill an empty, migrated database; `scale` shrinks the number of sites (tests use 0.01)."""
    random.seed(2026)
    with together():
        communes = save(Commune, map(a_commune, range(COMMUNES)))
        villages = save(Village, (a_village(communes, number) for number in range(VILLAGES)))
        staff = Staff(communes)
        sites = save(HazardSite, some_sites(villages, int(SITES * scale), staff))
        measures = save(Measure, some_measures(sites))
        save(Finding, some_findings(measures))
        save(Inspection, some_inspections(sites))
        save(PlaySpace, some_play_spaces(villages))
        save(Photo, some_photos(sites))
        some_campaigns(communes, staff)
        save(School, some_schools(villages, int(SCHOOLS * scale)))


def save(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    rows, saved = iter(rows), []
    while batch := list(islice(rows, BATCH)):
        saved += model._default_manager.bulk_create(batch)
    return saved


def a_commune(number: int) -> Commune:
    boundary = MultiPolygon(square(*corner(number), SIDE))
    return Commune(code=f"B{number:04}", name=f"Xã {number}", boundary=boundary, is_demo=True)


def a_village(communes: list[Commune], number: int) -> Village:
    commune = number % COMMUNES
    row, column = divmod(number // COMMUNES, PER_SIDE)
    west, south = corner(commune)
    side = SIDE / PER_SIDE
    boundary = MultiPolygon(square(west + column * side, south + row * side, side))
    return Village(commune=communes[commune], name=f"Thôn {number}", boundary=boundary)


class Staff:
    """Each commune has five units and four people who work in them."""

    def __init__(self, communes: list[Commune]):
        role = Role.objects.get(code="economic_staff")
        numbers = {commune.pk: number for number, commune in enumerate(communes)}
        self.units = {
            pk: save(Unit, (Unit(commune_id=pk, name=f"Đơn vị {n}") for n in range(5))) for pk in numbers
        }
        self.people = {
            pk: save(User, (User(username=f"b{number}-{n}", full_name=f"Cán bộ {n}") for n in range(4)))
            for pk, number in numbers.items()
        }
        save(
            Membership,
            (
                Membership(user=person, role=role, commune_id=pk, unit=self.units[pk][place])
                for pk, people in self.people.items()
                for place, person in enumerate(people)
            ),
        )

    def a_unit(self, commune: int) -> Unit | None:
        return random.choice([None, *self.units[commune]])

    def a_person(self, commune: int) -> User | None:
        return random.choice([None, None, *self.people[commune]])


def some_day(years: int = 2) -> date:
    return DAY - timedelta(days=random.randrange(1, years * 365))


def some_place(village: Village) -> tuple[float, float]:
    west, south, east, north = village.boundary.extent
    return random.uniform(west, east * 0.9999999), random.uniform(south, north * 0.9999999)


def some_sites(villages: list[Village], count: int, staff: Staff) -> Iterator[HazardSite]:
    kinds = list(HazardKind.objects.all())
    for number in range(count):
        village = villages[number % len(villages)]
        west, south = some_place(village)
        found_on = some_day(3)
        yield HazardSite(
            id=uuid.UUID(int=random.getrandbits(128), version=4),
            kind=kinds[number % len(kinds)],
            name=f"Ao số {number}",
            geom=square(west, south, 0.0003) if number % 2 else Point(west, south),
            commune_id=village.commune_id,
            village=village,
            found_on=found_on,
            eliminated_on=some_day(1) if random.random() < 0.05 and found_on < date(2025, 6, 1) else None,
            deadline=found_on + timedelta(days=random.randrange(30, 600)),
            likelihood=random.randint(1, 5),
            severity=random.randint(1, 5),
            responsible_unit=staff.a_unit(village.commune_id),
            responsible_person=staff.a_person(village.commune_id),
            reopened_on=some_day(1) if random.random() < 0.03 else None,
        )


def some_measures(sites: list[HazardSite]) -> Iterator[Measure]:
    kinds = list(MeasureKind.objects.all())
    for site in sites:
        for _ in range(random.choice([0, 1, 1, 1, 2, 3])):
            installed = some_day() if random.random() < 0.8 else None
            yield Measure(
                id=uuid.UUID(int=random.getrandbits(128), version=4),
                site=site,
                kind=random.choice(kinds),
                planned_on=None if installed else some_day(1),
                installed_on=installed,
                recorded_on=some_day(1),
                cost=random.randrange(1, 400) * 100_000,
            )


def some_findings(measures: list[Measure]) -> Iterator[Finding]:
    conditions = Finding.Condition.values
    for measure in measures:
        for _ in range(random.choice([0, 0, 1, 2])):
            yield Finding(measure=measure, on=some_day(), condition=random.choice(conditions))


def some_inspections(sites: list[HazardSite]) -> Iterator[Inspection]:
    for site in sites:
        for _ in range(random.choice([0, 1, 2, 4])):
            identity = uuid.UUID(int=random.getrandbits(128), version=4)
            yield Inspection(id=identity, site=site, on=some_day())


def some_play_spaces(villages: list[Village]) -> Iterator[PlaySpace]:
    kinds = list(PlaySpaceKind.objects.all())
    for village in random.sample(villages, int(len(villages) * 0.6)):
        yield PlaySpace(
            kind=random.choice(kinds),
            name="Sân chơi",
            geom=Point(*some_place(village)),
            commune_id=village.commune_id,
            village=village,
        )


def some_photos(sites: list[HazardSite]) -> Iterator[Photo]:
    """Rows without pictures: what a page asks the database."""
    for site in sites:
        for _ in range(random.choice([0, 1, 3])):
            bands = {f"hash_{band}": random.getrandbits(16) for band in "abcd"}
            identity = uuid.UUID(int=random.getrandbits(128), version=4)
            yield Photo(id=identity, site=site, width=2048, height=1536, sent_sha256="0" * 64, **bands)


def some_campaigns(communes: list[Commune], staff: Staff) -> None:
    kinds = HazardKind.objects.filter(is_drowning=True)
    for commune in communes:
        campaign = Campaign(
            id=uuid.UUID(int=random.getrandbits(128), version=4),
            commune=commune,
            name="Trước mùa hè",
            starts_on=DAY - timedelta(days=20),
            due_on=DAY + timedelta(days=10),
        )
        campaign.save()
        campaign.kinds.set(kinds)
        CampaignShare.objects.create(campaign=campaign, person=staff.people[commune.pk][0])


def some_schools(villages: list[Village], count: int) -> Iterator[School]:
    """Grounds of about 150 metres, every third known by a point alone."""
    levels = list(SchoolLevel.objects.all())
    for number in range(count):
        village = villages[number * len(villages) // count]
        west, south = some_place(village)
        yield School(
            id=uuid.UUID(int=random.getrandbits(128), version=4),
            level=levels[number % len(levels)],
            name=f"Trường số {number}",
            geom=square(west, south, 0.0014) if number % 3 else Point(west, south),
            commune_id=village.commune_id,
            village=village,
            pupils=random.randrange(150, 1_500),
        )
