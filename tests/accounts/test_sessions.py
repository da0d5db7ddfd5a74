"""Where somebody is logged in: seeing it, ending it, and how long it lasts."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import own_sessions
from accounts.agents import in_words
from accounts.models import Session
from audit.models import Event
from tests.accounts.conftest import is_in, log_in

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
    "Mobile Safari/537.36"
)


@pytest.fixture
def at_desk(client, lan):
    log_in(client)
    return client


@pytest.fixture
def on_phone(lan):
    """Lan's telephone, at another address."""
    browser = Client(REMOTE_ADDR="10.0.0.7", headers={"User-Agent": PHONE})
    log_in(browser)
    return browser


def session_of(browser) -> Session:
    return Session.objects.get(session_key=browser.session.session_key)


def put_back(browser, **passed) -> None:
    """The session was begun, and last noted, so long ago."""
    session = browser.session
    moment = timezone.now() - timedelta(**passed)
    session["begun"] = moment.isoformat()
    session.save()
    Session.objects.filter(session_key=session.session_key).update(used_at=moment)


def test_pages_of_before_go_with_the_log_out(at_desk):
    """On a computer that others use, "back" leads to no name of an owner."""
    assert at_desk.post("/logout/")["Clear-Site-Data"] == '"cache"'


# --- seeing and ending ------------------------------------------------------------------


def test_page_shows_each_session_in_words_and_marks_this_one(at_desk, on_phone):
    page = at_desk.get("/account/sessions/")
    assert [(row["is_this"], row["browser"], row["address"]) for row in page.context["rows"]] == [
        (True, "Trình duyệt không rõ", "127.0.0.1"),
        (False, "Chrome, Android", "10.0.0.7"),
    ]


def test_no_key_stands_in_the_page(at_desk, on_phone):
    page = at_desk.get("/account/sessions/").content.decode()
    for browser in (at_desk, on_phone):
        assert browser.session.session_key not in page


def test_one_session_is_ended_and_leads_to_the_log_in(at_desk, on_phone):
    name = own_sessions.name_of(session_of(on_phone))
    at_desk.post(f"/account/sessions/{name}/end/")
    response = on_phone.get("/notices/")
    assert (response.status_code, response["Location"]) == (302, "/login/?next=/notices/")
    assert is_in(at_desk)
    event = Event.objects.latest("pk")
    assert (event.deed, event.about) == ("session_ended", "Chrome, Android")


def test_all_other_sessions_are_ended_at_once(at_desk, on_phone, lan):
    log_in(Client())
    at_desk.post("/account/sessions/others/end/")
    assert lan.sessions.count() == 1
    assert is_in(at_desk)
    assert Event.objects.latest("pk").details == {"number": 2}


def test_the_session_of_somebody_else_is_out_of_reach(at_desk, on_phone, minh):
    name = own_sessions.name_of(session_of(on_phone))
    other = Client()
    other.force_login(minh)
    other.post(f"/account/sessions/{name}/end/")
    assert is_in(on_phone)


def test_this_session_is_not_ended_by_its_own_row(at_desk):
    at_desk.post(f"/account/sessions/{own_sessions.name_of(session_of(at_desk))}/end/")
    assert is_in(at_desk)


def test_session_ended_while_a_page_is_made_leads_to_the_log_in(at_desk, monkeypatch):
    """It would be saved, and is gone: no error, but the log-in."""
    from notices import views

    plain = views.own

    def end_and_look(request):
        request.session["commune"] = "00679"
        Session.objects.all().delete()
        return plain(request)

    monkeypatch.setattr(views, "own", end_and_look)
    assert at_desk.get("/notices/")["Location"] == "/login/"
    monkeypatch.undo()
    log_in(at_desk)
    monkeypatch.setattr(views, "own", end_and_look)
    fragment = at_desk.get("/notices/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/login/")


# --- how long ---------------------------------------------------------------------------------


def test_log_in_gets_a_new_key(client, lan):
    client.get("/login/")
    session = client.session
    session["commune"] = "00679"
    session.save()
    client.cookies[client_cookie(client)] = session.session_key
    log_in(client)
    assert client.session.session_key != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def client_cookie(client) -> str:
    from django.conf import settings

    return settings.SESSION_COOKIE_NAME


def test_last_use_is_noted_once_an_hour(at_desk, django_capture_on_commit_callbacks):
    put_back(at_desk, minutes=50)
    before = session_of(at_desk).used_at
    at_desk.get("/notices/")
    assert session_of(at_desk).used_at == before
    put_back(at_desk, minutes=70)
    at_desk.get("/notices/")
    noted = session_of(at_desk).used_at
    assert timezone.now() - noted < timedelta(minutes=1)
    at_desk.get("/notices/")
    assert session_of(at_desk).used_at == noted


def days_left(browser) -> int:
    return round((session_of(browser).expire_date - timezone.now()) / timedelta(days=1))


def test_session_in_use_lives_on_for_fourteen_days_and_ends_after_thirty(at_desk):
    assert days_left(at_desk) == 14
    put_back(at_desk, days=10)
    at_desk.get("/notices/")
    assert days_left(at_desk) == 14
    put_back(at_desk, days=20)
    at_desk.get("/notices/")
    assert days_left(at_desk) == 10
    put_back(at_desk, days=31)
    assert not is_in(at_desk)


def test_session_on_a_shared_computer_ends_with_the_browser_or_after_twelve_hours(client, lan):
    response = log_in(client, is_shared="on")
    assert response.cookies[client_cookie(client)]["max-age"] == ""
    left = session_of(client).expire_date - timezone.now()
    assert timedelta(hours=11, minutes=59) < left <= timedelta(hours=12)


def test_old_sessions_and_failures_are_dropped_day_by_day(at_desk):
    from config.daily import log_ins

    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    log_ins(timezone.localdate())
    assert not Session.objects.exists()


# --- browsers in words ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36 Edg/131.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/130.0 Chrome/124.0 Safari/537.36",
            "Cốc Cốc, Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile Zalo iOS/600", "Zalo, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", "Trình duyệt không rõ"),
        ("", "Trình duyệt không rõ"),
    ],
)
def test_browsers_are_told_in_words(agent, words):
    assert in_words(agent) == words
