"""Whoever sets a server up is told what it lacks, with the cure."""

from config import checks
from foundation import pdf


def test_machine_that_prints_is_told_nothing():
    assert checks.sheets_can_be_printed(None) == []


def test_missing_library_for_printing_is_told_in_one_sentence_with_its_package(monkeypatch):
    monkeypatch.setitem(pdf.LIBRARIES, "libharfbuzz-subset.so.none", "libharfbuzz-subset0")
    (info,) = checks.sheets_can_be_printed(None)
    assert (info.id, info.msg.count(".")) == ("antoan.I002", 1)
    assert "apt-get install libharfbuzz-subset0." in info.hint


def test_server_without_a_mail_server_is_told_that_notices_stay_in_the_app(settings):
    settings.EMAIL_HOST = ""
    (info,) = checks.mail_server_is_named(None)
    assert (info.id, "ANTOAN_EMAIL_HOST" in info.hint) == ("antoan.I001", True)
