"""An owner or reporter asks what is stored about them: it is found, told, and erased if they wish."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Unit, User
from audit.log import Deed
from audit.models import Event
from hazards.models import HazardSite, Report
from tests.shapes import point

PAGE, EXPORT, ERASE = "person-data", "person-data-export", "person-data-erase"
TOKEN = re.compile(r'name="contact" value="([^"]+)"')


@pytest.fixture
def admin(client, person, commune):
    """The administrator of the commune, at the browser."""
    client.force_login(person("quan", "Vũ Thị Quản", "administrator", commune))
    return client


@pytest.fixture
def stored_everywhere(household_pond, commune, lan) -> HazardSite:
    """Ông Bảy owns a pond, is a unit, and once reported a danger; a colleague who left had his number."""
    Unit.objects.create(commune=commune, name="Ông Bảy", type="owner", phone="0912 345 678")
    Report.objects.create(
        words="Hố sâu",
        geom=point(10, 10),
        commune=commune,
        reporter_name="ông bảy",
        reporter_phone="0912345678",
    )
    lan.left_on, lan.phone, lan.email = date(2026, 1, 1), "0912345678", "lan@example.vn"
    lan.save()
    return household_pond


def tokens(answer) -> list[str]:
    return TOKEN.findall(answer.content.decode())


def search(admin, words):
    return admin.post(reverse(PAGE), {"words": words})


@pytest.mark.parametrize("words", ["0912345678", "+84 912.345.678", "bay", "ÔNG BẢY"])
def test_contact_is_found_by_phone_or_name_wherever_it_stands(admin, stored_everywhere, words):
    found = search(admin, words).context["found"]
    (bay,) = [one for one in found if one["contact"].name.lower() == "ông bảy"]
    assert bay["counts"] == {"sites": 1, "history": 1, "reports": 1, "units": 1}


def test_withdrawn_places_are_searched_too(admin, household_pond):
    HazardSite.objects.update(withdrawn_at="2026-01-01T00:00Z")
    assert search(admin, "0912345678").context["found"][0]["counts"]["sites"] == 1


def test_nobody_is_found_in_another_commune(client, person, other_commune, household_pond):
    client.force_login(person("xa", "Đỗ Xa", "administrator", other_commune))
    answer = search(client, "0912345678")
    assert answer.context["found"] == []
    assert "Không lưu" in answer.content.decode()


@pytest.mark.parametrize("words", ["", "b", " - ", "\0"])
def test_question_that_would_find_everybody_is_refused(admin, household_pond, words):
    answer = search(admin, words)
    assert "error-summary" in answer.content.decode()
    assert "found" not in answer.context


@pytest.mark.parametrize("name", [PAGE, EXPORT, ERASE])
def test_others_may_not_ask(client, lan, minh, name):
    for other in (lan, minh):
        client.force_login(other)
        assert client.post(reverse(name), {"words": "bay"}).status_code == 403


def test_word_that_stands_in_a_note_is_pointed_out(admin, pond):
    pond.internal_note = "Gọi ông Chín 0987654321 trước khi đến"
    pond.save()
    answer = search(admin, "0987 654 321")
    assert [site.pk for site in answer.context["mentions"]] == [pond.pk]


def test_person_gets_all_that_is_stored(admin, stored_everywhere):
    chosen = tokens(search(admin, "bay"))
    answer = admin.post(reverse(EXPORT), {"contact": chosen})
    (bay,) = json.loads(answer.content)["stored"]
    assert {place["kind"] for place in bay["stored_in"]} == {"sites", "history", "reports", "units"}
    assert "attachment" in answer["Content-Disposition"]


def test_export_and_erasure_are_written_down_without_the_contact(admin, stored_everywhere, commune):
    chosen = tokens(search(admin, "bay"))
    admin.post(reverse(EXPORT), {"contact": chosen})
    admin.post(reverse(ERASE), {"contact": chosen, "confirmed": "1", "reason": "asked"})
    events = list(Event.objects.filter(deed__in=[Deed.EXPORTED, Deed.ERASED]))
    assert {event.commune for event in events} == {commune}
    assert len(events) == 2
    for event in events:
        text = f"{event.about} {event.details}".lower()
        assert "bảy" not in text
        assert not re.search(r"(?<![\w-])0912", text)


def test_page_before_says_what_goes_and_erases_nothing(admin, stored_everywhere):
    answer = admin.post(reverse(ERASE), {"contact": tokens(search(admin, "bay"))})
    assert answer.context["totals"] == {"sites": 1, "history": 1, "reports": 1, "units": 1}
    assert HazardSite.objects.get().owner_name == "Ông Bảy"


def test_contact_is_erased_from_everywhere_with_a_reason(admin, stored_everywhere):
    chosen = tokens(search(admin, "bay"))
    sent = {"contact": chosen, "confirmed": "1", "reason": "asked"}
    assert admin.post(reverse(ERASE), sent).status_code == 302
    site = HazardSite.objects.get()
    assert (site.owner_name, site.owner_phone, site.is_household) == ("", "", True)
    assert {row.owner_name for row in site.history.all()} == {""}
    assert Report.objects.get().reporter_phone == ""
    assert not Unit.objects.filter(name__icontains="Bảy").exists()
    assert search(admin, "bay").context["found"] == []


def test_of_a_colleague_who_left_the_name_stays(admin, stored_everywhere):
    chosen = tokens(search(admin, "nguyễn lan"))
    admin.post(reverse(ERASE), {"contact": chosen, "confirmed": "1", "reason": "asked"})
    lan = User.objects.get(username="lan")
    assert (lan.full_name, lan.phone, lan.email) == ("Nguyễn Thị Lan", "", "")


def test_colleague_who_works_here_is_not_erased(admin, lan):
    User.objects.filter(pk=lan.pk).update(phone="0912345678")
    assert search(admin, "0912345678").context["found"] == []


def test_nothing_is_erased_without_a_reason(admin, household_pond):
    answer = admin.post(reverse(ERASE), {"contact": tokens(search(admin, "bay")), "confirmed": "1"})
    assert "error-summary" in answer.content.decode()
    assert HazardSite.objects.get().owner_name == "Ông Bảy"


@pytest.mark.parametrize("contact", [[], ["made up"], ["\0"]])
@pytest.mark.parametrize("name", [EXPORT, ERASE])
def test_contact_that_we_did_not_name_is_not_touched(admin, household_pond, name, contact):
    sent = {"contact": contact, "confirmed": "1", "reason": "asked"}
    assert admin.post(reverse(name), sent).status_code == 302
    assert HazardSite.objects.get().owner_name == "Ông Bảy"
    assert not Event.objects.filter(deed=Deed.ERASED).exists()


def test_contact_of_another_commune_is_not_erased_by_its_name(admin, household_pond, other_commune):
    """The same name elsewhere belongs to somebody else's administrator."""
    HazardSite.objects.create(
        kind=household_pond.kind, name="Ao bên kia", geom=point(110, 10), commune=other_commune,
        owner_name="Ông Bảy", owner_phone="0912345678", found_on=date(2026, 1, 1),
    )  # fmt: skip
    admin.post(reverse(ERASE), {"contact": tokens(search(admin, "bay")), "confirmed": "1", "reason": "asked"})
    left = HazardSite.objects.exclude(owner_name="").get()
    assert left.commune == other_commune


def test_number_of_queries_does_not_grow(admin, household_pond, django_assert_max_num_queries):
    for number in range(20):
        HazardSite.objects.create(
            kind=household_pond.kind, name=f"Ao {number}", geom=point(10, 10), commune=household_pond.commune,
            owner_name=f"Ông Bảy {number}", found_on=date(2026, 1, 1),
        )  # fmt: skip
    with django_assert_max_num_queries(16):
        search(admin, "bay")
