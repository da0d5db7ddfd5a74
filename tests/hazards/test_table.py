"""The list of sites: filters, order, columns, pages; all of it in the address."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Unit
from hazards.models import HazardKind, HazardSite, Inspection
from hazards.table import ROWS
from tests.shapes import point

EVERY_COLUMN = [
    "name", "kind", "village", "status", "risk", "deadline", "late", "unit", "person", "found", "inspected",
    "measures", "cost", "household", "reopened", "owner",
]  # fmt: skip


@pytest.fixture
def table(as_user):
    """The list as somebody sees it: `table(lan, sort="name")`."""

    def get(user, query: str = ""):
        response = as_user(user).get(f"{reverse('site-list')}?{query}")
        assert response.status_code == 200
        return response

    return get


@pytest.fixture
def names(table):
    def ask(user, query: str = "") -> list[str]:
        return [row.site.name for row in table(user, query).context["table"].rows]

    return ask


@pytest.fixture
def many(commune, village, other_village, unit, lan) -> list[HazardSite]:
    """60 sites of two kinds, some of them alike in all that is sorted by."""
    kinds = [HazardKind.objects.get(code=code) for code in ("pond", "canal")]
    return HazardSite.objects.bulk_create(
        HazardSite(
            kind=kinds[n % 2],
            name=f"Ao số {n % 20}",
            geom=point(10 + n / 10, 10),
            commune=commune,
            village=[village, other_village, None][n % 3],
            deadline=[None, date(2026, 3, 2), date(2026, 8, 3)][n % 3],
            responsible_unit=unit if n % 2 else None,
            responsible_person=lan if n % 5 else None,
            found_on=date(2026, 1, 1 + n % 3),
            likelihood=1 + n % 5,
            severity=1 + n % 4,
            is_household=bool(n % 2),
            owner_name=f"Ông {n}" if n % 2 else "",
        )
        for n in range(60)
    )


def test_names_stand_in_vietnamese_order(names, lan, commune, pond):
    for name in ("Đầm sen", "Cống Đông", "Ảo ảnh", "Dốc Đá", "Ăn Hòa"):
        HazardSite.objects.create(kind=pond.kind, name=name, geom=pond.geom, commune=commune)
    in_order = ["Ảo ảnh", "Ao cá Đại Áng", "Ăn Hòa", "Cống Đông", "Dốc Đá", "Đầm sen"]
    assert names(lan, "sort=name") == in_order
    assert names(lan, "sort=-name") == in_order[::-1]


@pytest.mark.parametrize("column", EVERY_COLUMN)
@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_skip_nobody_in_any_order(table, lan, many, column, sign):
    pages = [table(lan, f"sort={sign}{column}&page={page}").context["table"] for page in (1, 2)]
    keys = [row.site.pk for page in pages for row in page.rows]
    assert len(keys) == len(set(keys)) == 60
    assert len(pages[0].rows) == ROWS
    (head,) = [head for head in pages[0].heads if head.column.code == column] or [None]
    if head:
        assert head.aria_sort == ("descending" if sign else "ascending")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("risk", lambda site: site.likelihood * site.severity),
        ("found", lambda site: site.found_on),
        ("household", lambda site: site.is_household),
        ("owner", lambda site: site.owner_name),
        ("kind", lambda site: site.kind.position),
    ],
)
def test_column_sorts_both_ways(table, lan, many, column, value):
    for word, is_backwards in ((column, False), (f"-{column}", True)):
        values = [value(row.site) for row in table(lan, f"sort={word}").context["table"].rows]
        assert values == sorted(values, reverse=is_backwards)


def test_the_most_late_stand_first_unless_asked(names, lan, commune, pond):
    for name, deadline in (("Kênh cũ", date(2026, 1, 5)), ("Kênh mới", date(2026, 5, 4))):
        HazardSite.objects.create(
            kind=pond.kind,
            name=name,
            geom=pond.geom,
            commune=commune,
            deadline=deadline,
            found_on=date(2026, 1, 1),
        )
    assert names(lan, "as_of=2026-06-30") == ["Kênh cũ", "Kênh mới", "Ao cá Đại Áng"]
    assert names(lan, "as_of=2026-06-30&sort=late") == ["Kênh mới", "Kênh cũ", "Ao cá Đại Áng"]


def test_worst_status_comes_first(names, lan, commune, pond, fence):
    bare = HazardSite.objects.create(kind=pond.kind, name="Ao chưa rào", geom=pond.geom, commune=commune)
    HazardSite.objects.filter(pk=bare.pk).update(found_on=date(2026, 1, 1))
    query = "as_of=2026-06-30&sort="
    assert names(lan, query + "status") == ["Ao chưa rào", "Ao cá Đại Áng"]
    assert names(lan, query + "-status") == ["Ao cá Đại Áng", "Ao chưa rào"]


def test_chosen_columns_show_in_their_order(table, lan, pond, fence):
    Inspection.objects.create(site=pond, on=date(2026, 5, 1))
    fence.cost = 12_500_000
    fence.save()
    page = table(lan, "cols=cost,inspected,measures&as_of=2026-06-30")
    assert [column.code for column in page.context["table"].columns] == [
        "name",
        "inspected",
        "measures",
        "cost",
    ]
    html = page.content.decode()
    assert "01/05/2026" in html and "12,500,000" in html


def test_ticked_boxes_become_an_address(as_user, lan, pond):
    response = as_user(lan).get(reverse("site-list") + "?kind=pond&col=risk&col=cost&page=3")
    assert response.status_code == 302
    assert response.url == "?kind=pond&cols=risk,cost"


@pytest.mark.parametrize(
    "query",
    ["cols=treasure&sort=-gold&page=x", "sort=&cols=", "page=99", "page=-1", "kind=volcano", "sort=-"],
)
def test_words_that_mean_nothing_break_nothing(names, lan, pond, query):
    assert names(lan, query) == ["Ao cá Đại Áng"]


def test_owner_is_a_column_for_those_who_may_know_him(table, lan, hoa, pond):
    HazardSite.objects.update(owner_name="Ông Bảy", owner_phone="0912345678", is_household=True)
    html = table(lan, "cols=owner").content.decode()
    assert "Ông Bảy, 0912345678" in html
    assert "Ông Bảy" not in table(lan).content.decode()  # only when chosen
    page = table(hoa, "cols=owner&sort=owner").content.decode()
    assert "Ông Bảy" not in page and "0912345678" not in page and 'name="col" value="owner"' not in page


def test_household_that_is_responsible_has_no_name_for_hoa(table, lan, hoa, pond, commune):
    pond.responsible_unit = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    pond.save()
    assert "ông Bảy" in table(lan).content.decode()
    assert "ông Bảy" not in table(hoa, "sort=unit").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=ao ca", True),
        ("q=kenh", False),
        ("mine=1", False),
        ("reopened=1", False),
        ("household=1", True),
    ],
)
def test_further_words_narrow(names, lan, pond, query, found):
    assert bool(names(lan, query)) is found


def test_person_and_mine_follow_who_is_responsible(names, lan, minh, pond, unit):
    pond.responsible_person = lan
    pond.save()
    assert names(lan, "mine=1") == names(minh, f"person={lan.pk}") == ["Ao cá Đại Áng"]
    assert names(minh, "mine=1") == []
    lan.memberships.update(unit=unit)
    HazardSite.objects.update(responsible_person=None, responsible_unit=unit)
    assert names(lan, "mine=1") == ["Ao cá Đại Áng"]


def test_list_and_map_link_to_each_other_with_the_same_filters(table, lan, pond):
    html = table(lan, "kind=pond&overdue=&sort=name&cols=risk&page=1").content.decode()
    assert f'href="{reverse("map")}?kind=pond"' in html


def test_empty_commune_and_filter_without_a_match_offer_a_way_out(table, lan, commune):
    assert "No hazard site has been logged yet" in table(lan).content.decode()
    assert "Drop all filters" in table(lan, "kind=canal").content.decode()


def test_neighbour_sees_nothing_and_a_stranger_logs_in(names, as_user, client, tuan, pond):
    assert names(tuan) == []
    assert as_user(tuan).get(reverse("site-list") + "?commune=00679").status_code == 403
    assert client.get(reverse("site-list")).status_code == 302


def test_ticks_are_offered_to_those_who_may_change(table, lan, minh, pond):
    assert 'name="site"' in table(lan).content.decode()
    assert 'name="site"' not in table(minh).content.decode()
    assert 'name="site"' not in table(lan, "as_of=2026-01-15").content.decode()


def test_queries_do_not_grow_with_the_rows(as_user, lan, many, count_queries):
    browser = as_user(lan)
    address = f"{reverse('site-list')}?cols={','.join(EVERY_COLUMN)}&mine=1"
    sixty = count_queries(lambda: browser.get(address))
    HazardSite.objects.exclude(pk__in=[site.pk for site in many[:6]]).delete()
    assert count_queries(lambda: browser.get(address)) == sixty <= 24


def test_an_earlier_day_does_not_know_of_a_later_reopening(table, lan, pond):
    HazardSite.objects.filter(pk=pond.pk).update(reopened_on=date(2026, 5, 4))
    assert "04/05/2026" in table(lan, "cols=reopened&as_of=2026-05-04").content.decode()
    assert "04/05/2026" not in table(lan, "cols=reopened&as_of=2026-05-03&sort=reopened").content.decode()
