"""The bell, the list, opening and marking: everyone's own, and only paths of ours."""

import re

import pytest
from django.urls import reverse

from notices.models import Notice

OVERDUE = "“{}” was due on 29/06/2026 and is not protected yet."


def page_of(client, address: str = "/notices/") -> str:
    return client.get(address).content.decode()


def bell(client, address: str = "/notices/") -> str:
    """The number on the bell, "" without one."""
    found = re.search(r'class="bell-count"[^>]*>([^<]*)<', page_of(client, address))
    return found[1] if found else ""


def test_bell_counts_what_is_unread(as_user, lan, minh, give):
    give(lan, "Ao cá")
    give(lan, "Hồ Đầm")
    give(minh, "Sông Khê")
    assert (bell(as_user(lan)), bell(as_user(minh)), bell(as_user(lan), "/map/")) == ("2", "1", "2")


def test_bell_without_news_shows_no_number(as_user, lan):
    assert bell(as_user(lan)) == ""


@pytest.mark.parametrize(("number", "shown"), [(99, "99"), (100, "99+"), (130, "99+")])
def test_bell_stops_counting_at_99(as_user, lan, number, shown):
    Notice.objects.bulk_create(Notice(user=lan, kind="x", url="/", key=str(at)) for at in range(number))
    assert bell(as_user(lan)) == shown


def test_bell_costs_one_query_and_none_for_a_stranger(rf, lan, give, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    from notices.context_processors import bell as context

    give(lan, "Ao cá")
    request = rf.get("/")
    request.user = lan
    with django_assert_num_queries(1):
        assert context(request)["unread_notices"]() == "1"
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert context(request) == {}


def test_list_shows_the_newest_first_and_marks_the_urgent(as_user, lan, give):
    give(lan, "Ao cũ", kind="site-due")
    give(lan, "Ao mới")
    page = page_of(as_user(lan))
    assert page.index(OVERDUE.format("Ao mới")) < page.index("Ao cũ")
    assert page.count("Urgent") == 1


def test_list_leaves_out_what_was_read_until_asked_for_all(as_user, lan, give):
    notice = give(lan, "Ao cá")
    client = as_user(lan)
    client.post(reverse("notice-read", args=[notice.pk]))
    assert "You have read everything." in page_of(client)
    assert "Ao cá" in page_of(client, "/notices/?show=all")


def test_new_person_reads_what_will_stand_here(as_user, lan):
    assert "Nothing was told to you yet." in page_of(as_user(lan), "/notices/?show=all")


def test_list_has_pages(as_user, lan, give, django_assert_max_num_queries):
    for number in range(30):
        give(lan, f"Ao {number}.")
    client = as_user(lan)
    with django_assert_max_num_queries(10):
        assert "Ao 29." in page_of(client)
    assert "Ao 0." in page_of(client, "/notices/?page=2")


def test_opening_a_notice_marks_it_as_read_and_leads_to_its_place(as_user, lan, give):
    notice = give(lan, "Ao cá", url="/map/?site=1")
    answer = as_user(lan).get(reverse("notice", args=[notice.pk]))
    assert answer["Location"] == "/map/?site=1"
    notice.refresh_from_db()
    assert notice.read_at


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "javascript:alert(1)",
     "", "\\\\evil.example", "http:evil", "/\t/evil.example"],
)  # fmt: skip
def test_notice_never_leads_away_from_us(as_user, lan, give, url):
    notice = give(lan, "Ao cá", url=url)
    assert as_user(lan).get(reverse("notice", args=[notice.pk]))["Location"] == "/notices/"


@pytest.mark.parametrize("name", ["notice", "notice-read"])
def test_nobody_opens_or_marks_another_persons_notice(as_user, lan, minh, give, name):
    notice = give(lan, "Ao cá")
    client, address = as_user(minh), reverse(name, args=[notice.pk])
    answer = client.get(address) if name == "notice" else client.post(address)
    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_with_htmx_answers_with_the_row_and_the_bell(as_user, lan, give):
    give(lan, "Ao cá")
    notice = give(lan, "Hồ Đầm")
    answer = as_user(lan).post(reverse("notice-read", args=[notice.pk]), headers={"hx-request": "true"})
    text = answer.content.decode()
    assert "notice-unread" not in text
    assert 'hx-swap-oob="true"' in text
    assert 'aria-label="Notices: 1 unread"' in text


def test_mark_all_as_read_leaves_what_came_in_meanwhile(as_user, lan, give):
    client = as_user(lan)
    give(lan, "Ao cá")
    newest = re.search(r'name="newest" value="(\d+)"', page_of(client))[1]
    late = give(lan, "Hồ Đầm")
    client.post(reverse("notices-read"), {"newest": newest})
    assert list(Notice.objects.unread()) == [late]


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 400, "²", "1\0"])
def test_mark_all_without_a_number_marks_nothing(as_user, lan, give, newest):
    give(lan, "Ao cá")
    assert as_user(lan).post(reverse("notices-read"), {"newest": newest}).status_code == 302
    assert Notice.objects.unread().count() == 1


@pytest.mark.parametrize("name", ["notices-read", "notice-read"])
def test_marking_needs_a_post(as_user, lan, give, name):
    args = [give(lan, "Ao cá").pk] if name == "notice-read" else []
    assert as_user(lan).get(reverse(name, args=args)).status_code == 405


def test_stranger_is_asked_to_log_in(client, db):
    assert client.get("/notices/")["Location"].startswith("/login/")


def test_notice_of_a_kind_that_is_no_longer_told_shows_its_words(as_user, lan, give):
    give(lan, "<b>Ao cá</b>", kind="forgotten")
    assert "&lt;b&gt;Ao cá&lt;/b&gt;" in page_of(as_user(lan))


def test_person_chooses_how_to_be_told(as_user, lan):
    answer = as_user(lan).post(reverse("notice-settings"), {})
    lan.refresh_from_db()
    assert (answer.status_code, lan.email_digest) == (302, False)


def test_address_is_shown_and_changed_with_the_account_alone(as_user, lan):
    assert reverse("account-contact") in page_of(as_user(lan), "/notices/settings/")
    as_user(lan).post(reverse("notice-settings"), {"email": "lan@example.vn"})
    lan.refresh_from_db()
    assert lan.email == ""


def test_settings_say_that_this_server_sends_nothing(as_user, lan, settings):
    assert "This server sends no e-mail yet" in page_of(as_user(lan), "/notices/settings/")
    settings.SENDS_MAIL = True
    assert "This server sends no e-mail yet" not in page_of(as_user(lan), "/notices/settings/")
