"""Loading the demo: once, on any day, never into real data."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Membership, Unit, User
from areas.models import ChildCount, Commune, PopulatedArea, Village
from exchange.demo import DemoRefusedError, load_demo
from hazards.models import HazardKind, HazardSite
from hazards.status import Status
from maps.indicators import indicators
from roads.models import Road
from tests.conftest import TODAY
from tests.exchange.test_demo import RECORDS
from tests.shapes import line


@pytest.fixture(params=[TODAY, None], ids=["of the tests", "today"])
def loaded_on(request, db) -> date:
    load_demo(request.param)
    return request.param or timezone.localdate()


def counts() -> list[int]:
    models = [Commune, Village, ChildCount, Unit, User, Membership, *RECORDS]
    return [model.objects.count() for model in models] + [model.history.count() for model in RECORDS]


def test_loading_twice_changes_nothing(db):
    load_demo(TODAY)
    before = counts()
    assert load_demo(TODAY) == []
    assert counts() == before


def test_every_kind_and_every_status_is_there_on_the_day_of_loading(loaded_on):
    sites = HazardSite.objects.known_on(loaded_on).with_status(loaded_on)
    assert 55 <= sites.count() <= 65
    assert set(sites.values_list("status", flat=True)) == set(Status)
    assert set(sites.values_list("kind", flat=True)) == set(HazardKind.objects.values_list("pk", flat=True))


def test_both_targets_are_missed_on_the_day_of_loading(loaded_on):
    figures = indicators(Commune.objects.get(), loaded_on)
    assert 70 < figures.drowning_protected.percent < 90
    assert figures.drowning_protected_strict.percent < figures.drowning_protected.percent
    assert 60 < figures.villages_covered.percent < 65
    assert figures.overdue


def test_empty_commune_that_was_loaded_before_takes_the_demo_and_keeps_its_boundary(commune):
    drawn = commune.boundary.wkt
    load_demo(TODAY)
    commune.refresh_from_db()
    assert (commune.is_demo, commune.boundary.wkt) == (True, drawn)
    assert commune.villages.count() == 31


def test_roads_that_were_loaded_before_are_kept_instead_of_the_demo_s(commune):
    Road.objects.create(geom=line((20, 5), (40, 5)), kind="residential", source="osm", source_ref="way/1")
    load_demo(TODAY)
    assert Road.objects.get().source == "osm"
    assert PopulatedArea.objects.count() == 30


def test_commune_with_villages_of_its_own_is_not_mixed_with_the_demo(village):
    before = counts()
    with pytest.raises(DemoRefusedError, match="Ngọc Hồi"):
        load_demo(TODAY)
    assert counts() == before


def test_taken_user_name_is_told(db):
    User.objects.create(username="kinhte", full_name="Người khác")
    with pytest.raises(DemoRefusedError, match="kinhte"):
        load_demo(TODAY)
    assert not Commune.objects.exists()


def test_command_prints_the_logins_once(db, capsys):
    call_command("load_demo", today=TODAY)
    printed = capsys.readouterr().out
    assert all(username in printed for username in User.objects.values_list("username", flat=True))
    call_command("load_demo", "--json")
    assert capsys.readouterr().out.strip() == "[]"


def test_command_tells_why_it_refuses(village):
    with pytest.raises(CommandError, match="Ngọc Hồi"):
        call_command("load_demo")
