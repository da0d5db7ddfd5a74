"""Views of the list that a person keeps: save, rename, share, delete."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import takes
from hazards.forms.saved_view import RenameForm, SavedViewForm
from hazards.models import SavedView
from hazards.views.respond import posted


def list_address(view: SavedView) -> str:
    return f"{reverse('site-list')}?{view.words}"


@asks(access.SEE, "site")
@require_POST
@takes(SavedViewForm)
def view_save(request: HttpRequest) -> HttpResponse:
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    form = SavedViewForm(request.POST, instance=SavedView(user=request.user, commune=commune))
    return stored(request, form) or render(request, "hazards/table/view_form.html", {"form": form})


@asks(access.SEE, "site")
@takes(RenameForm)
def view_edit(request: HttpRequest, pk: int) -> HttpResponse:
    form = RenameForm(posted(request), instance=own_view(request, pk))
    return stored(request, form) or render(request, "hazards/table/view_form.html", {"form": form})


@asks(access.SEE, "site")
@require_POST
@takes()
def view_delete(request: HttpRequest, pk: int) -> HttpResponse:
    view = own_view(request, pk)
    view.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect("site-list")


def own_view(request: HttpRequest, pk: int) -> SavedView:
    """404 for a colleague's: a view that is shared is changed by its owner alone."""
    return get_object_or_404(SavedView, pk=pk, user=request.user)


def stored(request: HttpRequest, form: SavedViewForm) -> HttpResponse | None:
    """To the list, once the form is saved; a double click leads to the view stored first."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        form.add_error("name", _("You already have a view of this name. Please choose another."))
        return None
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": form.instance.name})
    return redirect(list_address(form.instance))
