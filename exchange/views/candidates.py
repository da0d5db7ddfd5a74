"""Candidate places from a file: what is fit is stored, every other row comes back to be mended."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.gate import asks
from exchange.candidates.forms import (
    PREFIX,
    CandidateFileForm,
    CandidateRowForm,
    RowFormSet,
    bound,
    kinds_by_name,
)
from exchange.candidates.reading import FIELDS
from exchange.candidates.taking import take
from foundation.contract import FILE, TEXT, takes
from playspaces.views.plan_reach import own_commune

MENDED_AT_ONCE: Final = 100  # rows: a page with more fields is refused


@asks(access.ADD, "plan")
@takes(file=FILE, **{f"{PREFIX}-TOTAL_FORMS": TEXT})
def candidates_import(request: HttpRequest) -> HttpResponse:
    commune = own_commune(request, access.ADD)
    is_mending = f"{PREFIX}-TOTAL_FORMS" in request.POST
    form = CandidateFileForm(
        *([request.POST, request.FILES] if request.method == "POST" and not is_mending else [])
    )
    context: dict[str, Any] = {"commune": commune, "form": form}
    if is_mending:
        context |= taken(request, request.POST)
    elif form.is_bound and form.is_valid():
        context |= taken(request, bound(form.rows))
    return render(request, "exchange/candidates.html", context)


def taken(request: HttpRequest, data: Mapping[str, Any]) -> dict[str, Any]:
    kinds = {"kinds": kinds_by_name()}
    done = take(RowFormSet(data, prefix=PREFIX, form_kwargs=kinds), by=request.user)
    shown = done.to_mend[:MENDED_AT_ONCE]
    rest = anew(shown, kinds)
    return {"taken": done, "formset": rest, "not_shown": len(done.to_mend) - len(shown)}


def anew(forms: Iterable[CandidateRowForm], kinds: dict[str, Any]) -> Any:
    """The rows to mend as a form of their own, numbered from 0, each with its errors."""
    old = list(forms)
    rows = [{name: form[name].value() or "" for name in ("number", *FIELDS)} for form in old]
    formset = RowFormSet(bound(rows), prefix=PREFIX, form_kwargs=kinds)
    formset.is_valid()
    for form, before in zip(formset, old, strict=True):
        form._errors = before.errors
    return formset
