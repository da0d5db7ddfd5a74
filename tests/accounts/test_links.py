"""One-time links: good once, for a while, for one person; and passwords that are lost."""

import re
from datetime import timedelta
from threading import enumerate as threads

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import links, services, throttling
from accounts.models import Session, User
from accounts.qr import qr_svg
from audit.log import Deed
from audit.models import Event

NEW = "rao-chan-quanh-ao-77"
TWICE = {"new_password1": NEW, "new_password2": NEW}


@pytest.fixture(autouse=True)
def counts_begin_anew():
    cache.clear()


@pytest.fixture
def keeper(person, commune) -> User:
    return person("quan", "Ngô Bá Quân", "administrator", commune)


@pytest.fixture
def thu(person, keeper, commune, village) -> User:
    """Invited to look after Đại Áng; has not come yet."""
    thu = person("thu", "Phạm Thị Thu", "village_collaborator", commune, village)
    thu.set_unusable_password()
    thu.save()
    return services.make_link(thu, by=keeper)


def opened(client, person) -> str:
    """The address of the page on which the password is chosen."""
    return client.get(links.path_of(person)).url


def is_over(answer) -> bool:
    return "people/link_over.html" in [template.name for template in answer.templates]


def test_thu_chooses_a_password_and_is_logged_in(client, thu):
    page = opened(client, thu)
    assert "Phạm Thị Thu" in client.get(page).content.decode()
    answer = client.post(page, TWICE)
    assert answer.url == reverse("overview")
    thu.refresh_from_db()
    assert thu.check_password(NEW)
    assert client.get("/").wsgi_request.user == thu
    told = Event.objects.filter(person=thu, actor=thu).values_list("deed", flat=True)
    assert set(told) == {Deed.LINK_USED, Deed.PASSWORD_CHANGED}


def test_token_leaves_the_address_before_anything_is_shown(client, thu):
    token = links.tokens.make_token(thu)
    answer = client.get(links.path_of(thu))
    assert answer.status_code == 302 and token not in answer.url
    assert token not in client.get(answer.url).content.decode()


def test_looking_at_a_link_does_not_use_it_up(client, thu):
    for _scanner in range(3):
        opened(type(client)(), thu)
    assert client.post(opened(client, thu), TWICE).url == reverse("overview")


def test_link_works_once(client, thu):
    path = links.path_of(thu)
    client.post(opened(client, thu), TWICE)
    assert is_over(type(client)().get(path))


def test_link_opened_twice_sets_one_password(client, thu):
    first, second = client, type(client)()
    pages = [opened(first, thu), opened(second, thu)]
    first.post(pages[0], TWICE)
    assert is_over(
        second.post(pages[1], {"new_password1": "khac-han-88-x", "new_password2": "khac-han-88-x"})
    )
    thu.refresh_from_db()
    assert thu.check_password(NEW)


def test_newer_link_kills_the_older(client, thu, keeper):
    old = links.path_of(thu)
    newer = services.make_link(thu, by=keeper)
    assert is_over(client.get(old))
    assert opened(client, newer)


def test_withdrawn_link_is_over(client, thu, keeper):
    path = links.path_of(thu)
    services.withdraw_link(thu, by=keeper)
    assert is_over(client.get(path))


def test_link_of_who_left_is_over(client, thu, keeper):
    path = links.path_of(thu)
    services.leave(thu, by=keeper)
    assert is_over(client.get(path))
    services.come_back(User.objects.get(pk=thu.pk), by=keeper)
    assert is_over(client.get(path))


@pytest.mark.parametrize(("had_password", "hours"), [(False, 7 * 24), (True, 24)])
def test_link_is_good_for_its_time_and_no_longer(thu, keeper, had_password, hours):
    if had_password:
        thu.set_password(NEW)
        thu.save()
    for ago, works in ((hours - 1, True), (hours + 1, False)):
        thu.link_made_at = timezone.now() - timedelta(hours=ago)
        assert links.tokens.check_token(thu, links.tokens.make_token(thu)) == works


def test_link_of_one_person_opens_no_other(client, thu, lan, keeper):
    lan = services.make_link(lan, by=keeper)
    token = links.tokens.make_token(thu)
    key = links.path_of(lan).split("/")[2]
    assert is_over(client.get(reverse("invitation", args=[key, token])))
    opened(client, thu)
    assert is_over(client.post(reverse("invitation", args=[key, "set-password"]), TWICE))


@pytest.mark.parametrize(
    "key", ["MQ", "OTk5OTk5", "x", "-", "AAAA", "_" * 300, "ÿ", "LTE", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg"]
)
@pytest.mark.parametrize("token", ["set-password", "a-b", "x" * 300])
def test_made_up_links_all_lead_to_the_same_page(client, db, key, token):
    assert is_over(client.get(reverse("invitation", args=[key, token])))


@pytest.mark.parametrize(
    "words",
    [{"new_password1": "123", "new_password2": "123"}, {"new_password1": NEW, "new_password2": "khac"}, {}],
)
def test_bad_password_is_told_and_the_link_stays_good(client, thu, words):
    page = opened(client, thu)
    assert client.post(page, words).context["form"].errors
    assert client.post(page, TWICE).url == reverse("overview")


def test_short_password_is_told_in_vietnamese(client, thu):
    short = {"new_password1": "xa7-k", "new_password2": "xa7-k"}
    assert (
        "Mật khẩu quá ngắn: cần ít nhất 8 ký tự." in client.post(opened(client, thu), short).content.decode()
    )


def test_new_password_ends_the_log_ins_of_before_and_unlocks(client, lan, keeper):
    client.force_login(lan)
    for _turn in range(3):
        type(client)().post("/login/", {"username": "lan", "password": "sai"})
    assert AccessAttempt.objects.filter(username=throttling.digest("lan")).exists()
    lan = services.make_link(User.objects.get(pk=lan.pk), by=keeper)
    phone = type(client)()
    phone.post(opened(phone, lan), TWICE)
    assert Session.objects.filter(user=lan).count() == 1
    assert not client.get("/").wsgi_request.user.is_authenticated
    assert not AccessAttempt.objects.filter(username=throttling.digest("lan")).exists()


def test_link_does_not_stand_in_for_the_second_factor(client, lan, keeper):
    TOTPDevice.objects.create(user=lan, name="telephone", confirmed=True)
    lan = services.make_link(lan, by=keeper)
    client.post(opened(client, lan), TWICE)
    assert client.get("/").status_code == 302
    assert client.get("/map/").status_code == 302


def test_who_logs_in_after_all_makes_the_link_worthless(client, lan, keeper):
    lan = services.make_link(lan, by=keeper)
    path = links.path_of(lan)
    client.force_login(lan)
    assert is_over(type(client)().get(path))


def test_link_for_another_logs_out_who_is_here(client, keeper, thu):
    client.force_login(keeper)
    page = opened(client, thu)
    assert "Ngô Bá Quân" in client.get(page).content.decode()
    client.post(page, TWICE)
    assert client.get("/").wsgi_request.user == thu


def test_sheet_shows_the_link_only_to_whoever_made_it_and_only_now(client, keeper, person, commune, lan):
    second = person("hai", "Người Thứ Hai", "administrator", commune)
    client.force_login(keeper)
    sheet = client.post(f"/people/{lan.pk}/link/new/").url
    page = client.get(sheet).content.decode()
    lan.refresh_from_db()
    address = "http://testserver" + links.path_of(lan)
    assert address in page and "<svg" in page and "style=" not in page
    other = type(client)()
    other.force_login(second)
    assert other.get(sheet).status_code == 302
    User.objects.filter(pk=lan.pk).update(link_made_at=timezone.now() - links.SHOWN_FOR)
    assert client.get(sheet).status_code == 302


def test_square_holds_the_link(client, keeper, lan):
    client.force_login(keeper)
    page = client.get(client.post(f"/people/{lan.pk}/link/new/").url).content.decode()
    address = re.search(r'id="link">([^<]+)<', page)[1]
    assert qr_svg(address) in page


def test_link_stands_in_no_log_and_no_session(client, keeper, lan):
    client.force_login(keeper)
    client.post(f"/people/{lan.pk}/link/new/")
    lan.refresh_from_db()
    token = links.tokens.make_token(lan)
    assert token not in str(list(Event.objects.values()))
    assert token not in str(client.session.items())


def test_link_is_sent_in_vietnamese_when_there_is_a_mail_server(client, keeper, thu, settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://antoan.example.vn"
    User.objects.filter(pk=thu.pk).update(email="thu@example.vn")
    client.force_login(keeper)
    client.post(f"/people/{thu.pk}/link/new/")
    client.post(f"/people/{thu.pk}/link/send/")
    thu.refresh_from_db()
    (message,) = mail.outbox
    assert message.to == ["thu@example.vn"]
    assert settings.PUBLIC_URL + links.path_of(thu) in message.body
    assert "Phạm Thị Thu" in message.alternatives[0][0]


def test_no_link_is_sent_that_was_not_just_made(client, keeper, thu, settings):
    settings.SENDS_MAIL = True
    User.objects.filter(pk=thu.pk).update(email="thu@example.vn")
    client.force_login(keeper)
    client.post(f"/people/{thu.pk}/link/send/")
    assert mail.outbox == []


# --- lost ----------------------------------------------------------------------------------------


@pytest.fixture
def mailing(settings):
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://antoan.example.vn"


def asked_for(client, who: str):
    answer = client.post("/password/lost/", {"who": who})
    for thread in threads():
        if thread.name == "lost-password":
            thread.join()
    return answer


@pytest.mark.parametrize("who", ["lan", "LAN", "lan@example.vn", "Lan@Example.vn"])
def test_lost_password_is_helped_by_e_mail(client, lan, mailing, who):
    User.objects.filter(pk=lan.pk).update(email="lan@example.vn")
    asked_for(client, who)
    lan.refresh_from_db()
    assert links.path_of(lan) in mail.outbox[0].body
    assert client.post(opened(client, lan), TWICE).url == reverse("overview")


def test_answer_does_not_tell_who_is_known(client, lan, mailing):
    User.objects.filter(pk=lan.pk).update(email="lan@example.vn")
    known, unknown = (asked_for(client, who) for who in ("lan@example.vn", "khong@example.vn"))
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


def test_nothing_is_sent_to_who_left_was_only_invited_or_has_no_e_mail(client, lan, minh, thu, mailing):
    User.objects.filter(pk=lan.pk).update(email="lan@example.vn", is_active=False)
    User.objects.filter(pk=thu.pk).update(email="thu@example.vn")
    for who in ("lan", "minh", "thu", "\0", "x" * 300, ""):
        asked_for(client, who)
    assert mail.outbox == []


def test_asking_again_sends_the_link_that_is_out(client, lan, keeper, mailing):
    """A stranger who asks can't make the sheet worthless that Lan was given."""
    User.objects.filter(pk=lan.pk).update(email="lan@example.vn")
    lan = services.make_link(User.objects.get(pk=lan.pk), by=keeper)
    path = links.path_of(lan)
    asked_for(client, "lan")
    assert path in mail.outbox[0].body


def test_address_in_the_e_mail_is_ours_whatever_the_stranger_sends(client, lan, mailing):
    User.objects.filter(pk=lan.pk).update(email="lan@example.vn")
    client.post("/password/lost/", {"who": "lan"}, headers={"host": "localhost"})
    asked_for(client, "khong")
    assert all("https://antoan.example.vn/invitation/" in message.body for message in mail.outbox)
    assert mail.outbox


@pytest.mark.parametrize("public_url", ["", "https://antoan.example.vn"])
def test_without_mail_the_page_says_whom_to_ask(client, lan, settings, public_url):
    settings.PUBLIC_URL, settings.SENDS_MAIL = public_url, not public_url
    User.objects.filter(pk=lan.pk).update(email="lan@example.vn")
    assert "<form method" not in client.get("/password/lost/").content.decode().split("<main")[1]
    asked_for(client, "lan")
    assert mail.outbox == []


def test_asking_too_often_from_one_address_is_refused(client, db, mailing):
    answers = [asked_for(client, "ai-do").status_code for _turn in range(11)]
    assert answers[-1] == 429 and set(answers[:10]) == {200}
