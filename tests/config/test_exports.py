"""Whatever leaves as a file stands in the security log: who took it, of which commune, how many rows."""

import pytest
from django.urls import reverse

from audit.log import Deed
from audit.models import Event
from audit.sentences import WHAT
from playspaces.models import PlaySpace, PlaySpaceKind, Scenario
from schools.models import School, SchoolLevel
from tests.conftest import TODAY
from tests.shapes import point


@pytest.fixture
def hang(person, commune):
    """Culture staff: may take everything along."""
    return person("hang", "Vũ Thị Hằng", "culture_staff", commune)


@pytest.fixture
def kept(commune, village):
    """A play space, a school and a plan of the commune, which has one village."""
    PlaySpace.objects.create(
        name="Sân chơi Đại Áng",
        kind=PlaySpaceKind.objects.get(code="playground"),
        geom=point(15, 15),
        commune=commune,
        village=village,
        opened_on=TODAY,
    )
    School.objects.create(
        name="Tiểu học Đại Áng",
        level=SchoolLevel.objects.get(code="primary"),
        geom=point(20, 20),
        commune=commune,
    )
    plan = Scenario.objects.create(name="Chỉ tiêu 65 %", day=TODAY, target_percent=65)
    plan.communes.add(commune)
    return plan


@pytest.mark.parametrize(
    "name, what, rows",
    [
        ("playspace-export", "playspaces", 1),
        ("coverage-export", "coverage", 1),
        ("leaders-table", "leaders", 5),
        ("leaders-city-table", "leaders", 1),
        ("school-export", "schools", 1),
        ("school-ranking-export", "school_ranking", 1),
        ("plan-csv", "plan", 0),
        ("plan-geojson", "plan", 0),
    ],
)
def test_export_is_written_down(client, hang, commune, kept, name, what, rows):
    client.force_login(hang)
    args = {"plan": [kept.pk], "leaders-table": ["changes"], "leaders-city-table": ["communes"]}
    address = reverse(name, args=args.get("plan" if name.startswith("plan") else name, []))
    assert client.get(address).status_code == 200
    event = Event.objects.get(deed=Deed.EXPORTED)
    assert (event.actor, event.commune, event.details) == (hang, commune, {"what": what, "rows": rows})
    assert what in WHAT and event.about


@pytest.mark.parametrize("name", ["playspace-export", "coverage-export", "school-export"])
def test_refused_export_is_no_export(client, hoa, kept, name):
    client.force_login(hoa)
    assert client.get(reverse(name)).status_code == 403
    assert not Event.objects.filter(deed=Deed.EXPORTED).exists()
