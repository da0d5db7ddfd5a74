"""The log is written once: nobody changes it, and it goes when its time is over."""

from datetime import date, timedelta

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from audit.log import COMMAND_LINE, Deed, record
from audit.models import AppendOnlyError, Event
from audit.retention import prune

pytestmark = pytest.mark.usefixtures("empty_log")

TODAY = date(2026, 6, 30)


@pytest.fixture
def event(lan) -> Event:
    """Lan logged in."""
    return record(Deed.LOGGED_IN, actor=lan)


@pytest.fixture
def at_the_time(event):
    """Writes an entry as of an earlier day."""

    def write(days: int, today: date = TODAY) -> Event:
        moment = timezone.make_aware(timezone.datetime.combine(today, timezone.datetime.min.time()))
        return Event.objects.create(deed=Deed.LOGGED_OUT, at=moment - timedelta(days=days))

    return write


WAYS = {
    "save": lambda event: event.save(),
    "delete": lambda event: event.delete(),
    "update": lambda event: Event.objects.update(about=""),
    "update of some": lambda event: Event.objects.filter(pk=event.pk).update(about=""),
    "delete of some": lambda event: Event.objects.filter(pk=event.pk).delete(),
    "bulk update": lambda event: Event.objects.bulk_update([event], ["about"]),
    "upsert": lambda event: Event.objects.bulk_create(
        [event], update_conflicts=True, unique_fields=["pk"], update_fields=["about"]
    ),
    "update or create": lambda event: Event.objects.update_or_create({"about": ""}, pk=event.pk),
    "base manager": lambda event: Event._base_manager.filter(pk=event.pk).delete(),
    "raw delete": lambda event: Event._base_manager.filter(pk=event.pk)._raw_delete("default"),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_the_app_changes_or_deletes_an_entry(event, way):
    with pytest.raises(AppendOnlyError), transaction.atomic():
        WAYS[way](event)
    assert Event.objects.get().about == event.about


def test_management_pages_do_not_show_the_log():
    assert not admin.site.is_registered(Event)


def test_person_who_is_in_the_log_can_not_be_deleted(event, lan):
    with pytest.raises(ProtectedError), transaction.atomic():
        lan.delete()
    assert User.objects.filter(pk=lan.pk).exists()


def test_commune_of_an_entry_can_not_be_deleted(event, commune, village):
    assert event.commune == commune
    with pytest.raises(ProtectedError), transaction.atomic():
        commune.delete()


def test_old_entries_go_and_one_says_how_many(at_the_time, settings):
    settings.AUDIT_MONTHS = 24
    at_the_time(1000)
    at_the_time(731)
    kept = at_the_time(729)
    assert prune(TODAY) == 2
    assert kept in Event.objects.all()
    told = Event.objects.filter(deed=Deed.ERASED).get()
    assert (told.details["rows"], told.details["before"]) == (2, "30/06/2024")
    assert prune(TODAY) == 0
    assert Event.objects.filter(deed=Deed.ERASED).count() == 1


def test_retention_is_a_setting(at_the_time, settings):
    settings.AUDIT_MONTHS = 1
    at_the_time(40)
    assert prune(TODAY) == 1


def test_command_prints_sentences_and_a_table(event, capsys):
    call_command("audit", "--since", f"{timezone.localdate()}")
    assert "Nguyễn Thị Lan" in capsys.readouterr().out
    call_command("audit", "--csv")
    table = capsys.readouterr().out
    assert table.startswith("\ufeff")
    assert table.count("\r\n") == 2
    assert Event.objects.filter(deed=Deed.EXPORTED, actor_name=COMMAND_LINE).count() == 1
