"""Hà of the culture office enters schools; Hoa changes what stands of her own."""

import uuid

import pytest
from django.utils import timezone

from accounts.models import Membership, Role
from areas.models import Commune, Village
from schools.models import Gate, PupilCount, School, SchoolLevel, SchoolStaff
from schools.school_year import school_year_of
from tests.shapes import area, at, point, square


@pytest.fixture
def by_ha(client, culture):
    client.force_login(culture)
    return client


def answers(**changes) -> dict[str, str]:
    """What the form sends: a school drawn in Đại Áng with one gate beside it."""
    lon, lat = at(15.5, 15)
    said = {
        "id": str(uuid.uuid4()),
        "name": "Tiểu học Đại Áng",
        "level": SchoolLevel.objects.get(code="primary").pk,
        "geometry": square(15, 15, 1).geojson,
        "gates-TOTAL_FORMS": "1",
        "gates-INITIAL_FORMS": "0",
        "gates-0-name": "Cổng chính",
        "gates-0-place": f"{lat}, {lon}",
    }
    return {name: value for name, value in (said | changes).items() if value is not None}


def errors(response, name: str) -> list[str]:
    return response.context["form"].errors.get(name, [])


def gate_errors(response) -> list[str]:
    return [error for row in response.context["gates"] for error in row.errors.get("place", [])]


def test_a_school_is_drawn_with_its_gate_and_lies_in_its_village(by_ha, commune, village, culture):
    answer = by_ha.post("/schools/new/", answers(phone="0912 345 678", code="HN-0679-01"))
    assert answer.status_code == 302
    school = School.objects.get()
    assert (school.commune, school.village, school.village_source) == (commune, village, "boundary")
    assert (school.phone, school.code, school.created_by) == ("0912345678", "HN-0679-01", culture)
    assert [(gate.name, gate.is_main) for gate in school.gates.all()] == [("Cổng chính", True)]
    assert school.history.first().history_user == culture


def test_sent_twice_it_is_stored_once_with_its_gates(by_ha, village):
    sent = answers()
    assert [by_ha.post("/schools/new/", sent).status_code for _time in range(2)] == [302, 302]
    assert (School.objects.count(), Gate.objects.count()) == (1, 1)


def test_another_school_under_the_same_key_is_not_called_saved(by_ha, village):
    sent = answers()
    by_ha.post("/schools/new/", sent)
    answer = by_ha.post("/schools/new/", sent | {"name": "THCS Đại Áng"})
    assert answer.status_code == 200
    assert by_ha.post("/schools/new/", answer.context["form"].data).status_code == 302
    assert set(School.objects.values_list("name", flat=True)) == {"Tiểu học Đại Áng", "THCS Đại Áng"}


def test_a_school_outside_every_commune_gets_its_sentence(by_ha, village):
    answer = by_ha.post("/schools/new/", answers(geometry=square(300, 300, 1).geojson))
    assert "nằm ngoài mọi xã" in errors(answer, "geometry")[0]
    assert not School.objects.exists()


def test_a_school_of_the_neighbours_is_refused_by_the_name_of_their_commune(by_ha, other_commune):
    answer = by_ha.post("/schools/new/", answers(geometry=square(150, 50, 1).geojson))
    assert "xã Thanh Trì" in errors(answer, "geometry")[0]


@pytest.mark.parametrize(
    "geometry",
    ['{"type": "LineString", "coordinates": [[105.815, 20.915], [105.816, 20.916]]}', "{", "", "null\0"],
)
def test_what_is_no_point_or_area_gets_a_sentence(by_ha, village, geometry):
    answer = by_ha.post("/schools/new/", answers(geometry=geometry))
    assert answer.status_code == 200
    assert errors(answer, "geometry")


def test_a_code_stands_once(by_ha, village, make_school, other_commune):
    make_school("THCS Đại Áng", code="HN-1")
    assert "THCS Đại Áng" in errors(by_ha.post("/schools/new/", answers(code=" HN-1 ")), "code")[0]
    make_school("Tiểu học Thanh Trì", code="HN-2", where=other_commune)
    said = errors(by_ha.post("/schools/new/", answers(code="HN-2")), "code")[0]
    assert said
    assert "Thanh Trì" not in said


def test_a_school_does_not_close_before_it_opened(by_ha, village):
    answer = by_ha.post("/schools/new/", answers(opened_on="01/09/1995", closed_on="31/05/1990"))
    assert "01/09/1995" in errors(answer, "closed_on")[0]


def test_a_gate_far_from_the_grounds_is_asked_about_and_stays_when_it_is_right(by_ha, village):
    lon, lat = at(15.5, 10)  # half a kilometre to the south
    far = answers(**{"gates-0-place": f"{lat}, {lon}"})
    asked = by_ha.post("/schools/new/", far)
    assert "55" in gate_errors(asked)[0]
    assert not School.objects.exists()
    assert by_ha.post("/schools/new/", far | {"far_is_right": "on"}).status_code == 302
    assert Gate.objects.count() == 1


@pytest.mark.parametrize("place", ["", "ở cổng", "10,5", "99.5, 200.25"])
def test_a_gate_that_is_nowhere_gets_a_sentence_and_nothing_is_stored(by_ha, village, place):
    answer = by_ha.post("/schools/new/", answers(**{"gates-0-place": place}))
    assert gate_errors(answer)
    assert not School.objects.exists()


def test_the_ticked_gate_is_the_main_one_and_a_removed_one_goes(by_ha, village):
    lon, lat = at(16, 16)
    second = {"gates-TOTAL_FORMS": "2", "gates-1-name": "Cổng sau", "gates-1-place": f"{lat}, {lon}"}
    by_ha.post("/schools/new/", answers(**second, main_gate="gates-1"))
    school = School.objects.get()
    assert school.gates.get(is_main=True).name == "Cổng sau"
    back, front = school.gates.all()
    kept = {
        "gates-TOTAL_FORMS": "2", "gates-INITIAL_FORMS": "2", "version": school.version,
        "gates-0-key": back.pk, "gates-0-name": "Cổng phụ", "gates-0-place": f"{lat}, {lon}",
        "gates-1-key": front.pk, "gates-1-DELETE": "on", "gates-1-place": f"{lat}, {lon}",
    }  # fmt: skip
    assert by_ha.post(f"/schools/{school.pk}/edit/", answers(**kept)).status_code == 302
    assert [(gate.pk, gate.name) for gate in school.gates.all()] == [(back.pk, "Cổng phụ")]
    assert Gate.history.filter(id=front.pk, history_type="-").exists()


def test_the_gate_of_another_school_is_never_taken(by_ha, village, make_school):
    other = make_school("THCS Đại Áng")
    theirs = Gate.objects.create(school=other, geom=point(15, 15))
    by_ha.post("/schools/new/", answers(**{"gates-0-key": theirs.pk}))
    theirs.refresh_from_db()
    assert theirs.school == other
    assert Gate.objects.count() == 2


def test_without_its_rows_of_gates_the_form_is_refused_in_a_sentence(by_ha, village):
    answer = by_ha.post("/schools/new/", answers(**{"gates-TOTAL_FORMS": None}))
    assert answer.context["gates"].non_form_errors()


def test_pupils_are_kept_by_school_year_and_the_last_year_counts(by_ha, village, school):
    year = school_year_of(timezone.localdate())
    counts = {f"pupils_{year}": "412", f"pupils_{year - 1}": "398"}
    by_ha.post(f"/schools/{school.pk}/edit/", answers(version=1, **counts))
    school.refresh_from_db()
    assert school.pupils == 412
    by_ha.post(f"/schools/{school.pk}/edit/", answers(version=2, **{f"pupils_{year - 1}": "400"}))
    assert list(PupilCount.objects.values_list("school_year", "pupils")) == [(year - 1, 400)]


def test_absurd_numbers_of_pupils_are_refused(by_ha, school):
    year = school_year_of(timezone.localdate())
    for number in ("-1", "9999999999999999999", "nhiều"):
        answer = by_ha.post(f"/schools/{school.pk}/edit/", answers(version=1, **{f"pupils_{year}": number}))
        assert errors(answer, f"pupils_{year}"), number


def test_pupils_come_from_villages_next_door_too_where_they_are_within_reach(
    client, person, school, village, commune, other_commune
):
    near = Village.objects.create(commune=other_commune, name="Tả Thanh Oai")
    far = Commune.objects.create(code="00001", name="Xa", boundary=area(square(500, 0, 10)))
    distant = Village.objects.create(commune=far, name="Xa Lắm")
    client.force_login(person("quan", "Quân", "administrator"))
    address = f"/schools/{school.pk}/edit/"
    offered = client.get(address).context["form"].fields["draws_from"].queryset
    assert {village, near} <= set(offered)
    assert distant not in offered
    sent = answers(version=1, draws_from=[village.pk, near.pk])
    assert client.post(address, sent).status_code == 302
    assert set(school.draws_from.all()) == {village, near}
    refused = client.post(address, answers(version=2, draws_from=[distant.pk]))
    assert errors(refused, "draws_from")


def test_whoever_saves_on_an_old_version_sees_both_and_loses_nothing(by_ha, school):
    by_ha.post(f"/schools/{school.pk}/edit/", answers(version=1, address="Thôn Đại Áng"))
    answer = by_ha.post(f"/schools/{school.pk}/edit/", answers(version=1, name="Trường mới"))
    rows = {row.label: (row.mine, row.stored) for row in answer.context["differences"]}
    assert rows["Tên"] == ("Trường mới", "Tiểu học Đại Áng")
    school.refresh_from_db()
    assert school.name == "Tiểu học Đại Áng"
    assert by_ha.post(f"/schools/{school.pk}/edit/", answer.context["form"].data).status_code == 302
    school.refresh_from_db()
    assert school.name == "Trường mới"


def test_hoa_changes_her_school_and_no_other(client, teacher, school, make_school):
    client.force_login(teacher)
    sent = answers(version=1, contact_name="Lê Thị Hoa")
    assert client.post(f"/schools/{school.pk}/edit/", sent).status_code == 302
    other = make_school("THCS Đại Áng")
    assert client.post(f"/schools/{other.pk}/edit/", sent).status_code == 403
    assert client.get("/schools/new/").status_code == 403


def test_hoa_can_not_move_her_school_to_another_commune_where_she_works(
    client, teacher, school, other_commune
):
    role = Role.objects.get(code="school_staff")
    Membership.objects.create(user=teacher, role=role, commune=other_commune)
    client.force_login(teacher)
    moved = answers(
        version=1, geometry=square(150, 50, 1).geojson, **{"gates-0-place": "", "gates-0-name": ""}
    )
    answer = client.post(f"/schools/{school.pk}/edit/", moved)
    assert "xã Ngọc Hồi" in errors(answer, "geometry")[0]


def test_who_is_of_another_commune_finds_no_such_school(client, person, school, other_commune):
    client.force_login(person("binh", "Bình", "culture_staff", other_commune))
    for page in ("edit", "withdraw", "restore"):
        assert client.get(f"/schools/{school.pk}/{page}/").status_code == 404


def test_the_place_is_told_while_the_form_is_filled_in(by_ha, village, school):
    told = by_ha.post("/schools/place/", {"geometry": square(15, 15, 1).geojson}).content.decode()
    assert "thôn Đại Áng" in told
    told = by_ha.post("/schools/place/", {"coordinates": "21.9, 105.9", "school": school.pk}).content.decode()
    assert "nằm ngoài mọi xã" in told


def test_a_withdrawn_school_leaves_the_list_and_comes_back(by_ha, school, culture):
    by_ha.post(f"/schools/{school.pk}/withdraw/", {"version": 1, "reason": "Nhập hai lần"})
    assert "Tiểu học Đại Áng" not in listed(by_ha, "")
    assert by_ha.get(f"/schools/{school.pk}/edit/").status_code == 404
    assert "Nhập hai lần" in by_ha.get("/schools/?state=withdrawn").content.decode()
    stale = by_ha.post(f"/schools/{school.pk}/restore/", {"version": 1, "reason": "Nhầm"})
    assert stale.status_code == 200
    by_ha.post(f"/schools/{school.pk}/restore/", {"version": 2, "reason": "Nhầm"})
    assert "Tiểu học Đại Áng" in listed(by_ha, "")
    assert school.history.first().history_user == culture


def test_hoa_withdraws_nothing_and_sees_nothing_withdrawn(client, teacher, school):
    school.withdraw(reason="", seen_version=1)
    client.force_login(teacher)
    assert client.post(f"/schools/{school.pk}/withdraw/", {}).status_code == 403
    assert "Tiểu học Đại Áng" not in listed(client, "state=withdrawn")


def listed(client, words: str) -> list[str]:
    return [school.name for school in client.get(f"/schools/?{words}").context["page"]]


def test_staff_of_a_school_are_told_from_the_school(client, person, commune, teacher, school, hoa):
    lone = person("yen", "Yến", "school_staff", commune)
    client.force_login(person("quan", "Quân", "administrator", commune))
    page = client.get(f"/schools/{school.pk}/people/")
    assert list(page.context["people"]) == [hoa]
    assert list(page.context["others"]) == [lone]
    text = page.content.decode()
    assert f"/schools/staff/{lone.pk}/" in text
    assert f"/schools/staff/{hoa.pk}/" in text
    assert "/people/new/" in text


def test_whose_post_is_over_is_told_as_such(client, person, commune, teacher, school):
    teacher.memberships.all().delete()
    client.force_login(person("quan", "Quân", "administrator", commune))
    assert list(client.get(f"/schools/{school.pk}/people/").context["people"]) == []
    assert SchoolStaff.objects.exists()


def test_people_are_no_business_of_who_may_not_see_them(client, culture, school):
    client.force_login(culture)
    assert client.get(f"/schools/{school.pk}/people/").status_code == 403
