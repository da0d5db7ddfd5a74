"""Maps that take longer than one waits are ordered: the same file, made in the background."""

import json
import re

import pytest
from django.urls import reverse

from accounts.models import Membership, Role
from audit.log import Deed
from audit.models import Event
from audit.sentences import WHAT
from deliveries import services, store
from deliveries.models import Delivery
from hazards.models import HazardSite
from maps.leaving import forms
from maps.leaving.progress import Step
from tests.conftest import TODAY
from tests.shapes import point

DAY = TODAY.isoformat()
MAPS = {
    "remediation": {},
    "two-days": {"before": "2026-02-01"},
    "coverage": {},
    "wall": {"sheet": "a4-portrait"},
}


@pytest.fixture
def all_is_long(monkeypatch):
    monkeypatch.setattr(forms, "MOST_COMMUNES", 0)
    monkeypatch.setattr(forms, "MOST_ON_PAPER", 0)


@pytest.fixture
def order(client, all_is_long):
    """`order(user, "remediation", …)` presses the button; the delivery that came of it."""

    def press(user, name, **words) -> Delivery:
        client.force_login(user)
        sent = {"in": "00679", "as_of": DAY, **MAPS[name], **words}
        answer = client.post(reverse(f"take-{name}"), sent)
        assert answer["Location"] == reverse("deliveries")
        return Delivery.objects.get()

    return press


@pytest.fixture
def nobody_works(monkeypatch):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))


def file_of(delivery: Delivery) -> bytes:
    return store.fetch(delivery.pk).read()


def without_moment(page: bytes) -> str:
    """The minute in which it was made is another's; names that folium gives are drawn by chance."""
    text = re.sub(r"[0-9a-f]{32}", "", page.decode())
    return re.sub(r"sha256-[\w+/=]+|\d\d:\d\d(:\d\d)?", "", text)


@pytest.mark.parametrize("name", MAPS)
def test_what_takes_long_is_delivered(order, minh, pond, playground, name):
    delivery = order(minh, name)
    assert delivery.state == "done"
    assert delivery.title.endswith(
        "Xã Ngọc Hồi, 01/02/2026 – 30/06/2026" if name == "two-days" else "30/06/2026"
    )
    assert delivery.file_name.endswith(f"-00679-{DAY}.{'pdf' if name == 'wall' else 'html'}")
    assert delivery.commune == pond.commune
    assert file_of(delivery)


@pytest.mark.parametrize("name", ["remediation", "two-days", "coverage"])
def test_the_file_is_the_one_that_is_made_at_once(client, order, minh, pond, playground, monkeypatch, name):
    delivered = file_of(order(minh, name))
    monkeypatch.undo()
    at_once = client.post(reverse(f"take-{name}"), {"in": "00679", "as_of": DAY, **MAPS[name]})
    assert without_moment(delivered) == without_moment(at_once.content)


def test_many_places_take_long_and_few_do_not(client, minh, pond, monkeypatch):
    client.force_login(minh)
    for most, status in [(1, 200), (0, 302)]:
        monkeypatch.setattr(forms, "MOST_SITES", most)
        assert client.post(reverse("take-remediation"), {"in": "00679", "as_of": DAY}).status_code == status


def test_how_far_it_is_is_told_in_words(order, minh, pond, nobody_works, monkeypatch):
    told = []
    delivery = order(minh, "remediation")
    monkeypatch.setattr("deliveries.progress.EVERY_S", 0)
    tell = services.Teller.tell
    monkeypatch.setattr(
        services.Teller, "tell", lambda self, **words: told.append(words) or tell(self, **words)
    )
    services.make(delivery)
    assert [(one["done"], one["total"]) for one in told] == [(step, len(Step)) for step in Step]
    assert told[0]["sentence"] == "Đang đọc các điểm"


def test_cancelled_between_two_steps_leaves_no_file(order, minh, pond, nobody_works, monkeypatch):
    delivery = order(minh, "remediation")
    monkeypatch.setattr("deliveries.progress.EVERY_S", 0)
    monkeypatch.setattr("maps.leaving.remediation.ground", lambda *words: services.cancel(delivery) and {})
    services.make(delivery)
    delivery.refresh_from_db()
    assert delivery.state == "cancelled"
    with pytest.raises(FileNotFoundError):
        file_of(delivery)


def test_more_than_a_browser_opens_is_refused_in_words(client, minh, pond, monkeypatch):
    monkeypatch.setattr(forms, "MOST_IN_A_FILE", 0)
    client.force_login(minh)
    answer = client.post(reverse("take-remediation"), {"in": "00679", "as_of": DAY})
    assert answer.status_code == 400
    assert "Một tệp chứa nhiều nhất 0 điểm; ở đây có 1 điểm." in answer.content.decode()


# --- rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MAPS)
def test_who_lost_the_post_meanwhile_gets_no_file(client, order, minh, pond, playground, name):
    delivery = order(minh, name)
    minh.memberships.all().delete()
    client.force_login(type(minh).objects.get(pk=minh.pk))
    assert client.get(reverse("delivery-file", args=[delivery.pk])).status_code == 403


def as_city_viewer(user) -> None:
    """Still exports sites; no longer knows owners and units."""
    user.memberships.all().delete()
    Membership.objects.create(user=user, role=Role.objects.get(code="city_viewer"))


def test_who_sees_less_now_is_not_handed_the_names(client, order, minh, household_pond):
    HazardSite.objects.filter(pk=household_pond.pk).update(name="Ao nhà ông Bảy")
    delivery = order(minh, "remediation")
    assert "ông Bảy" in file_of(delivery).decode()
    as_city_viewer(minh)
    client.force_login(type(minh).objects.get(pk=minh.pk))
    assert client.get(reverse("delivery-file", args=[delivery.pk])).status_code == 403


def test_who_sees_more_when_it_is_made_has_to_order_anew(order, minh, household_pond, nobody_works, commune):
    as_city_viewer(minh)
    delivery = order(type(minh).objects.get(pk=minh.pk), "remediation")
    Membership.objects.create(user=minh, role=Role.objects.get(code="leader"), commune=commune)
    services.make(Delivery.objects.select_related("user").get())
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert delivery.sentence.startswith("Quyền xem của bạn đã thay đổi")


# --- the addresses of the files -------------------------------------------------------------------


@pytest.mark.parametrize("name", [*MAPS, "school"])
def test_opening_the_address_of_a_file_leads_to_where_it_is_chosen(client, minh, pond, name):
    client.force_login(minh)
    assert client.get(reverse(f"take-{name}"))["Location"] == f"/maps/to-take/#{name}"


@pytest.mark.parametrize("name", [*MAPS, "school"])
@pytest.mark.parametrize("absurd", ["\0", "99999", "-1", "9" * 400, "<b>", "all"])
def test_absurd_places_are_not_there(client, minh, pond, name, absurd):
    client.force_login(minh)
    answer = client.post(
        reverse(f"take-{name}"), {"in": absurd, "school": absurd, "as_of": DAY, **MAPS.get(name, {})}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("name", [*MAPS, "school"])
@pytest.mark.parametrize("absurd", ["\0", "9999-12-31", "0000-00-00", "-1", "30/06/99999", "2026-06-30\0"])
def test_absurd_days_and_papers_get_a_sentence(client, minh, pond, name, absurd):
    client.force_login(minh)
    sent = {"in": "00679", "as_of": absurd, "before": absurd, "sheet": absurd, "school": ""}
    answer = client.post(reverse(f"take-{name}"), sent)
    assert answer.status_code == 400
    assert b"error-summary" in answer.content


@pytest.mark.parametrize("name", MAPS)
def test_each_map_has_a_word_in_the_security_log(client, minh, pond, village, name):
    client.force_login(minh)
    assert (
        client.post(reverse(f"take-{name}"), {"in": "00679", "as_of": DAY, **MAPS[name]}).status_code == 200
    )
    event = Event.objects.get(deed=Deed.EXPORTED)
    assert event.details["what"] in WHAT
    assert event.details["rows"] == 1
    assert json.dumps(event.details)


def test_places_of_the_file_are_counted_as_they_stood(client, minh, pond, commune):
    HazardSite.objects.create(
        kind=pond.kind, name="Ao mới", geom=point(30, 30), commune=commune, found_on="2026-06-01"
    )
    client.force_login(minh)
    client.post(reverse("take-remediation"), {"in": "00679", "as_of": "2026-05-01"})
    assert Event.objects.get(deed=Deed.EXPORTED).details["rows"] == 1
