"""What was sent and never stored is not kept: by hand, or after a month."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from exchange.head_counts.putting_away import put_away_stale
from exchange.models import HeadCountFile

SHEETS = [{"name": "Trang 1", "font": "", "rows": [["Thôn", "Nguyễn Thị Lan"], ["Đại Áng", "7"]]}]


@pytest.fixture
def thu(person, commune):
    """Culture staff: counts children."""
    return person("thu", "Hoàng Thị Thu", "culture_staff", commune)


@pytest.fixture
def sent(commune, thu):
    """`sent(days_ago)` is a file whose columns nobody has told yet."""

    def make(days_ago: int = 0, **facts) -> HeadCountFile:
        row = HeadCountFile.objects.create(
            commune=commune, year=2025, file_name="danh-sach.xlsx", sha256="0" * 64, created_by=thu,
            reading={"sheets": SHEETS}, rows=[{"name": "Đại Áng"}], **facts,
        )  # fmt: skip
        touched = timezone.now() - timedelta(days=days_ago)
        HeadCountFile.objects.filter(pk=row.pk).update(updated_at=touched)
        return row

    return make


def cells(file: HeadCountFile) -> tuple[list, dict]:
    file.refresh_from_db()
    return file.rows, file.reading


def test_cells_go_when_the_file_is_put_away_and_who_sent_it_stays(client, thu, sent):
    file = sent()
    client.force_login(thu)
    client.post(reverse("head-count-withdraw", args=[file.pk]), {"version": file.version})
    assert cells(file) == ([], {})
    assert file.withdrawn_at and file.created_by == thu
    assert file.history.first().history_user == thu


def test_file_that_nobody_touched_for_a_month_is_put_away(sent):
    forgotten, fresh = sent(31), sent(29)
    assert put_away_stale() == 1
    assert cells(forgotten) == ([], {}) and forgotten.withdrawn_at
    assert cells(fresh)[1] == {"sheets": SHEETS} and not fresh.withdrawn_at
    assert put_away_stale() == 0


def test_stored_file_keeps_the_rows_that_its_figures_came_from(sent):
    stored = sent(400, stored_at=timezone.now())
    assert put_away_stale() == 0
    assert cells(stored)[0] == [{"name": "Đại Áng"}]


def test_file_taken_up_again_while_the_old_ones_are_put_away_stays(sent, monkeypatch):
    file, again = sent(31), HeadCountFile.withdraw

    def meanwhile(record, **words):
        HeadCountFile.objects.filter(pk=record.pk).update(version=2)
        return again(record, **words)

    monkeypatch.setattr(HeadCountFile, "withdraw", meanwhile)
    assert put_away_stale() == 0
    assert cells(file)[1] == {"sheets": SHEETS}
