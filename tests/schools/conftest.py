"""A school with grounds of about a hectare in Đại Áng, in which Hoa teaches.

(20,21) ---- (21,21)
   |  grounds   |       one unit is about 104 m to the east, 111 m to the north
(20,20) ---- (21,20)
"""

from datetime import date

import pytest

from hazards.models import HazardKind, HazardSite
from schools.models import School, SchoolLevel, SchoolStaff
from tests.shapes import point, square


@pytest.fixture
def school(commune, village) -> School:
    return School.objects.create(
        level=SchoolLevel.objects.get(code="primary"),
        name="Tiểu học Đại Áng",
        geom=square(20, 20, 1),
        commune=commune,
        village=village,
        village_source="boundary",
    )


@pytest.fixture
def teacher(hoa, school):
    """Hoa, tied to the school."""
    SchoolStaff.objects.create(user=hoa, school=school)
    return hoa


@pytest.fixture
def make_site(commune):
    """`make_site("Ao", shape, kind="pond", likelihood=4 …)`, found at New Year."""

    def make(name: str, geom, kind: str = "pond", **facts) -> HazardSite:
        facts = {"commune": commune, "found_on": date(2026, 1, 1), "likelihood": 4, "severity": 5} | facts
        return HazardSite.objects.create(
            name=name, geom=geom, kind=HazardKind.objects.get(code=kind), **facts
        )

    return make


@pytest.fixture
def make_school(commune):
    """`make_school("THCS Đại Áng", level="lower_secondary", closed_on=…)`, a point in Đại Áng unless said."""

    def make(name: str, *, level: str = "primary", where=commune, geom=None, **facts) -> School:
        kind = SchoolLevel.objects.get(code=level)
        return School.objects.create(
            level=kind, name=name, geom=geom or point(15, 15), commune=where, **facts
        )

    return make


@pytest.fixture
def culture(person, commune):
    """Culture and social affairs: keeps the register of schools."""
    return person("ha", "Nguyễn Thu Hà", "culture_staff", commune)
