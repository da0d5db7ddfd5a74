"""What no map that leaves the app may tell, whoever takes it, and that it asks nobody for anything."""

import re
from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from accounts import access
from accounts.models import Membership, Role, User
from areas.models import ChildCount, Commune
from exchange.demo import load_demo
from hazards.models import HazardSite
from maps.leaving.coverage import make_coverage_map
from maps.leaving.remediation import make_remediation_map
from maps.leaving.school import make_school_map
from maps.leaving.two_days import make_two_days_map
from schools.models import School
from tests.conftest import TODAY
from tests.maps.taken import names_of, rows_of
from tests.shapes import point

DAY = TODAY.isoformat()

# More children than live anywhere: fewer digits stand in a file's random names by chance.
CHILDREN = 73_519_462
SECRETS = (
    "zqowner", "0912345678", "zqnote", "zqdescription", "zqgone", "zqnextdoor", "zqclosed", "zqperson",
    f"{CHILDREN}", f"{CHILDREN:,}".replace(",", "."),
)  # fmt: skip


@pytest.fixture
def full_of_secrets(commune, other_commune, village, household_pond, playground, school, lan):
    """What no map may tell, whoever takes it."""
    Commune.objects.filter(pk=commune.pk).update(province_code="01")
    ChildCount.objects.create(village=village, year=2026, children=CHILDREN)
    lan.full_name = "Zqperson"
    lan.save()
    HazardSite.objects.filter(pk=household_pond.pk).update(
        owner_name="Zqowner",
        owner_phone="0912345678",
        internal_note="Zqnote",
        description="Zqdescription",
        responsible_person=lan,
    )
    for name, words in [
        ("Zqgone", {"withdrawn_at": "2026-06-01T00:00Z"}),
        ("Zqnextdoor", {"commune": other_commune, "geom": point(120, 20)}),
    ]:
        site = {"kind": household_pond.kind, "commune": commune, "geom": point(20, 20), **words}
        HazardSite.objects.create(name=name, found_on=date(2026, 1, 1), **site)
    type(playground).objects.create(
        name="Zqclosed",
        kind=playground.kind,
        geom=point(16, 16),
        commune=commune,
        village=village,
        opened_on=date(2026, 1, 1),
        withdrawn_at="2026-06-01T00:00Z",
    )
    return school


@pytest.mark.parametrize("post", [post for post in access.POSTS if post != access.PUBLIC])
def test_what_no_map_may_tell_is_in_no_file(client, person, full_of_secrets, commune, village, post):
    reader = person("an", "An")
    Membership.objects.create(
        user=reader,
        role=Role.objects.get(code=post),
        commune=None if post == "city_viewer" else commune,
        province_code="01" if post == "city_viewer" else "",
        village=village if post == "village_collaborator" else None,
    )
    client.force_login(reader)
    taken = []
    for name in ("remediation", "two-days", "coverage", "wall", "school"):
        words = {"in": "00679", "as_of": DAY, "before": "2026-02-01", "sheet": "a4-portrait"}
        answer = client.post(reverse(f"take-{name}"), {**words, "school": full_of_secrets.pk})
        assert answer.status_code in (200, 403)
        if answer.status_code == 200:
            taken.append(name)
            told = said_by(answer).lower()
            assert [secret for secret in SECRETS if secret in told] == []
    if access.may_anywhere(reader, access.EXPORT, "site"):
        assert {"remediation", "two-days", "wall", "school"} <= set(taken)


def said_by(answer) -> str:
    if answer["Content-Type"] != "application/pdf":
        return answer.content.decode()
    pages = pypdfium2.PdfDocument(answer.content)
    return " ".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.parametrize(("post", "name"), [("leader", "Ao nhà ông Bảy"), ("city_viewer", "Ao")])
def test_who_may_not_know_an_owner_gets_the_kind_for_a_name(
    take, person, household_pond, commune, post, name
):
    HazardSite.objects.filter(pk=household_pond.pk).update(name="Ao nhà ông Bảy")
    reader = person("an", "An", post, commune if post == "leader" else None)
    _status, page = take(reader, "remediation", **{"in": "00679"})
    assert names_of(page) == {name}
    assert ("ông Bảy" in page) == (post == "leader")


def test_a_school_map_names_no_household_to_anybody(take, minh, school, household_pond):
    HazardSite.objects.filter(pk=household_pond.pk).update(name="Ao nhà ông Bảy")
    _status, page = take(minh, "school", school=school.pk)
    assert rows_of(page)[0][0] == "Ao"
    assert "ông Bảy" not in page


def test_units_are_named_for_who_sees_units(take, person, commune, pond, unit):
    HazardSite.objects.filter(pk=pond.pk).update(responsible_unit=unit)
    texts = {}
    for post in ("leader", "city_viewer"):
        reader = person(post, post, post, commune if post == "leader" else None)
        texts[post] = take(reader, "remediation", **{"in": "00679"})[1]
    assert unit.name in texts["leader"]
    assert unit.name not in texts["city_viewer"]


def test_a_hostile_name_stays_text(take, minh, pond):
    HazardSite.objects.filter(pk=pond.pk).update(name="</script><script>alert(1)</script>{{ 7*7 }}{% raw %}")
    _status, page = take(minh, "remediation", **{"in": "00679"})
    assert "alert(1)</script>" not in page
    assert names_of(page) == {"</script><script>alert(1)</script>{{ 7*7 }}{% raw %}"}


def test_the_file_asks_nobody_for_anything(take, minh, school, pond):
    for name, more in [
        ("remediation", {}),
        ("coverage", {}),
        ("two-days", {"before": "2026-02-01"}),
        ("school", {"school": school.pk}),
    ]:
        _status, page = take(minh, name, **{"in": "00679", **more})
        assert not re.search(r"<(script|img|iframe)[^>]*\bsrc=|<link|@import|sourceMappingURL", page)
        assert set(re.findall(r"url\((?!data:)[^)]*\)", page)) <= {"url(#default#VML)"}
        # Named in what the libraries say of themselves, and asked by nothing.
        assert set(re.findall(r"https?://([\w.-]+)", page)) <= {
            "leafletjs.com",
            "www.w3.org",
            "bugs.chromium.org",
            "bugzilla.mozilla.org",
        }
        assert 'content="default-src &#x27;none&#x27;; img-src data:;' in page
        assert len(page) < 2_000_000


@pytest.mark.django_db
def test_the_files_of_the_demonstration_commune_are_small():
    load_demo(TODAY)
    minh = User.objects.get(username="lanhdao")
    communes = list(access.communes_for(minh, access.EXPORT, "site"))
    school = School.objects.filter(commune__in=communes).first()
    files = [
        make_remediation_map(minh, communes, TODAY),
        make_two_days_map(minh, communes, date(2026, 1, 1), TODAY),
        make_coverage_map(minh, communes, TODAY),
        make_school_map(minh, school, TODAY),
    ]
    assert all(100_000 < len(file) < 2_000_000 for file in files)
