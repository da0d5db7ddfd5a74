"""What every page promises: a strict content policy, and no request to anyone else."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

OUTSIDE = re.compile(r"""(?:src|href|url\(|import\s*\(?|from)\s*=?\s*["'(]+(?:https?:)?//""")


@pytest.fixture
def policy(client, lan):
    client.force_login(lan)
    header = client.get("/")["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


def test_content_policy_allows_nothing_inline_and_nobody_else(policy):
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].startswith("'self'")
    for sources in policy.values():
        assert "unsafe" not in sources
    outside = {source for name in policy for source in policy[name].split() if "//" in source}
    assert outside <= {"https://tile.openstreetmap.org"}


def test_pages_and_styles_name_no_other_host():
    files = [
        path
        for folder in ("templates", "static")
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in {".html", ".css", ".js"}
    ]
    assert len(files) > 20
    assert [str(path) for path in files if OUTSIDE.search(path.read_text(encoding="utf-8"))] == []


def test_no_inline_code_or_style_in_templates():
    inline = re.compile(r"""\sstyle=|\son[a-z]+=["']|<script(?![^>]*(src=|type="application/json"))|<style""")
    templates = settings.BASE_DIR / "templates"
    # A map that leaves the app carries all it needs inside and is never served as a page.
    leaving = templates / "maps/leaving/file.html"
    wrong = [
        str(path)
        for path in templates.rglob("*.html")
        if path != leaving and inline.search(path.read_text(encoding="utf-8"))
    ]
    assert wrong == []


def test_system_checks_are_clean():
    call_command("check", "--fail-level", "WARNING")


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
