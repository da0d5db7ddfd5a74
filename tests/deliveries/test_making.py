"""A file is asked for, made, cancelled, lost, kept for some days."""

import threading
from datetime import timedelta
from time import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone, translation

from audit.models import Event
from deliveries import services, store, tasks
from deliveries.makers import Made, maker
from deliveries.models import LOST_AFTER, Delivery
from deliveries.services import TooManyError
from deliveries.tasks import start, start_again
from notices.models import Notice
from tests.deliveries.conftest import no_other_kind

pytestmark = pytest.mark.django_db


def ask(user, words="Ngày xưa", title="Chuyện ao cá", **more) -> Delivery:
    delivery = start(user, "story", {"words": words}, title, **more)
    delivery.refresh_from_db()
    return delivery


def test_what_is_asked_for_is_made_put_away_and_told(story, lan, commune, empty_log):
    delivery = ask(lan, commune=commune)
    assert delivery.state == "done"
    assert store.fetch(delivery.pk).read().decode() == "Ngày xưa"
    assert (delivery.file_name, delivery.size) == ("truyện.txt", len("Ngày xưa".encode()))
    assert delivery.expires_at - delivery.made_at == timedelta(days=7)
    assert Notice.objects.get(user=lan).text == "“Chuyện ao cá” đã sẵn sàng để tải về."
    event = Event.objects.get(deed="exported")
    assert (event.actor, event.about, event.commune) == (lan, "Chuyện ao cá", commune)
    assert event.details == {"what": "delivery_made"}


def test_progress_is_seen_while_it_is_made(story, lan, nobody_works):
    seen = []
    delivery = ask(lan)
    story.between = [lambda: None, lambda: seen.append(Delivery.objects.get())]
    services.make(delivery)
    assert [(row.state, row.done, row.total, row.sentence) for row in seen] == [("working", 0, 2, "Đang kể")]


def test_file_is_made_in_the_language_in_which_it_was_asked_for(monkeypatch, lan, nobody_works):
    no_other_kind(monkeypatch)
    languages = []

    @maker("story", may=lambda user, **params: True)
    def make(progress, user, **params) -> Made:
        languages.append(translation.get_language())
        return Made("a.txt", "text/plain", b"")

    with translation.override("en"):
        delivery = ask(lan)
    services.make(delivery)
    assert languages == ["en"]
    assert translation.get_language() == "vi"


def test_a_path_is_taken_away(monkeypatch, lan, tmp_path):
    no_other_kind(monkeypatch)
    whole = tmp_path / "whole.csv"
    whole.write_bytes(b"a;b")
    maker("story", may=lambda user, **params: True)(
        lambda progress, user, **params: Made("b", "text/csv", whole)
    )
    assert store.fetch(ask(lan).pk).read() == b"a;b"
    assert not whole.exists()


# --- asked twice, asked too often -----------------------------------------------------------------


def test_same_file_is_not_made_twice_at_a_time(story, lan, hoa, nobody_works):
    first = ask(lan)
    assert ask(lan) == first
    assert ask(lan, "Ngày nay") != first
    assert ask(hoa) != first  # nobody gets another's
    with translation.override("en"):
        assert ask(lan) != first
    services.make(first)
    assert ask(lan) != first  # made already: what is asked for now may be something newer


def test_nobody_waits_for_more_than_some(story, lan, hoa, nobody_works, settings):
    settings.DELIVERIES_AT_ONCE = 2
    first = ask(lan, "1")
    ask(lan, "2")
    with pytest.raises(TooManyError):
        ask(lan, "3")
    assert ask(lan, "1") == first
    ask(hoa, "3")
    services.cancel(first)
    ask(lan, "3")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_ask_at_once_get_the_same(story, lan, nobody_works):
    begin, got = threading.Barrier(2), []

    def press() -> None:
        begin.wait()
        got.append(start(lan, "story", {"words": "Ngày xưa"}, "Chuyện").pk)
        connection.close()

    hands = [threading.Thread(target=press) for _hand in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(got) == 2
    assert len(set(got)) == Delivery.objects.count() == 1


def test_two_workers_make_it_once(story, lan, nobody_works):
    delivery = ask(lan)
    story.between = [lambda: services.make(delivery)]
    services.make(delivery)
    assert story.told == 1


# --- cancelled ------------------------------------------------------------------------------------


def test_one_that_waits_is_cancelled_at_once(story, lan, nobody_works):
    delivery = ask(lan)
    assert services.cancel(delivery)
    services.make(delivery)
    assert Delivery.objects.get().state == "cancelled"
    assert story.told == 0


def test_one_that_is_being_made_ends_at_the_next_step(story, lan, nobody_works):
    delivery = ask(lan)
    later = []
    story.between = [lambda: services.cancel(delivery), lambda: later.append("more work")]
    services.make(delivery)
    assert Delivery.objects.get().state == "cancelled"
    assert later == []
    assert not Notice.objects.exists()
    assert not services.cancel(delivery)


def test_one_cancelled_while_its_file_is_put_away_leaves_none(story, lan, nobody_works, monkeypatch):
    delivery = ask(lan)
    keep = store.keep

    def keep_late(key, content) -> int:
        services.cancel(delivery)
        return keep(key, content)

    monkeypatch.setattr(store, "keep", keep_late)
    services.make(delivery)
    assert Delivery.objects.get().state == "cancelled"
    with pytest.raises(FileNotFoundError):
        store.fetch(delivery.pk)


# --- not made -------------------------------------------------------------------------------------


def test_file_that_is_not_for_the_person_is_not_begun(story, tuan):
    story.barred = {"tuan"}
    with pytest.raises(PermissionDenied):
        ask(tuan)
    assert not Delivery.objects.exists()


def test_right_that_was_lost_while_it_waited_ends_it(story, lan, nobody_works):
    delivery = ask(lan)
    story.barred = {"lan"}
    services.make(delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sentence) == ("failed", "Bạn không còn quyền nhận tệp này.")
    assert story.told == 0


def test_maker_says_why_it_cannot_be_made(story, lan):
    delivery = ask(lan, "")
    assert (delivery.state, delivery.sentence) == ("failed", "Không có gì để kể.")
    assert Notice.objects.get().text == "Không tạo được “Chuyện ao cá”."


def test_fault_of_ours_is_told_and_not_swallowed(story, lan, nobody_works):
    delivery = ask(lan)
    story.between = [lambda: 1 / 0]
    with pytest.raises(ZeroDivisionError):
        services.make(delivery)
    delivery.refresh_from_db()
    assert delivery.state == "failed"
    assert "ZeroDivision" not in delivery.sentence


def test_kind_that_nobody_makes_is_a_slip_of_ours(story, lan):
    with pytest.raises(KeyError):
        start(lan, "poem", {}, "Thơ")


# --- lost with its server --------------------------------------------------------------------------


def lost(user) -> Delivery:
    delivery = ask(user)
    Delivery.objects.filter(pk=delivery.pk).update(
        state="working", told_at=timezone.now() - LOST_AFTER - timedelta(seconds=1)
    )
    delivery.refresh_from_db()
    return delivery


def test_one_without_a_sign_of_life_is_lost_and_asked_for_anew(story, lan, nobody_works):
    delivery = lost(lan)
    assert delivery.is_lost
    assert not delivery.is_open
    again = ask(lan)
    assert again != delivery
    assert again.is_open
    delivery.refresh_from_db()
    assert delivery.state == "failed"


def test_who_was_thought_lost_and_ends_later_changes_nothing(story, lan, nobody_works):
    delivery = ask(lan)
    story.between = [lambda: services.fail(delivery, "Mất điện")]
    services.make(delivery)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sentence) == ("failed", "Mất điện")


def test_tidying_tells_whose_file_was_lost(story, lan, nobody_works):
    lost(lan)
    services.drop_expired()
    assert Delivery.objects.get().state == "failed"
    assert Notice.objects.get(user=lan).kind == "delivery-not-made"


def test_signs_of_life_are_given_during_a_long_step(story, lan, nobody_works, monkeypatch):
    delivery = lost(lan)
    stop = threading.Event()
    monkeypatch.setattr(tasks, "connection", type("Ours", (), {"close": stop.set}))
    tasks.keep_telling(delivery.pk, stop, every_s=0)
    delivery.refresh_from_db()
    assert not delivery.is_lost


def test_asked_again_takes_the_place_of_what_came_to_nothing(story, lan, nobody_works):
    delivery = lost(lan)
    again = start_again(delivery)
    assert Delivery.objects.get() == again


# --- kept for some days -----------------------------------------------------------------------------


def on_shelf(delivery) -> bool:
    return str(delivery.pk) in store.names()


def test_file_is_removed_when_its_time_is_over(story, lan, hoa):
    old, fresh = ask(lan, "cũ"), ask(hoa)
    Delivery.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    assert services.drop_expired() == 1
    assert not on_shelf(old)
    assert on_shelf(fresh)
    old.refresh_from_db()
    assert old.is_over


def test_next_one_that_is_made_tidies_up(story, lan):
    old = ask(lan)
    Delivery.objects.update(expires_at=timezone.now())
    ask(lan, "mới")
    assert not on_shelf(old)


def test_files_of_who_left_are_removed(story, lan):
    left = ask(lan)
    lan.is_active = False
    lan.save()
    services.drop_expired()
    assert not on_shelf(left)


def test_line_of_what_is_gone_leaves_the_list_after_a_month(story, lan):
    old, young = ask(lan, "cũ"), ask(lan, "mới")
    Delivery.objects.update(state="expired")
    Delivery.objects.filter(pk=old.pk).update(asked_at=timezone.now() - timedelta(days=40))
    services.drop_expired()
    assert list(Delivery.objects.all()) == [young]


def test_file_without_a_delivery_is_removed_a_day_later(story, lan, monkeypatch):
    there, stray = ask(lan), ask(lan, "lạc")
    Delivery.objects.filter(pk=stray.pk).delete()
    services.drop_strays()
    assert on_shelf(stray)  # it may be just being put away
    monkeypatch.setattr(services, "time", lambda: time() + 25 * 60 * 60)
    services.drop_strays()
    assert not on_shelf(stray)
    assert on_shelf(there)
