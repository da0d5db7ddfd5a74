"""The head counts of a commune: by village in one year, as a file, as an empty table to fill in."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from areas.models import Commune
from audit.log import record_export
from exchange.forms.head_count import USUAL
from exchange.forms.head_count_file import EARLIEST_YEAR
from exchange.head_counts.ages import Band
from exchange.head_counts.wording import ages_in_words
from exchange.head_counts.year import Year, unfinished, years_counted
from exchange.views.head_count_reach import A_YEAR, THING, own_commune
from foundation.contract import CSV, answers, reads, takes
from foundation.spreadsheets import csv_download


def asked_year(text: str, counted: list[int]) -> int:
    """The year that `text` names, else the latest that was counted, else this one."""
    if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) >= EARLIEST_YEAR:
        return min(int(text), timezone.localdate().year)
    return counted[0] if counted else timezone.localdate().year


@asks(access.SEE, THING)
@require_safe
@reads(year=A_YEAR)
def head_counts(request: HttpRequest) -> HttpResponse:
    """Eight queries, however many villages and files there are."""
    commune = own_commune(request, access.SEE)
    counted = years_counted(commune)
    year = Year(commune, asked_year(request.GET.get("year", ""), counted))
    may_add = access.may(request.user, access.ADD, THING, commune)
    context = {
        "commune": commune,
        "year": year,
        "bands": [ages_in_words(band) for band in year.bands],
        "years": sorted({*counted, year.year}, reverse=True),
        "files": unfinished(commune) if may_add else [],
        "may_add": may_add,
        "may_change": access.may(request.user, access.CHANGE, THING, commune),
        "may_export": access.may(request.user, access.EXPORT, THING, commune),
    }
    return render(request, "exchange/head_counts/list.html", context)


@asks(access.EXPORT, THING)
@require_POST
@takes(year=A_YEAR)
@answers(CSV)
def head_counts_file(request: HttpRequest) -> StreamingHttpResponse:
    """The year as a CSV, that reads back in as it is; that it was taken is written down."""
    commune = own_commune(request, access.EXPORT)
    year = Year(commune, asked_year(request.POST.get("year", ""), years_counted(commune)))
    record_export(
        request,
        what="head_counts",
        rows=len(year.counts),
        communes=[commune],
        about=f"{commune.full_name}, {year.year}",
    )
    return csv_download(table_of(year), f"so-tre-em-{commune.code}-{year.year}")


def table_of(year: Year) -> Iterator[list[Any]]:
    yield heading(year.commune, year.bands)
    for row in year.rows:
        yield [row.village.code, row.village.name, row.count.children if row.count else None, *row.ages]


@asks(access.ADD, THING)
@require_safe
@answers(CSV)
def head_counts_empty(request: HttpRequest) -> StreamingHttpResponse:
    """The villages of today with blank cells for the numbers."""
    commune = own_commune(request, access.ADD)
    year = Year(commune, timezone.localdate().year)
    rows = ([village.code, village.name, *[""] * (1 + len(USUAL))] for village in year.villages)
    return csv_download([heading(commune, USUAL), *rows], f"so-tre-em-{commune.code}-mau")


def heading(commune: Commune, bands: list[Band] | tuple[Band, ...]) -> list[str]:
    """Words that the reading of files knows (`exchange.head_counts.headings`)."""
    ages = [ages_in_words(band) for band in bands]
    return [_("Village code"), commune.village_word.capitalize(), _("Number of children"), *ages]
