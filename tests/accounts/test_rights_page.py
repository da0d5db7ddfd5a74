"""docs/rights.md shows people the table of accounts/access.py."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts import access
from accounts.rights_table import POST_WORDS, THING_WORDS, as_markdown, letters, put_into

PAGE = settings.BASE_DIR / "docs" / "rights.md"


def test_the_page_shows_the_table_of_today():
    page = PAGE.read_text(encoding="utf-8")
    assert put_into(page) == page, "run manage.py rights --write"


def test_every_post_and_thing_has_its_words():
    assert list(POST_WORDS) == list(access.POSTS)
    assert list(THING_WORDS) == list(access.THINGS)


def test_a_cell_reads_as_in_the_table():
    assert letters("economic_staff", "site") == "sacwrx"
    assert letters("leader", "site") == "sx"
    assert letters("public", "site") == "–"


def test_a_page_without_room_for_the_table_is_told():
    with pytest.raises(ValueError, match="no place for the table"):
        put_into("# Rights\n")


def test_the_command_prints_the_table_and_the_pages():
    out = StringIO()
    call_command("rights", stdout=out)
    assert out.getvalue().strip() == as_markdown()
    out = StringIO()
    call_command("rights", "--pages", stdout=out)
    lines = out.getvalue().splitlines()
    assert any(line.split() == ["add", "site", "/hazards/new/"] for line in lines)
    assert "refused to all" not in out.getvalue()
