"""One village's head count, changed by hand."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from areas.models import ChildCount, Village
from exchange.forms.head_count import HeadCountForm
from exchange.forms.head_count_file import EARLIEST_YEAR
from exchange.head_counts.by_hand import CountMovedError, change_count, seen_of, stored_count
from exchange.head_counts.storing import as_counted
from exchange.head_counts.wording import ages_in_words
from exchange.head_counts.year import Year
from exchange.views.head_count_reach import A_YEAR, THING
from foundation.contract import reads, takes
from foundation.second_save import fill
from hazards.views.respond import posted


@asks(access.CHANGE, THING)
@reads(year=A_YEAR)
@takes(HeadCountForm)
def head_count_edit(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """404 for a year that nobody can have counted."""
    visible = Village.objects.filter(access.within_reach(request.user, access.SEE, THING))
    villages = visible.select_related("commune").defer("boundary", "commune__boundary")
    village = get_object_or_404(villages, pk=pk)
    access.require(request.user, access.CHANGE, THING, village.commune)
    if not EARLIEST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    count = stored_count(village, year)
    bands = [] if count else Year(village.commune, year).bands
    form = HeadCountForm(posted(request), count=count, bands=bands)
    newer: ChildCount | None = None
    if request.method == "POST" and form.is_valid():
        children, ages = form.figures
        try:
            change_count(village, year, children, ages, seen=form.cleaned_data["seen"], by=request.user)
        except CountMovedError as moved:
            newer = moved.current
            show_newer(form, moved)
        else:
            words = {"village": village.full_name, "year": year}
            messages.success(request, _("The head count of %(village)s in %(year)s is saved.") % words)
            return redirect(f"{reverse('head-counts')}?year={year}&commune={village.commune.code}")
    context = {"form": form, "village": village, "year": year, "count": count, "history": history(count)}
    return render(
        request, "exchange/head_counts/edit.html", context | {"newer": newer, "newer_ages": ages_of(newer)}
    )


def show_newer(form: HeadCountForm, moved: CountMovedError) -> None:
    """What was entered stays; saving once more is then deliberate."""
    fill(form, seen=seen_of(moved.current))
    form.add_error(
        None, _("Somebody changed this head count since you opened it. Please check, then save again.")
    )


def ages_of(count: ChildCount | None) -> list[tuple[str, int]]:
    return [(ages_in_words(band), number) for band, number in as_counted(count)[1].items()] if count else []


def history(count: ChildCount | None) -> Iterable[Any]:
    """Every version of the total, the latest first. One query."""
    return count.history.select_related("history_user") if count else []
