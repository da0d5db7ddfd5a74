"""The rows of a file: what is unclear and who settles it; before and after; storing."""

import uuid
from collections.abc import Iterable
from typing import Final

from django.contrib import messages
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from exchange.forms.head_count_row import MendingForm, RowForm
from exchange.head_counts.draft import Draft
from exchange.head_counts.mending import Reason, mend
from exchange.head_counts.storing import NotReadyError, changes_of, store_file
from exchange.head_counts.wording import ages_in_words, remarks_in_words, sum_in_words
from exchange.models import HeadCountFile
from exchange.views.head_count_file import changed_meanwhile, file_address
from exchange.views.head_count_reach import THING, visible_file
from foundation.contract import ROW, many, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards.conflict import last_author
from hazards.forms.closing import VersionForm
from hazards.views.respond import posted

AT_ONCE: Final = 40  # rows to mend on one page; the next ones come when these are saved


@asks(access.SEE, THING)
@reads(row=ROW)
@takes(MendingForm, row=many(ROW))
def head_count_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What becomes of each row: before it is stored, for whoever may add. `?row=` opens a clear one.

    Nine queries, however many rows there are.
    """
    file = visible_file(request, pk, access.SEE)
    draft = Draft(file)
    if file.stored_at:
        return show(request, draft, None, [])
    access.require(request.user, access.ADD, THING, file.commune)
    if draft.is_undecided:
        return redirect("head-count-columns", pk=file.pk)
    form = MendingForm(posted(request), initial={"version": file.version, "year": file.year})
    rows = row_forms(draft, chosen_rows(request, draft), posted(request))
    is_stale = False
    if request.method == "POST" and all_valid([form, *rows]):
        words = form.cleaned_data
        try:
            decisions = [row.decision() for row in rows]
            mend(file, decisions, year=words["year"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
            is_stale = True
        else:
            messages.success(request, saved_words(Draft(file)))
            return redirect(file_address(file))
    return show(request, draft, form, rows, is_stale=is_stale)


def chosen_rows(request: HttpRequest, draft: Draft) -> list[int]:
    """Numbers of the rows to show as forms: those sent, else the unclear ones and that asked for."""
    if request.method == "POST":
        sent = {int(text) for text in request.POST.getlist("row") if is_number(text)}
        return [line.number for line in draft.lines if line.number in sent]
    asked = request.GET.get("row", "")
    unclear = [entry.line.number for entry in draft.to_mend][:AT_ONCE]
    known = {line.number for line in draft.lines}
    if is_number(asked) and int(asked) in known and int(asked) not in unclear:
        return [int(asked), *unclear]
    return unclear


def is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 7


def row_forms(draft: Draft, numbers: Iterable[int], data: QueryDict | None) -> list[RowForm]:
    entries = {entry.line.number: entry for entry in draft.entries}
    lines = {line.number: line for line in draft.lines}
    return [
        RowForm(data, entry=entries.get(number) or draft.entry(lines[number]), draft=draft)
        for number in numbers
    ]


def show_newer(form: MendingForm, current: HeadCountFile) -> None:
    sentence = _("%(person)s changed this file since you opened it. Please check, then save again.")
    ask_with_version_of(form, current, sentence % {"person": last_author(current)})


def saved_words(draft: Draft) -> str:
    left = len(draft.to_mend)
    if left:
        return _("Saved. Rows still to be settled: %(rows)s.") % {"rows": left}
    return _("Saved. Every row is settled: the file can be stored.")


def show(
    request: HttpRequest,
    draft: Draft,
    form: MendingForm | None,
    rows: list[RowForm],
    *,
    is_stale: bool = False,
) -> HttpResponse:
    file = draft.file
    siblings = HeadCountFile.objects.in_force().filter(
        access.within_reach(request.user, access.SEE, THING), sha256=file.sha256, stored_at=None
    )
    context = {
        "file": file,
        "draft": draft,
        "bands": [ages_in_words(band) for band in draft.bands],
        "ready": [
            (entry, remarks_in_words(entry, file.year), [entry.ages.get(band) for band in draft.bands])
            for entry in draft.ready
        ],
        "left_out": [(entry, Reason(entry.line.left_out).label) for entry in draft.left_out],
        "sums": [(line.number, *sum_in_words(line, draft)) for line in draft.sums],
        "form": form,
        "rows": rows,
        "more": max(0, len(draft.to_mend) - AT_ONCE),
        "is_stale": is_stale,
        "has_errors": any(one.errors for one in [form, *rows] if one),
        "siblings": siblings.exclude(pk=file.pk)
        .select_related("commune")
        .defer("rows", "commune__boundary")[:20],
    }
    return render(request, "exchange/head_counts/file.html", context)


@asks(access.ADD, THING)
@takes(VersionForm)
def head_count_store(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Before and after of each village; sent, they are stored."""
    file = visible_file(request, pk, access.ADD)
    draft = Draft(file)
    if not draft.can_be_stored:
        return redirect(file_address(file))
    form = VersionForm(posted(request), initial={"version": file.version})
    if request.method == "POST" and form.is_valid():
        try:
            store_file(file, seen_version=form.cleaned_data["version"], by=request.user, request=request)
        except StaleVersionError as stale:
            messages.warning(request, changed_meanwhile(stale.current))
            return redirect(file_address(file))
        except NotReadyError:
            return redirect(file_address(file))
        words = {"commune": file.commune.full_name, "year": file.year}
        messages.success(request, _("The head counts of %(commune)s in %(year)s are stored.") % words)
        return redirect(f"{reverse('head-counts')}?year={file.year}&commune={file.commune.code}")
    changes = changes_of(draft)
    named = {change.settled.village.pk for change in changes}
    context = {
        "file": file,
        "draft": draft,
        "form": form,
        "changes": changes,
        "new": sum(change.is_new for change in changes),
        "same": sum(change.is_same for change in changes),
        "replaced": sum(not change.is_new and not change.is_same for change in changes),
        "kept": [
            (draft.villages[pk], count)
            for pk, counts in draft.counts.items()
            for count in counts
            if count.year == file.year and pk not in named
        ],
    }
    return render(request, "exchange/head_counts/store.html", context)
