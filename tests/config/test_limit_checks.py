"""A wrong setting of the limits is told at the start, with its cure."""

import pytest

from config import gunicorn, limit_checks
from foundation import rates


@pytest.fixture
def known_rates(monkeypatch):
    monkeypatch.setattr(rates, "known", {"report": "10/h"})


def test_rates_that_can_be_read_are_no_fault(settings, known_rates):
    settings.RATES = {"report": "3/5m"}
    assert limit_checks.rates_are_known(None) == []


@pytest.mark.parametrize("name, rate", [("report", "many"), ("report", ""), ("repotr", "10/h")])
def test_rate_that_cannot_be_read_is_an_error(settings, known_rates, name, rate):
    settings.RATES = {name: rate}
    (error,) = limit_checks.rates_are_known(None)
    assert error.id == "antoan.E010"
    assert "report" in error.hint


def test_cache_that_is_no_address_is_an_error(settings):
    settings.CACHE_URL = "localhost:6379"
    assert [error.id for error in limit_checks.cache_is_an_address(None)] == ["antoan.E011"]
    settings.CACHE_URL = "redis://localhost:6379/1"
    assert limit_checks.cache_is_an_address(None) == []


def test_several_processes_want_one_counter(settings, monkeypatch):
    monkeypatch.setattr(gunicorn, "workers", 3)
    (warning,) = limit_checks.processes_count_together(None)
    assert (warning.id, "3 times" in warning.msg) == ("antoan.W010", True)
    settings.CACHE_URL = "redis://localhost:6379/1"
    assert limit_checks.processes_count_together(None) == []


def test_one_process_counts_alone(settings, monkeypatch):
    monkeypatch.setattr(gunicorn, "workers", 1)
    assert limit_checks.processes_count_together(None) == []
