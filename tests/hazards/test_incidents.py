"""The register of accidents: who may see it, what it keeps, and that it names no child."""

import re
import uuid

import pytest
from django.urls import reverse

from hazards.models import Incident
from tests.hazards.test_logging import ring
from tests.shapes import line, point

pytestmark = pytest.mark.django_db


@pytest.fixture
def tam(person, commune):
    """Health station: records accidents."""
    return person("tam", "Đỗ Minh Tâm", "health_station", commune)


@pytest.fixture
def an(person, commune, village):
    return person("an", "Vũ Thị An", "village_collaborator", commune, village)


@pytest.fixture
def facts(village):
    def fill(**changed) -> dict[str, str]:
        return {
            "id": str(uuid.uuid4()),
            "geometry": point(10.5, 10.5).geojson,
            "coordinates": "",
            "on": "01/02/2026",
            "kind": "drowning",
            "outcome": "unharmed",
            "age_band": "5-9",
            "sex": "boy",
            "site": "",
        } | changed

    return fill


@pytest.fixture
def record(as_user, tam, facts):
    def post(user=tam, **changed):
        return as_user(user).post(reverse("incident-new"), facts(**changed))

    return post


@pytest.fixture
def drowning(commune, village, tam) -> Incident:
    return Incident.objects.create(
        on="2026-02-01", kind="drowning", outcome="died", age_band="0-4", sex="girl",
        geom=point(10.5, 10.5), commune=commune, village=village, created_by=tam,
    )  # fmt: skip


def refusal(response, field: str) -> str:
    assert response.status_code == 200
    assert not Incident.objects.exists()
    return " ".join(response.context["form"].errors.get(field, []))


# --- recording -----------------------------------------------------------------------


def test_an_accident_is_stored_with_the_village_it_happened_in(record, tam, commune, village, pond):
    assert record(site=str(pond.pk)).url == reverse("incidents")
    incident = Incident.objects.get()
    assert (incident.commune, incident.village, incident.village_source) == (commune, village, "boundary")
    assert (incident.kind, incident.outcome, incident.site) == ("drowning", "unharmed", pond)
    assert incident.created_by == incident.history.get().history_user == tam


def test_age_and_sex_may_be_unknown_and_coordinates_are_enough(record):
    record(age_band="", sex="", geometry="", coordinates="20.91 105.81")
    incident = Incident.objects.get()
    assert (incident.age_band, incident.sex, incident.geom.coords) == ("", "", (105.81, 20.91))


def test_a_double_click_stores_once_and_a_second_accident_is_asked_about(record):
    key = str(uuid.uuid4())
    assert record(id=key).status_code == record(id=key).status_code == 302
    response = record(id=key, outcome="died")
    assert "already saved" in str(response.context["form"].non_field_errors())
    record(id=response.context["form"]["id"].value(), outcome="died")
    assert Incident.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"geometry": ""}, "geometry", "tap the map"),
        ({"geometry": line((1, 1), (2, 2)).geojson}, "geometry", "as a point"),
        ({"geometry": ring((0, 0), (5, 0), (5, 5), (0, 0))}, "geometry", "as a point"),
        ({"geometry": point(500, 5).geojson}, "geometry", "outside"),
        ({"coordinates": "by the pond"}, "coordinates", "could not be read"),
        ({"on": ""}, "on", "date"),
        ({"on": "01/01/2100"}, "on", "future"),
        ({"kind": ""}, "kind", "the kind of accident"),
        ({"outcome": "\0"}, "outcome", ""),
        ({"age_band": "7"}, "age_band", ""),
        ({"site": "9" * 30}, "site", ""),
        ({"site": str(uuid.uuid4())}, "site", "not near"),
    ],
)
def test_what_can_not_be_is_refused_at_its_field(record, changed, field, words):
    assert words in refusal(record(**changed), field)


def test_a_place_of_the_register_far_away_is_refused(record, pond):
    assert "not near" in refusal(record(geometry=point(40, 40).geojson, site=str(pond.pk)), "site")


def test_places_near_are_offered_with_their_distance(as_user, tam, facts, pond):
    address = reverse("incident-place")
    page = as_user(tam).post(address, facts(geometry=point(12, 10.5).geojson)).content.decode()
    assert "thôn Đại Áng" in page
    assert re.search(r"Ao cá Đại Áng, 10\d m", page)
    far = as_user(tam).post(address, facts(geometry=point(40, 40).geojson)).content.decode()
    assert "Ao cá" not in far


# --- who may see it ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees", "records"),
    [
        ("health_station", True, True),
        ("police", True, True),
        ("economic_staff", True, False),
        ("culture_staff", True, False),
        ("leader", True, False),
        ("service_centre", False, False),
        ("village_collaborator", False, False),
        ("school_staff", False, False),
    ],
)
def test_each_post_has_its_right(as_user, person, commune, drowning, facts, role, sees, records):
    client = as_user(person("x", "X", role, commune))
    assert client.get(reverse("incidents")).status_code == (200 if sees else 403)
    assert client.get(reverse("incident-new")).status_code == (200 if records else 403)
    expected = 302 if records else 403
    assert client.post(reverse("incident-new"), facts()).status_code == expected
    change = client.get(reverse("incident-edit", args=[drowning.pk])).status_code
    assert change == (200 if records else 403)
    withdraw = client.get(reverse("incident-withdraw", args=[drowning.pk])).status_code
    assert withdraw == change
    assert client.post(reverse("incident-place"), facts()).status_code == (200 if records else 403)
    bar = client.get(reverse("overview")).content.decode()
    assert (reverse("incidents") in bar) == sees


def test_the_police_of_the_next_commune_find_nothing(as_user, person, other_commune, drowning):
    stranger = person("y", "Y", "police", other_commune)
    assert as_user(stranger).get(reverse("incident-edit", args=[drowning.pk])).status_code == 404
    assert "01/02/2026" not in as_user(stranger).get(reverse("incidents")).content.decode()
    assert as_user(stranger).get(reverse("incidents"), {"commune": "00679"}).status_code == 403


def test_nothing_in_the_form_takes_a_free_text(as_user, tam, drowning):
    """Names creep into texts."""
    texts = {"geometry", "coordinates", "on"}
    for page in ("incident-new", "incident-edit"):
        address = reverse(page, args=[drowning.pk] if page == "incident-edit" else [])
        html = as_user(tam).get(address).content.decode()
        form = html[html.index('id="incident-form"') : html.index("</form>", html.index("incident-form"))]
        assert set(re.findall(r'(?:<textarea|type="text")[^>]*?name="(\w+)"', form)) == texts
        assert "No child is named here" in form


def test_the_list_costs_a_fixed_number_of_queries(
    as_user, tam, drowning, commune, pond, django_assert_max_num_queries
):
    for _number in range(40):
        Incident.objects.create(
            on="2026-01-01", kind="fall", outcome="injured", geom=point(1, 1), commune=commune, site=pond
        )
    client = as_user(tam)
    with django_assert_max_num_queries(9):
        page = client.get(reverse("incidents")).content.decode()
    assert page.count("incident-edit") == 0
    assert page.count("<tr>") == 31


# --- changing ------------------------------------------------------------------------


@pytest.fixture
def change(as_user, facts):
    def post(user, incident, **changed):
        sent = facts(**{"version": incident.version, **changed})
        return as_user(user).post(reverse("incident-edit", args=[incident.pk]), sent)

    return post


def test_a_change_is_kept_with_its_author(change, tam, drowning):
    assert change(tam, drowning, outcome="injured").status_code == 302
    drowning.refresh_from_db()
    assert (drowning.outcome, drowning.version) == ("injured", 2)
    assert drowning.history.first().history_user == tam


def test_a_stale_change_shows_both_versions_and_stores_nothing(change, tam, person, commune, drowning):
    police = person("cong", "Lê Công", "police", commune)
    change(police, drowning, outcome="injured")
    response = change(tam, drowning, outcome="unharmed")
    drowning.refresh_from_db()
    assert drowning.outcome == "injured"
    rows = {row.label: (row.mine, row.stored) for row in response.context["differences"]}
    assert rows == {"Outcome": ("the child was rescued unharmed", "the child was injured")}
    change(tam, drowning, outcome="unharmed", version=response.context["form"]["version"].value())
    drowning.refresh_from_db()
    assert drowning.outcome == "unharmed"


def test_it_is_withdrawn_with_a_reason_to_choose(as_user, tam, drowning):
    address = reverse("incident-withdraw", args=[drowning.pk])
    refused = as_user(tam).post(address, {"version": 1, "reason": "the girl of …"})
    assert refused.context["form"].errors["reason"]
    assert (
        "changed this accident"
        in as_user(tam).post(address, {"version": 7, "reason": "twice"}).content.decode()
    )
    as_user(tam).post(address, {"version": 1, "reason": "twice"})
    drowning.refresh_from_db()
    assert (drowning.withdrawn_reason, bool(drowning.withdrawn_at)) == ("twice", True)
    assert as_user(tam).get(address).status_code == 404
