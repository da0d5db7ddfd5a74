"""The menu says where one is, also on the pages that lie behind an entry."""

import re

import pytest
from django.urls import reverse

from schools.models import School, SchoolLevel
from tests.shapes import point

LIT = re.compile(r'<a href="(/[^"]+)" aria-current="page">')


@pytest.fixture
def lit(client):
    """`lit(reader, path)` are the addresses that the menu marks as the current one, once each."""

    def look(reader, path) -> set[str]:
        client.force_login(reader)
        menu, _, _rest = client.get(path).content.decode().partition("</header>")
        return set(LIT.findall(menu))

    return look


@pytest.mark.parametrize(
    "page, entry",
    [
        ("plan-list", "plan-list"),
        ("plan-new", "plan-list"),
        ("candidate-list", "plan-list"),
        ("candidates-import", "plan-list"),
        ("playspace-new", "playspace-list"),
        ("school-list", "school-list"),
        ("school-ranking", "school-ranking"),
        ("self-checks", "school-list"),
        ("leaders", "leaders"),
        ("map-two-days", "map-days"),
        ("maps-to-take", "maps-to-take"),
        ("period-reports", "period-reports"),
        ("deliveries", "deliveries"),
    ],
)
def test_page_lights_its_entry(lit, person, commune, page, entry):
    hang = person("hang", "Vũ Thị Hằng", "culture_staff", commune)
    assert lit(hang, reverse(page)) == {reverse(entry)}


def test_school_page_lights_the_own_school_for_its_staff(lit, hoa, minh, commune):
    level = SchoolLevel.objects.get(code="primary")
    school = School.objects.create(name="Tiểu học Đại Áng", level=level, geom=point(20, 20), commune=commune)
    page = reverse("school", args=[school.pk])
    assert lit(minh, page) == {reverse("school-list")}
    assert lit(hoa, page) == {reverse("my-school")}
    assert lit(hoa, reverse("school-list")) == {reverse("school-list")}
