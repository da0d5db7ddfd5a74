"""The list of files at /deliveries/: how far each is, fetched, cancelled, asked again, removed."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from deliveries import services, store
from deliveries.models import LOST_AFTER, Delivery
from deliveries.tasks import start
from notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(story, lan) -> Delivery:
    delivery = start(lan, "story", {"words": "Ngày xưa"}, "Chuyện <ao> cá")
    delivery.refresh_from_db()
    return delivery


def said(response) -> str:
    return " ".join(response.content.decode().split())


def path(delivery, deed="") -> str:
    return f"/deliveries/{delivery.pk}/{deed}"


def test_ready_file_is_fetched_from_the_list(made, lan, as_user):
    page = said(as_user(lan).get("/deliveries/"))
    assert "Chuyện &lt;ao&gt; cá" in page
    assert path(made, "file/") in page
    assert "hx-get" not in page


def test_file_comes_as_an_attachment_under_its_name(made, lan, as_user):
    Notice.objects.update(read_at=None)
    response = as_user(lan).get(path(made, "file/"))
    assert b"".join(response.streaming_content).decode() == "Ngày xưa"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''truy%E1%BB%87n.txt"
    assert response["X-Content-Type-Options"] == "nosniff"
    fetched, _made = Event.objects.filter(deed="exported")
    assert (fetched.actor, fetched.details) == (lan, {"what": "delivery"})
    assert not Notice.objects.unread().exists()


def test_nobody_sees_anothers(made, lan, hoa, as_user):
    browser = as_user(hoa)
    assert made.title not in browser.get("/deliveries/").content.decode()
    assert browser.get(path(made)).status_code == 404
    assert browser.get(path(made, "file/")).status_code == 404
    for deed in ("cancel/", "again/", "remove/"):
        assert browser.post(path(made, deed)).status_code == 404
    assert Delivery.objects.get().state == "done"


def test_right_that_was_lost_since_closes_the_file(made, story, lan, as_user):
    story.barred = {"lan"}
    browser = as_user(lan)
    page = said(browser.get("/deliveries/"))
    assert "You may no longer have this file." in page
    assert path(made, "file/") not in page
    assert browser.get(path(made, "file/")).status_code == 403
    assert browser.post(path(made, "again/")).status_code == 403


@pytest.mark.parametrize("how", ["its time is over", "the folder was emptied", "there never was one"])
def test_file_that_is_gone_is_no_breakdown(made, lan, as_user, how):
    if how == "its time is over":
        Delivery.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "the folder was emptied":
        store.drop([made.pk])
    else:
        made.pk = uuid.uuid4()
    assert as_user(lan).get(path(made, "file/")).status_code == 404


def test_file_whose_time_is_over_is_asked_for_again(made, lan, as_user):
    Delivery.objects.update(expires_at=timezone.now())
    browser = as_user(lan)
    assert "It was kept long enough" in said(browser.get("/deliveries/"))
    assert browser.post(path(made, "again/")).url == "/deliveries/"
    again = Delivery.objects.get()
    assert again.pk != made.pk
    assert again.is_there


def test_line_tells_how_far_it_is_and_asks_again(story, lan, as_user, nobody_works):
    delivery = start(lan, "story", {"words": "Ngày xưa"}, "Chuyện")
    browser = as_user(lan)
    assert "Waits for its turn" in said(browser.get("/deliveries/"))
    Delivery.objects.update(
        state="working", told_at=timezone.now(), done=1500, total=3000, sentence="Xã Ngọc Hồi"
    )
    line = said(browser.get(path(delivery), headers={"hx-request": "true"}))
    assert f'hx-get="{path(delivery)}"' in line
    assert 'value="1500" max="3000"' in line
    assert "Xã Ngọc Hồi" in line
    assert "delivery-news" not in line
    services.cancel(delivery)
    line = said(browser.get(path(delivery), headers={"hx-request": "true"}))
    assert "hx-get" not in line
    assert "delivery-news" in line
    assert browser.get(path(delivery)).url == "/deliveries/"


def test_lost_one_says_so_and_is_asked_for_again(story, lan, as_user, nobody_works):
    delivery = start(lan, "story", {"words": "Ngày xưa"}, "Chuyện")
    Delivery.objects.update(state="working", told_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    browser = as_user(lan)
    page = said(browser.get("/deliveries/"))
    assert "It was broken off when the server stopped." in page
    assert path(delivery, "again/") in page
    browser.post(path(delivery, "again/"))
    assert Delivery.objects.get().state == "waiting"


def test_cancelling_and_removing(story, lan, as_user, nobody_works):
    delivery = start(lan, "story", {"words": "Ngày xưa"}, "Chuyện")
    browser = as_user(lan)
    browser.post(path(delivery, "remove/"))
    assert Delivery.objects.get().state == "waiting"
    browser.post(path(delivery, "cancel/"))
    assert Delivery.objects.get().state == "cancelled"
    assert "had ended already" in said(browser.post(path(delivery, "cancel/"), follow=True))
    browser.post(path(delivery, "remove/"))
    assert not Delivery.objects.exists()


def test_what_is_removed_takes_its_file_along(made, lan, as_user):
    as_user(lan).post(path(made, "remove/"))
    assert str(made.pk) not in store.names()


def test_who_waits_for_too_many_is_told(made, lan, as_user, nobody_works, settings):
    settings.DELIVERIES_AT_ONCE = 1
    start(lan, "story", {"words": "khác"}, "Chuyện khác")
    Delivery.objects.filter(pk=made.pk).update(expires_at=timezone.now())
    page = said(as_user(lan).post(path(made, "again/"), follow=True))
    assert "1 file is being made for you already." in page


def test_list_costs_the_same_however_long(story, lan, as_user, django_assert_max_num_queries):
    for number in range(12):
        start(lan, "story", {"words": str(number)}, f"Chuyện {number}")
    browser = as_user(lan)
    browser.get("/deliveries/")
    with django_assert_max_num_queries(12):
        browser.get("/deliveries/")


def test_empty_list_says_what_it_is_for(lan, as_user):
    assert "You have asked for no file yet." in said(as_user(lan).get("/deliveries/"))
