"""A file of head counts on its way: sent, its columns told, its rows mended, stored or withdrawn."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.gate import asks
from areas.models import Commune
from exchange.forms.head_count_file import ColumnsForm, HeadCountFileForm
from exchange.head_counts.putting_away import put_away
from exchange.head_counts.receiving import Received, Sender, choose_columns, kept_sheets, take_in
from exchange.models import HeadCountFile
from exchange.views.head_count_reach import THING, own_commune, visible_file
from foundation.contract import ROW, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key
from hazards.conflict import last_author
from hazards.errors import KeyTakenError
from hazards.forms.closing import VersionForm
from hazards.views.respond import posted, sent_files


def sender_of(request: HttpRequest, commune: Commune) -> Sender:
    return Sender(request.user, commune, access.communes_for(request.user, access.ADD, THING))


def file_address(file: HeadCountFile) -> str:
    return reverse("head-count-file", args=[file.pk])


@asks(access.ADD, THING)
@takes(HeadCountFileForm)
def head_counts_new(request: HttpRequest) -> HttpResponse:
    commune = own_commune(request, access.ADD)
    form = HeadCountFileForm(posted(request), sent_files(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        name = "".join(sign for sign in words["file"].name if sign.isprintable())
        try:
            received = take_in(
                words["id"], name, form.data_sent, form.sheets, words["year"], sender_of(request, commune)
            )
        except KeyTakenError:
            ask_with_new_key(
                form,
                _("A file was already sent from this form. For another one, choose it and press Send again."),
            )
        else:
            tell_of_before(request, received.files[0])
            tell_of_others(request, received)
            return redirect(file_address(received.files[0]))
    return render(request, "exchange/head_counts/new.html", {"form": form, "commune": commune})


def tell_of_before(request: HttpRequest, file: HeadCountFile) -> None:
    """The very same file may be here already: a sentence, not a refusal."""
    same = (
        HeadCountFile.objects.in_force().filter(commune=file.commune, sha256=file.sha256).exclude(pk=file.pk)
    )
    if same.exists():
        messages.warning(request, _("This very file was sent before. Storing it twice changes nothing."))


def tell_of_others(request: HttpRequest, received: Received) -> None:
    others = received.files[1:]
    if others:
        sentence = ngettext(
            "Rows of %(count)s other commune are kept under that commune: %(names)s.",
            "Rows of %(count)s other communes are kept under those communes: %(names)s.",
            len(others),
        )
        names = ", ".join(file.commune.full_name for file in others[:5]) + ("…" if others[5:] else "")
        messages.info(request, sentence % {"count": len(others), "names": names})


@asks(access.ADD, THING)
@takes(ColumnsForm)
@reads(sheet=ROW)
def head_count_columns(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """`?sheet=` is the position of the sheet, from 0."""
    file = visible_file(request, pk, access.ADD)
    sheets, text = kept_sheets(file), request.GET.get("sheet", "")
    if not sheets:
        return redirect(file_address(file))
    place = (
        int(text) if text.isascii() and text.isdecimal() and len(text) < 3 and int(text) < len(sheets) else 0
    )
    form = ColumnsForm(posted(request), sheet=sheets[place], initial={"version": file.version})
    if request.method == "POST" and form.is_valid():
        sender = sender_of(request, file.commune)
        try:
            received = choose_columns(
                file, sheets[place], form.columns, sender, seen_version=form.cleaned_data["version"]
            )
        except StaleVersionError as stale:
            messages.warning(request, changed_meanwhile(stale.current))
        else:
            tell_of_others(request, received)
        return redirect(file_address(file))
    context = {"form": form, "file": file, "sheets": sheets, "place": place}
    return render(request, "exchange/head_counts/columns.html", context)


def changed_meanwhile(file: HeadCountFile) -> str:
    sentence = _("%(person)s changed this file since you opened it. Please look at it again.")
    return sentence % {"person": last_author(file)}


@asks(access.ADD, THING)
@takes(VersionForm)
def head_count_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    file = visible_file(request, pk, access.ADD)
    if file.stored_at:
        raise PermissionDenied
    form = VersionForm(posted(request), initial={"version": file.version})
    if request.method == "POST" and form.is_valid():
        try:
            put_away(file, seen_version=form.cleaned_data["version"])
        except StaleVersionError as stale:
            messages.warning(request, changed_meanwhile(stale.current))
            return redirect(file_address(file))
        messages.success(request, _("The file was put away. Nothing of it was stored."))
        return redirect(f"{reverse('head-counts')}?commune={file.commune.code}")
    return render(request, "exchange/head_counts/withdraw.html", {"form": form, "file": file})
