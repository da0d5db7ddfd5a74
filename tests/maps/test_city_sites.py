"""The sites of all communes behind a sum of the city's page."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Unit
from hazards.models import HazardKind, HazardSite, Measure, MeasureKind
from tests.shapes import point

DAY = {"as_of": "2026-06-30"}


@pytest.fixture
def nga(person):
    return person("nga", "Đỗ Nga", "city_viewer")


@pytest.fixture
def towns(commune, other_commune, unit, lan):
    """Late and in time, paid for, filled in, a household's: in two communes."""
    household = Unit.objects.create(commune=other_commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)

    def add(name, where=commune, kind="pond", **more):
        return HazardSite.objects.create(
            name=name, kind=HazardKind.objects.get(code=kind), geom=point(12, 12), commune=where,
            **{"found_on": date(2026, 1, 1), **more},
        )  # fmt: skip

    add("Ao muộn", responsible_unit=unit, responsible_person=lan, deadline=date(2026, 5, 4))
    add("Ao nhà ông Bảy", other_commune, responsible_unit=household, deadline=date(2026, 3, 2))
    add("Móng nhà mới", other_commune, "construction", deadline=date(2027, 1, 4))
    add("Ao lấp", eliminated_on=date(2026, 5, 9))
    add("Ao mới", found_on=date(2026, 6, 20))
    fenced = add("Ao rào", other_commune)
    Measure.objects.create(
        site=fenced, kind=MeasureKind.objects.get(code="fence"), cost=4_000_000,
        installed_on=date(2026, 5, 20), recorded_on=date(2026, 5, 20),
    )  # fmt: skip


@pytest.fixture
def names(client):
    """Names of the sites that a person reads, in their order."""

    def of(reader, **words) -> list[str]:
        client.force_login(reader)
        answer = client.get(reverse("leaders-city-sites"), {**DAY, **words})
        assert answer.status_code == 200
        return [row.shown_name for row in answer.context["rows"]]

    return of


def test_the_longest_overdue_come_first_and_the_rest_by_commune(names, nga, towns):
    assert names(nga)[:3] == ["Ao", "Ao muộn", "Móng nhà mới"]
    assert set(names(nga)[3:5]) == {"Ao lấp", "Ao mới"}
    assert names(nga)[5:] == ["Ao rào"]


@pytest.mark.parametrize(
    "words, found",
    [
        ({"overdue": "1"}, ["Ao", "Ao muộn"]),
        ({"kind": "construction"}, ["Móng nhà mới"]),
        ({"status": ["eliminated", "protected"]}, ["Ao lấp", "Ao rào"]),
        ({"status": ["unprotected"], "drowning": "1"}, ["Ao", "Ao muộn", "Ao mới"]),
        ({"change": "found", "since": "2026-06-01"}, ["Ao mới"]),
        ({"change": "eliminated", "since": "2026-05-01"}, ["Ao lấp"]),
        ({"money": "spent"}, ["Ao rào"]),
        ({"money": "spent_since", "since": "2026-06-01"}, []),
        ({"as_of": "2026-01-15", "overdue": "1"}, []),
    ],
)
def test_words_of_the_address_narrow_it(names, nga, towns, words, found):
    assert names(nga, **words) == found


def test_the_city_reads_which_unit_answers_and_no_person_or_household(client, nga, minh, towns):
    def said(reader):
        client.force_login(reader)
        return client.get(reverse("leaders-city-sites"), DAY).content.decode()

    page = said(nga)
    assert "Phòng Kinh tế" in page and "chủ sở hữu, hộ gia đình" in page
    assert "Bảy" not in page and "Nguyễn Thị Lan" not in page
    assert "Xã Ngọc Hồi" in page and "Xã Thanh Trì" in page
    page = said(minh)  # who works in one of the two, and reads of no other
    assert "Nguyễn Thị Lan" in page
    assert "Thanh Trì" not in page and "Móng nhà mới" not in page


def test_who_works_nowhere_reads_nothing(client, person, towns):
    client.force_login(person("thu", "Thu"))
    assert "Ao muộn" not in client.get(reverse("leaders-city-sites")).content.decode()


@pytest.mark.parametrize(
    "words, sentence",
    [
        ({"as_of": "31/02/2026"}, "ngày"),
        ({"as_of": "2026-03-01", "since": "2026-04-01"}, "kết thúc trước"),
        ({"status": "lost"}, "lost"),
        ({"change": "gone"}, "gone"),
        ({"kind": "volcano"}, "volcano"),
        ({"money": "x"}, "x"),
    ],
)
def test_a_word_that_is_none_gets_a_sentence(client, nga, towns, words, sentence):
    client.force_login(nga)
    answer = client.get(reverse("leaders-city-sites"), words)
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "field-error" in html and sentence in html


def test_long_lists_come_in_pages_and_cost_no_more(client, nga, commune, other_commune, pond):
    client.force_login(nga)
    address = reverse("leaders-city-sites")

    def queries(**words) -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(address, {**DAY, "drowning": "1", **words})
        return len(asked)

    queries()
    before = queries()
    for number in range(60):
        HazardSite.objects.create(
            name=f"Ao {number}", kind=pond.kind, geom=point(13, 13), found_on=date(2026, 1, 1),
            commune=other_commune if number % 2 else commune,
        )  # fmt: skip
    assert queries() == before <= 20
    first, last = (client.get(address, {**DAY, "drowning": "1", "page": page}) for page in ("1", "99"))
    assert (len(first.context["rows"]), len(last.context["rows"])) == (50, 11)
    assert "?as_of=2026-06-30&amp;drowning=1&amp;page=2" in first.content.decode()
    seen = [row.pk for answer in (first, last) for row in answer.context["rows"]]
    assert len(set(seen)) == 61
