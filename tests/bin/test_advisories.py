"""A locked version with a known hole fails the build, unless somebody said why it does not touch us."""

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

PATH = Path(settings.BASE_DIR) / "bin" / "lib" / "advisories.py"
TODAY = date(2026, 6, 30)
LOCK = "django==5.2.7 \\\n    --hash=sha256:0\nPillow==13.0.0 ; python_version > '3'\n"
HOLE = '[[advisory]]\nid = "CVE-1"\npackage = "Django"\naffected = ">=5.2,<5.2.8"\nfixed = "5.2.8"\n'


@pytest.fixture(scope="module")
def advisories():
    spec = importlib.util.spec_from_file_location("advisories", PATH)
    module = importlib.util.module_from_spec(spec)
    sys.modules["advisories"] = module
    spec.loader.exec_module(module)
    return module


def holes(advisories, snapshot: str, lock: str = LOCK) -> list[str]:
    found = advisories.open_holes(advisories.known(snapshot), advisories.pinned(lock), TODAY)
    return [one.id for one in found]


def test_an_affected_version_is_found_by_whichever_name_it_is_called(advisories):
    assert holes(advisories, HOLE) == ["CVE-1"]


def test_the_sentence_names_the_cure(advisories):
    (hole,) = advisories.known(HOLE)
    sentence = hole.sentence(advisories.pinned(LOCK))
    assert "Django 5.2.7: CVE-1" in sentence
    assert "5.2.8" in sentence


def test_a_mended_version_is_let_through(advisories):
    assert holes(advisories, HOLE, LOCK.replace("5.2.7", "5.2.8")) == []


def test_a_hole_that_does_not_touch_us_is_let_through_until_its_day(advisories):
    accepted = HOLE + 'accepted = "never called"\nuntil = 2026-06-30\n'
    assert holes(advisories, accepted) == []
    assert holes(advisories, accepted.replace("06-30", "06-29")) == ["CVE-1"]


def test_accepting_needs_a_reason_and_a_day(advisories):
    assert holes(advisories, HOLE + 'accepted = "never called"\n') == ["CVE-1"]
    assert holes(advisories, HOLE + "until = 2026-12-31\n") == ["CVE-1"]


def test_our_locks_have_no_open_hole(advisories):
    assert advisories.check_snapshot() == 0
