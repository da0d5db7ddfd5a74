"""Who reads the security log, what is found in it, and how it is taken along."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Role
from audit.log import COMMAND_LINE, Deed, record
from audit.models import Event
from tests.plans import whole_tables_read

pytestmark = pytest.mark.usefixtures("empty_log")

PAGE, EXPORT = "security-log", "security-log-export"


@pytest.fixture
def admin_of(person, client):
    """A browser of the administrator of a commune (None: of all)."""

    def log_in(commune):
        client.force_login(
            person(f"quan-{commune and commune.code}", "Vũ Thị Quản", "administrator", commune)
        )
        return client

    return log_in


@pytest.fixture
def admin(admin_of, commune):
    return admin_of(commune)


@pytest.fixture
def write(rf):
    """Writes an entry that comes from an address: `write(Deed.LOGGED_IN, lan)`."""

    def at(deed, actor=None, address="10.0.0.5", **words) -> Event:
        request = rf.get("/", REMOTE_ADDR=address)
        request.user = actor
        return record(deed, request=request, actor=actor, **words) if actor else record(deed, **words)

    return at


def found(answer) -> list[str]:
    return [event["sentence"] for event in answer.context["events"]]


def test_administrator_reads_who_logged_in_from_where(admin, write, lan):
    write(Deed.LOGGED_IN, lan)
    answer = admin.get(reverse(PAGE))
    assert found(answer) == ["Nguyễn Thị Lan đăng nhập từ 10.0.0.5"]


@pytest.mark.parametrize(
    "words",
    ["person=nguyen+thi", "person=Lan+Nguyễn", "deed=logged_in", "address=10.0.0.5", "first=01/06/2026"],
)
def test_entries_are_found_by_person_deed_address_and_day(admin, write, lan, words):
    write(Deed.LOGGED_IN, lan)
    record(Deed.LOG_IN_FAILED, about="hoa", commune=lan.home_commune())
    Event.objects.bulk_create([Event(deed=Deed.LOCKED_OUT, at=datetime(2026, 5, 1, tzinfo=UTC))])
    assert found(admin.get(f"{reverse(PAGE)}?{words}"))[-1].startswith("Nguyễn Thị Lan")
    if "first" not in words:
        assert len(found(admin.get(f"{reverse(PAGE)}?{words}"))) == 1


def test_day_ends_at_midnight_of_the_place(admin, commune):
    for hour in (16, 18):  # 23:00 on the 1st and 01:00 on the 2nd in Hà Nội
        Event.objects.create(deed=Deed.LOGGED_IN, commune=commune, at=datetime(2026, 6, 1, hour, tzinfo=UTC))
    assert len(found(admin.get(f"{reverse(PAGE)}?first=01/06/2026&last=01/06/2026"))) == 1
    assert len(found(admin.get(f"{reverse(PAGE)}?first=2026-06-01&last=2026-06-02"))) == 2


@pytest.mark.parametrize(
    "words",
    ["first=31/02/2026", "address=here", "deed=danced", "first=02/06/2026&last=01/06/2026", "person=%00"],
)
def test_question_that_makes_no_sense_is_told_and_finds_nothing(admin, write, lan, words):
    write(Deed.LOGGED_IN, lan)
    answer = admin.get(f"{reverse(PAGE)}?{words}")
    assert (answer.status_code, found(answer)) == (200, [])
    assert "error-summary" in answer.content.decode()


def test_administrator_reads_of_the_own_commune_alone(admin_of, commune, write, lan, tuan, client):
    write(Deed.LOGGED_IN, lan)
    write(Deed.LOGGED_IN, tuan)
    write(Deed.LOG_IN_FAILED, about="nobody")
    assert len(found(admin_of(commune).get(reverse(PAGE)))) == 1
    assert len(found(admin_of(None).get(reverse(PAGE)))) == 3


def test_others_do_not_read_it(client, lan, minh, write):
    write(Deed.LOGGED_IN, lan)
    for other in (lan, minh):
        client.force_login(other)
        assert client.get(reverse(PAGE)).status_code == client.post(reverse(EXPORT)).status_code == 403
    assert not Event.objects.filter(deed=Deed.EXPORTED).exists()


def test_change_reads_before_and_after(admin, lan, commune):
    record(
        Deed.POST_CHANGED,
        actor=lan,
        person=lan,
        commune=commune,
        changes={"until": ["", "31/12/2026"], "unit": [None, 3]},
    )
    (event,) = admin.get(reverse(PAGE)).context["events"]
    assert set(event["details"]) == {("Đến ngày", "– → 31/12/2026"), ("Đơn vị", "– → 3")}


def test_what_the_app_does_by_itself_is_no_deed_of_the_person_it_is_about(admin, lan, commune):
    record(Deed.POST_GIVEN, person=lan, commune=commune)
    record(Deed.SECOND_FACTOR_FAILED, person=lan, commune=commune)
    assert set(found(admin.get(reverse(PAGE)))) == {
        "Hệ thống giao vai trò cho Nguyễn Thị Lan",
        "Nguyễn Thị Lan nhập sai mã xác thực hai bước",
    }


def test_every_deed_has_a_sentence(admin, commune, lan, minh):
    for deed in Deed:
        record(deed, actor=lan, commune=commune, about="ao")
        record(deed, actor=lan, person=minh, commune=commune)
    text = admin.get(reverse(PAGE)).content.decode()
    assert "%(" not in text
    assert "Nguyễn Thị Lan đổi mật khẩu của Trần Văn Minh" in text


def test_log_is_read_page_by_page_to_its_end(admin, commune):
    moment = datetime(2026, 6, 1, tzinfo=UTC)
    Event.objects.bulk_create(
        [
            # Two at each moment: the place in the list must tell them apart.
            Event(
                deed=Deed.LOGGED_IN,
                actor_name=f"N{n}",
                commune=commune,
                at=moment + timedelta(seconds=n // 2),
            )
            for n in range(120)
        ]
    )
    address, seen = reverse(PAGE), []
    while address:
        answer = admin.get(address)
        seen += found(answer)
        address = answer.context["older"] and reverse(PAGE) + answer.context["older"]
    assert len(seen) == len(set(seen)) == 120


def test_number_of_queries_does_not_grow(admin, write, lan, django_assert_num_queries):
    write(Deed.LOGGED_IN, lan)
    admin.get(reverse(PAGE))
    with django_assert_num_queries(8):
        admin.get(reverse(PAGE))
    for _turn in range(30):
        write(Deed.LOGGED_IN, lan)
    with django_assert_num_queries(8):
        admin.get(reverse(PAGE))


@pytest.mark.parametrize("everywhere", [False, True], ids=["commune", "all"])
def test_no_page_of_the_log_reads_the_whole_table(admin_of, commune, write, lan, everywhere):
    write(Deed.LOGGED_IN, lan)
    browser = admin_of(None if everywhere else commune)
    for words in ("", "?person=lan", "?deed=logged_in", "?first=01/06/2026", "?from=1782838800.5_17"):
        asked = reverse(PAGE) + words
        assert whole_tables_read(lambda asked=asked: browser.get(asked), tables={Event._meta.db_table}) == []


def rows_of(answer) -> list[list[str]]:
    text = answer.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_export_has_the_rows_that_are_shown_and_is_written_down(admin, write, lan, minh, commune):
    write(Deed.LOGGED_IN, lan)
    write(Deed.LOGGED_IN, minh)
    header, *rows = rows_of(admin.post(reverse(EXPORT), {"person": "lan"}))
    assert [row[2] for row in rows] == ["Nguyễn Thị Lan"]
    assert len(header) == len(rows[0])
    told = Event.objects.get(deed=Deed.EXPORTED)
    assert told.details == {"what": "events", "rows": 1, "filter": {"person": "lan"}}
    assert (told.actor_name, told.commune) == ("Vũ Thị Quản", commune)


def test_export_never_holds_a_formula(admin, commune):
    record(Deed.LOG_IN_FAILED, about='=HYPERLINK("http://evil.example")', commune=commune)
    record(Deed.IMPORTED, actor_name=COMMAND_LINE, about="sites", files=["@SUM(A1)"], commune=commune)
    cells = [cell for row in rows_of(admin.post(reverse(EXPORT))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]


def test_export_of_a_question_that_makes_no_sense_gives_nothing(admin):
    answer = admin.post(reverse(EXPORT), {"first": "31/02/2026"})
    assert answer.status_code == 400
    assert not Event.objects.filter(deed=Deed.EXPORTED).exists()


def test_person_with_one_commune_is_at_home_there(lan, tuan, other_commune, commune):
    assert lan.home_commune() == commune
    Membership.objects.create(user=lan, role=Role.objects.get(code="leader"), commune=other_commune)
    assert lan.home_commune() is None
    Membership.objects.filter(user=tuan).update(until="2026-01-01")
    assert tuan.home_commune() is None


# --- refusals ----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def nobody_was_refused_yet():
    cache.clear()


def test_refusal_is_written_down_once_in_a_while(client, tuan, pond):
    client.force_login(tuan)
    for _turn in range(3):
        assert client.get(f"{reverse('site-list')}?commune=00679&q=secret").status_code == 403
    event = Event.objects.get(deed=Deed.REFUSED)
    assert (event.actor, event.about) == (tuan, reverse("site-list"))
    assert "secret" not in str(event.details)


def test_refusals_of_two_people_are_two(client, tuan, lan):
    for user, code in ((tuan, "00679"), (lan, "00640")):
        client.force_login(user)
        client.get(f"{reverse('site-list')}?commune={code}")
    assert Event.objects.filter(deed=Deed.REFUSED).count() == 2


def test_stranger_who_is_led_to_the_log_in_is_not_refused(client, db):
    client.get(reverse("site-list"))
    assert not Event.objects.filter(deed=Deed.REFUSED).exists()


def test_form_without_its_token_is_a_refusal(lan):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(lan)
    assert careful.post(reverse("notices-read")).status_code == 403
    assert Event.objects.filter(deed=Deed.REFUSED, actor=lan).count() == 1


def test_refusal_at_a_one_time_link_does_not_write_the_link_down(lan):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lan)
    assert strict.post(reverse("invitation", args=["MQ", "c0ffee-secret"])).status_code == 403
    refusal = Event.objects.get(deed=Deed.REFUSED)
    assert "secret" not in refusal.about
    assert refusal.about.startswith("/invitation/")
