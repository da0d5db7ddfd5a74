"""`/schools/self-checks/`: the self-checks of all schools of the commune, for who answers for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import reads
from schools.checks import STATES, rows_of, totals, years
from schools.school_year import in_words, school_year_of
from schools.views.reach import own_commune

YEAR = {"type": "integer", "minimum": 1990, "maximum": 2100}


@asks(access.EXPORT, "self_check")
@require_safe
@reads(year=YEAR)
def self_checks(request: HttpRequest) -> HttpResponse:
    """One row for each school, whatever their number three queries beside those of the rights."""
    commune = own_commune(request, access.EXPORT, "self_check")
    today = timezone.localdate()
    offered = years(commune, today)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else 0
    year = year if year in offered else school_year_of(today)
    rows = rows_of(commune, year, today)
    context = {
        "commune": commune,
        "rows": rows,
        "totals": totals(rows),
        "states": STATES,
        "year": year,
        "year_words": in_words(year),
        "years": [(one, in_words(one)) for one in offered],
        "today": today,
    }
    return render(request, "schools/checks.html", context)
