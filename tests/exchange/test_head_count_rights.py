"""Whose tables of head counts are whose: by commune and by post."""

import pytest
from django.urls import reverse

from areas.models import Village
from exchange.models import HeadCountFile
from tests.exchange.head_count_files import page_of, sent_file, stored

pytestmark = pytest.mark.django_db


# --- communes ------------------------------------------------------------------------------------


CITY = (
    "Mã xã;Xã;Thôn;Số trẻ em\n00679;Ngọc Hồi;Đại Áng;120\n640;Thanh Trì;Đông Phù;88\n00001;Ba Đình;Tổ 1;5\n"
)


@pytest.fixture
def dong_phu(other_commune):
    return Village.objects.create(commune=other_commune, name="Đông Phù")


def test_rows_of_other_communes_are_left_out_and_said(send, as_user, thu, dong_phu):
    send(CITY)
    file = sent_file()
    assert [row["name"] for row in file.rows] == ["Đại Áng"]
    page = page_of(as_user, thu)
    assert "Thanh Trì: 1" in page
    assert "Đông Phù" not in page


def test_whoever_counts_in_several_communes_gets_a_file_for_each(send, store, person, dong_phu):
    an = person("an", "Vũ Thị An", "administrator")
    send(CITY, user=an)
    files = {file.commune.name: file for file in HeadCountFile.objects.all()}
    assert set(files) == {"Ngọc Hồi", "Thanh Trì"}
    store(files["Thanh Trì"], user=an)
    assert stored() == {("Đông Phù", 2025): 88}


# --- who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees", "sends"),
    [
        ("culture_staff", 200, 200),
        ("economic_staff", 200, 403),
        ("leader", 200, 403),
        ("service_centre", 200, 403),
        ("village_collaborator", 403, 403),
        ("health_station", 403, 403),
    ],
)
def test_each_post_has_its_right(as_user, person, commune, role, sees, sends):
    client = as_user(person("x", "X", role, commune))
    assert client.get(reverse("head-counts")).status_code == sees
    assert client.get(reverse("head-counts-new")).status_code == sends


def test_a_file_of_another_commune_is_not_there(send, as_user, person, other_commune):
    send()
    binh = person("binh", "Binh", "culture_staff", other_commune)
    for name in ("head-count-file", "head-count-columns", "head-count-store", "head-count-withdraw"):
        assert as_user(binh).get(reverse(name, args=[sent_file().pk])).status_code == 404


def test_a_draft_is_for_those_who_may_store_it(send, store, as_user, minh):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    address = reverse("head-count-file", args=[sent_file().pk])
    assert as_user(minh).get(address).status_code == 403
    store(sent_file())
    assert as_user(minh).get(address).status_code == 200


def test_a_file_is_put_away_unless_it_is_stored(send, store, as_user, thu):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    first = sent_file()
    address = reverse("head-count-withdraw", args=[first.pk])
    assert as_user(thu).post(address, {"version": 1}).status_code == 302
    assert as_user(thu).get(reverse("head-count-file", args=[first.pk])).status_code == 404
    send("Thôn;Số trẻ em\nĐại Áng;121\n")
    second = HeadCountFile.objects.get(withdrawn_at=None)
    store(second)
    assert (
        as_user(thu).post(reverse("head-count-withdraw", args=[second.pk]), {"version": 2}).status_code == 403
    )


def test_many_rows_cost_no_more_queries(send, as_user, thu, commune, django_assert_max_num_queries):
    Village.objects.bulk_create(Village(commune=commune, name=f"Thôn {n}") for n in range(1, 60))
    lines = "".join(f"Thôn {n};{n + 20}\nLạ {n};5\n" for n in range(1, 60))
    send(f"Thôn;Số trẻ em\n{lines}")
    client = as_user(thu)
    with django_assert_max_num_queries(22):
        client.get(reverse("head-count-file", args=[sent_file().pk]))
