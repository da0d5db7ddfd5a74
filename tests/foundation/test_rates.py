"""How often one address may send something, and what it is told then."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone, translation
from redis.exceptions import ConnectionError as RedisIsDown

from foundation import rates


@pytest.fixture(autouse=True)
def nobody_counted():
    """In Vietnamese, whatever the test before asked for: no middleware chooses the language here."""
    cache.clear()
    with translation.override("vi"):
        yield
    cache.clear()
    rates.known.pop("knock", None)


@pytest.fixture
def door():
    """A view that strangers may knock at twice an hour."""
    return rates.limited("knock", rate="2/h")(lambda request: HttpResponse("come in"))


def knock(door, *, address="203.0.113.7", method="POST", user=None, **headers) -> HttpResponse:
    request = RequestFactory(headers=headers).generic(method, "/door/", REMOTE_ADDR=address)
    request.user, request.session = user or AnonymousUser(), {}
    return door(request)


def knock_often(door, times=3, **how) -> list[int]:
    return [knock(door, **how).status_code for _ in range(times)]


def test_third_knock_in_the_hour_is_too_often(door, db):
    assert knock_often(door) == [200, 200, 429]


def test_refusal_says_when_to_try_again(door, db):
    knock_often(door, 2)
    refused = knock(door)
    wait_s = int(refused["Retry-After"])
    assert 0 < wait_s <= 3601
    page = refused.content.decode()
    assert "Vui lòng thử lại sau" in page
    named = re.search(r"lúc (\d\d:\d\d)", page)[1]
    again = timezone.localtime() + timedelta(seconds=wait_s)
    assert named in {f"{again + timedelta(seconds=later):%H:%M}" for later in (0, 59)}


def test_part_of_a_page_gets_a_sentence(door, db):
    knock_often(door, 2)
    refused = knock(door, **{"HX-Request": "true"})
    assert refused.content.decode().startswith("Vui lòng thử lại")
    assert refused["Content-Type"].startswith("text/plain")


def test_script_gets_json(door, db):
    knock_often(door, 2)
    assert b'"error"' in knock(door, accept="application/json").content


def test_another_address_has_a_count_of_its_own(door, db):
    knock_often(door)
    assert knock(door, address="203.0.113.8").status_code == 200


def test_addresses_of_one_ipv6_network_count_together(door, db):
    assert [knock(door, address=f"2001:db8::{n}").status_code for n in (1, 2, 3)] == [200, 200, 429]
    assert knock(door, address="2001:db8:0:1::1").status_code == 200


def test_ipv4_written_as_ipv6_counts_as_ipv4(door, db):
    knock_often(door, address="::ffff:203.0.113.7")
    assert knock(door, address="203.0.113.7").status_code == 429
    assert knock(door, address="::ffff:203.0.113.8").status_code == 200


def test_client_does_not_escape_by_naming_another_address(door, db, settings):
    """Behind one proxy of ours, what the client wrote into X-Forwarded-For stands further left."""
    settings.PROXIES = 1
    lies = [{"x-forwarded-for": f"198.51.100.{n}, 203.0.113.7"} for n in range(3)]
    assert [knock(door, address="127.0.0.1", **lie).status_code for lie in lies] == [200, 200, 429]


def test_client_behind_no_proxy_is_not_believed(door, db, settings):
    settings.PROXIES = 0
    lies = [{"x-forwarded-for": f"198.51.100.{n}"} for n in range(3)]
    assert [knock(door, **lie).status_code for lie in lies] == [200, 200, 429]


def test_requests_without_an_address_count_together(door, db):
    assert knock_often(door, address="") == [200, 200, 429]


def test_looking_is_not_counted(door, db):
    assert knock_often(door, method="GET") == [200, 200, 200]


def test_people_known_are_not_counted_unless_the_view_says_so(door, lan):
    assert knock_often(door, user=lan) == [200, 200, 200]
    everyone = rates.limited("knock", rate="2/h", everyone=True)(lambda request: HttpResponse())
    assert knock_often(everyone, user=lan) == [200, 200, 429]


def test_setting_changes_a_rate_or_ends_it(door, db, settings):
    settings.RATES = {"knock": "1/h"}
    assert knock_often(door, 2) == [200, 429]
    settings.RATES = {"knock": "off"}
    assert knock_often(door, 9) == [200] * 9


def test_counter_that_is_down_takes_nobody_down(door, db, settings, caplog):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.2},
        }
    }
    assert knock_often(door) == [200, 200, 200]
    assert "Nothing is counted" in caplog.text


def test_counter_that_dies_in_the_middle_takes_nobody_down(door, db, monkeypatch):
    def dead(*args, **kwargs):
        raise RedisIsDown

    monkeypatch.setattr("django.core.cache.backends.locmem.LocMemCache.incr", dead)
    assert knock_often(door) == [200, 200, 200]


def test_crowd_of_addresses_pushes_out_no_counter(door, db):
    knock_often(door)
    for n in range(400):
        knock(door, address=f"198.51.{n // 250}.{n % 250}")
    assert knock(door).status_code == 429


def test_rates_have_a_form():
    assert all(rates.RATE.fullmatch(rate) for rate in ("10/h", "3/5m", "50/d", "1/s", "off"))
    assert not any(rates.RATE.fullmatch(rate) for rate in ("", "10", "10/w", "0/h", "-1/h", "h/10", "1/h "))
