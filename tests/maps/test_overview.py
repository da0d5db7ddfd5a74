"""The first page: figures of the day, with links to what is behind them."""

import pytest

from areas.models import Commune


@pytest.fixture
def page(client):
    def get(user, **words):
        client.force_login(user)
        return client.get("/", words)

    return get


def test_overview_shows_both_targets_and_the_most_urgent_site(page, lan, pond, playground):
    html = page(lan, as_of="2026-06-30").content.decode()
    assert "0 / 1" in html
    assert "1 / 1" in html
    assert "Ao cá Đại Áng" in html


def test_overview_as_of_a_day_leaves_out_what_came_later(page, lan, pond):
    html = page(lan, as_of="31/12/2025").content.decode()
    assert "Ao cá Đại Áng" not in html


def test_bad_day_is_refused_and_kept_as_typed(page, lan, commune):
    response = page(lan, as_of="31/02/2026")
    assert response.status_code == 400
    assert 'value="31/02/2026"' in response.content.decode()


def test_empty_commune_says_so_and_does_not_claim_that_all_is_well(page, lan):
    html = page(lan).content.decode()
    assert "Chưa có điểm nguy cơ nào được ghi nhận." in html
    assert "mọi điểm đã có biện pháp" not in html


def test_commune_with_nothing_open_says_so(page, lan, pond, fence):
    assert "mọi điểm đã có biện pháp" in page(lan, as_of="2026-06-30").content.decode()


def test_person_without_a_commune_is_told_whom_to_ask(page, person):
    assert page(person("an", "An")).status_code == 200
    assert Commune.objects.count() == 0


def test_demo_says_that_it_is_made_up(page, lan, commune):
    assert "demo-banner" not in page(lan).content.decode()
    Commune.objects.update(is_demo=True)
    assert "demo-banner" in page(lan).content.decode()


def test_overview_costs_a_fixed_number_of_queries(
    client, page, lan, pond, playground, django_assert_max_num_queries
):
    page(lan)
    with django_assert_max_num_queries(15):
        client.get("/")


def test_links_of_a_past_day_keep_the_day(page, lan, pond, village):
    html = page(lan, as_of="2026-06-30").content.decode()
    assert f"?site={pond.pk}&amp;as_of=2026-06-30" in html
    assert f"?village={village.pk}&amp;as_of=2026-06-30" in html
    assert "as_of=" not in page(lan).content.decode()


def test_a_ward_speaks_of_its_residential_groups(page, lan, playground):
    assert "Thôn có điểm vui chơi" in page(lan).content.decode()
    Commune.objects.update(type=Commune.Type.PHUONG)
    html = page(lan).content.decode()
    assert "Tổ dân phố có điểm vui chơi" in html
    assert "Bảng số liệu từng tổ dân phố" in html
