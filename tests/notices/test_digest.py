"""The daily e-mail: one to each person, nothing twice, one bad address stops nobody."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from hazards import notify
from notices import digest
from notices.models import Notice


@pytest.fixture(autouse=True)
def mail_server(settings):
    settings.SENDS_MAIL = True
    settings.DEFAULT_FROM_EMAIL = "antoan@example.vn"
    settings.PUBLIC_URL = "https://antoan.example.vn"


@pytest.fixture
def with_address(db):
    def give_address(user, email=None):
        user.email = email or f"{user.username}@example.vn"
        user.save()
        return user

    return give_address


@pytest.fixture
def news(give):
    """`news(lan, "Ao cá")` came in this morning."""
    return lambda user, site, **fields: give_today(give(user, site, **fields))


def give_today(notice: Notice) -> Notice:
    notice.created_at = timezone.now() - timedelta(minutes=10)
    notice.save()
    return notice


def bodies(message) -> list[str]:
    return [message.body, message.alternatives[0].content]


def test_one_message_tells_all_that_is_new_the_urgent_first(with_address, lan, news):
    with_address(lan)
    news(lan, "Ao giao", kind=notify.ASSIGNED)
    news(lan, "Ao sắp đến hạn", kind=notify.DUE)
    news(lan, "Ao quá hạn", kind=notify.OVERDUE)
    news(lan, "Ao hỏng rào", kind=notify.REOPENED)
    assert digest.send_digests() == "1 sent"
    (message,) = mail.outbox
    assert message.to == ["lan@example.vn"]
    for body in bodies(message):
        places = [body.index(site) for site in ("Ao hỏng rào", "Ao quá hạn", "Ao sắp đến hạn", "Ao giao")]
        assert places == sorted(places)
    assert Notice.objects.filter(mailed_at=None).count() == 0


def test_links_lead_to_our_public_address(with_address, lan, news):
    notice = news(with_address(lan), "Ao cá")
    digest.send_digests()
    for body in bodies(mail.outbox[0]):
        assert f"https://antoan.example.vn/notices/{notice.pk}/" in body
        assert "https://antoan.example.vn/notices/settings/" in body


def test_without_a_public_address_there_are_no_links(settings, with_address, lan, news):
    settings.PUBLIC_URL = ""
    news(with_address(lan), "Ao cá")
    digest.send_digests()
    assert "/notices/" not in "".join(bodies(mail.outbox[0]))


@pytest.mark.parametrize(("language", "measure"), [("vi", "Rào chắn"), ("en", "Fence")])
def test_each_language_has_its_own_words(lan, give, language, measure):
    notice = give(lan, "Ao cá", kind=notify.MEASURE_ASSIGNED)
    notice.words["measure"] = {"vi": "Rào chắn", "en": "Fence"}
    message = digest.digest(lan, [notice], language)
    assert all(measure in body for body in bodies(message))
    assert f'lang="{language}"' in bodies(message)[1]


def test_english_digest_reads_as_a_letter(lan, give):
    message = digest.digest(lan, [give(lan, "Ao cá")], "en")
    assert message.subject == "AnToan: 1 notice"
    assert message.body.startswith(
        "Dear Nguyễn Thị Lan,\n\nthis is new for you in AnToan:\n\nOVERDUE\n"
        "- “Ao cá” was due on 29/06/2026 and is not protected yet.\n"
    )


def test_words_of_people_are_no_html_and_no_headers(with_address, lan, news):
    lan.full_name = "<i>Lan</i>\nBcc: x@evil.example"
    news(with_address(lan), "<script>Ao</script>\r\nBcc: y@evil.example")
    digest.send_digests()
    (message,) = mail.outbox
    assert "<script>" not in bodies(message)[1]
    assert "<i>" not in bodies(message)[1]
    assert "evil" not in message.subject
    assert message.recipients() == ["lan@example.vn"]
    assert "Bcc" not in message.message()


def test_long_list_is_counted_instead_of_told(lan, give):
    notices = [give(lan, f"Ao {number}.") for number in range(25)]
    message = digest.digest(lan, notices, "en")
    assert "… and 5 more" in message.body
    assert message.body.count("was due on") == 20


@pytest.mark.parametrize(
    "reason", ["no address", "does not want it", "has left", "has read it", "is old news", "no server"]
)
def test_nothing_is_sent_to_whom_nothing_should_be(with_address, lan, news, settings, reason):
    notice = news(lan if reason == "no address" else with_address(lan), "Ao cá")
    lan.email_digest = reason != "does not want it"
    lan.is_active = reason != "has left"
    lan.save()
    if reason == "has read it":
        notice.read_at = timezone.now()
    if reason == "is old news":
        notice.created_at = timezone.now() - timedelta(days=30)
    notice.save()
    settings.SENDS_MAIL = reason != "no server"
    digest.send_digests()
    assert mail.outbox == []
    notice.refresh_from_db()
    assert notice.mailed_at is None


def test_running_twice_sends_once(with_address, lan, news):
    news(with_address(lan), "Ao cá")
    assert [digest.send_digests(), digest.send_digests()] == ["1 sent", "0 sent"]


def test_there_is_one_message_a_day_whatever_comes_in(with_address, lan, news):
    news(with_address(lan), "Ao cá")
    digest.send_digests()
    news(lan, "Hồ Đầm")
    assert digest.send_digests() == "0 sent"
    Notice.objects.exclude(mailed_at=None).update(mailed_at=timezone.now() - timedelta(days=1))
    assert digest.send_digests() == "1 sent"
    assert "Hồ Đầm" in mail.outbox[1].body
    assert "Ao cá" not in mail.outbox[1].body


class Choosy(EmailBackend):
    """A mail server that does not know Minh."""

    def send_messages(self, messages):
        if any("minh@example.vn" in message.to for message in messages):
            raise OSError("no such mailbox")
        return super().send_messages(messages)


def test_refused_address_stops_nobody_and_is_tried_again(with_address, lan, minh, hoa, news, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Choosy"
    for user in (lan, minh, hoa):
        news(with_address(user), "Ao cá")
    assert digest.send_digests() == "2 sent, 1 refused"
    assert [notice.user for notice in Notice.objects.filter(mailed_at=None)] == [minh]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digest.send_digests() == "1 sent"
    assert mail.outbox[-1].to == ["minh@example.vn"]


def test_address_with_a_line_break_is_refused_like_a_bad_one(with_address, lan, minh, news):
    for user, email in ((lan, "lan@example.vn\nBcc: x@evil.example"), (minh, "")):
        news(with_address(user, email), "Ao cá")
    assert digest.send_digests() == "1 sent, 1 refused"
    assert [message.to for message in mail.outbox] == [["minh@example.vn"]]


class Deaf(EmailBackend):
    def open(self):
        raise ConnectionRefusedError


def test_mail_server_out_of_reach_loses_nothing(with_address, lan, news, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Deaf"
    news(with_address(lan), "Ao cá")
    with pytest.raises(ConnectionRefusedError):
        digest.send_digests()
    assert Notice.objects.filter(mailed_at=None).count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_servers_at_once_send_one_message(with_address, lan, minh, news):
    for user in (with_address(lan), with_address(minh)):
        for number in range(5):
            news(user, f"Ao {number}")
    start = threading.Barrier(2)

    def serve() -> None:
        start.wait()
        digest.send_digests()
        connection.close()

    servers = [threading.Thread(target=serve) for _server in range(2)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert sorted(message.to[0] for message in mail.outbox) == ["lan@example.vn", "minh@example.vn"]
    assert Notice.objects.filter(mailed_at=None).count() == 0
