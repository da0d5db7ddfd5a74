"""No page of the register reads a whole table, however many sites there are."""

import uuid
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import Unit
from areas.models import Village
from hazards import services
from hazards.bulk import Changes
from hazards.models import HazardSite, Inspection
from tests.hazards.test_table import EVERY_COLUMN
from tests.plans import LARGE, whole_tables_read

pytestmark = pytest.mark.usefixtures("never_counted")

FILTERS = [
    "status=unprotected&status=in_progress",
    "status=inspection_due",
    "overdue=1",
    "soon=1",
    "reopened=1",
    "mine=1",
    "q=ao",
    "drowning=1",
    "kind=pond&kind=canal",
    "risk=high&risk=very_high",
    "as_of=2026-03-15",
]


@pytest.fixture
def browser(as_user, lan, unit, pond, fence):
    """Lan, of the economic department, with a pond, a fence and an inspection."""
    lan.memberships.update(unit=unit)
    Inspection.objects.create(site=pond, on=date(2026, 5, 1))
    return as_user(lan)


@pytest.mark.parametrize("column", EVERY_COLUMN)
def test_list_in_every_order(browser, column):
    address = f"{reverse('site-list')}?sort=-{column}&cols={','.join(EVERY_COLUMN)}"
    assert whole_tables_read(lambda: browser.get(address)) == []


@pytest.mark.parametrize("words", FILTERS)
def test_list_through_every_filter(browser, words):
    assert whole_tables_read(lambda: browser.get(f"{reverse('site-list')}?{words}")) == []


def test_list_of_a_village_a_unit_or_a_person(browser, lan):
    village, unit = Village.objects.get(), Unit.objects.get()
    for words in (f"village={village.pk}", f"unit={unit.pk}", f"person={lan.pk}"):
        assert whole_tables_read(lambda words=words: browser.get(f"{reverse('site-list')}?{words}")) == []


@pytest.mark.parametrize("name", ["my-work", "overview", "map"])
def test_pages_about_the_commune(browser, name):
    assert whole_tables_read(lambda: browser.get(reverse(name))) == []


def test_my_work_of_a_collaborator(browser, as_user, person, commune, village):
    helper = as_user(person("my", "Mỹ", "village_collaborator", commune, village))
    assert whole_tables_read(lambda: helper.get(reverse("my-work"))) == []
    assert whole_tables_read(lambda: helper.get(reverse("my-work-part", args=["measures"]))) == []


@pytest.mark.parametrize("name", ["site", "site-card", "site-edit"])
def test_pages_of_a_site(browser, pond, name):
    assert whole_tables_read(lambda: browser.get(reverse(name, args=[pond.pk]))) == []


def test_layer_and_list_of_the_map(browser):
    box = "bbox=105.7,20.8,106.1,21.1"
    for address in (f"/map/layers/hazards.geojson?{box}", f"/map/list/?{box}", "/map/search/?q=ao"):
        assert whole_tables_read(lambda address=address: browser.get(address)) == []


@pytest.fixture
def crowd(pond, commune, village):
    """The pond is one of 3,001 sites, and the database knows how many they are."""
    HazardSite.objects.bulk_create(
        HazardSite(kind=pond.kind, name=f"Ao {n}", geom=pond.geom, commune=commune, village=village)
        for n in range(3_000)
    )
    with connection.cursor() as cursor:
        cursor.execute(f'ANALYZE "{HazardSite._meta.db_table}"')


def test_change_of_many_and_what_it_did(browser, commune, lan, pond, crowd, measure_kind):
    changes = Changes({"deadline": date(2026, 7, 31)}, measure_kind("lifebuoy"), date(2026, 7, 31))
    key = uuid.uuid4()

    def make():
        return services.edit_many(key, changes=changes, seen={pond.pk: 1}, commune=commune, by=lan)

    assert whole_tables_read(make) == []
    assert whole_tables_read(lambda: browser.get(reverse("bulk-edit", args=[key]))) == []


def test_page_of_one_site_among_many_that_the_database_has_counted(browser, pond, crowd):
    with connection.cursor() as cursor:
        for table in LARGE:  # no others: PostgreSQL would plan other tests by what it counted in this one
            cursor.execute(f'ANALYZE "{table}"')
    read = whole_tables_read(lambda: browser.get(reverse("site", args=[pond.pk])))
    assert [query for query in read if query.startswith("hazards_hazardsite:")] == []


def test_reading_a_whole_table_is_noticed(pond):
    assert whole_tables_read(lambda: list(HazardSite.objects.filter(name__contains="x"))) != []
    assert whole_tables_read(lambda: HazardSite.objects.in_force().count()) != []
