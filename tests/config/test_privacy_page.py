"""docs/privacy.md promises times: the settings keep them."""

import re

import pytest
from django.conf import settings

from hazards.services.photos import STALE_DAYS

PAGE = (settings.BASE_DIR / "docs" / "privacy.md").read_text(encoding="utf-8")
HELP = (settings.BASE_DIR / "bin" / "run").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| [^|]+ \| (\d+) months[^|]*\| `(\w+)` \|$", PAGE, re.MULTILINE)


def test_the_table_is_read():
    assert {name for _months, name in ROWS} == {"ANTOAN_CONTACT_MONTHS", "ANTOAN_AUDIT_MONTHS"}
    assert len(ROWS) == 5


@pytest.mark.parametrize(("months", "name"), sorted(set(ROWS)))
def test_each_time_is_the_default_of_its_setting(months, name):
    source = (settings.BASE_DIR / "config" / "settings.py").read_text(encoding="utf-8")
    assert f'number("{name}", {months})' in source
    assert re.search(rf"{name} .*?\({months}\)", HELP, re.DOTALL)


def test_other_times_are_as_told():
    assert settings.SESSION_COOKIE_AGE == 14 * 24 * 3600
    assert "14 days" in PAGE
    assert f"| {STALE_DAYS} days |" in PAGE
    draft = (settings.BASE_DIR / "static" / "js" / "site" / "draft.js").read_text(encoding="utf-8")
    assert "KEPT_DAYS = 14" in draft
    assert all(f'"{name}"' in draft for name in ("owner_name", "owner_phone", "internal_note"))


def test_file_forgets_what_is_erased(db):
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)
