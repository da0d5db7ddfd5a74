"""How the small forms of a play space answer: each is a page of its own that leads back to the place."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from foundation.records import Record
from foundation.second_save import ask_with_version_of
from hazards.conflict import last_author
from playspaces.models import PlaySpace


def show_form(
    request: HttpRequest, space: PlaySpace, form: Form, title: str, *, save: str = "", **context: object
) -> HttpResponse:
    """`save` is what the main button says, “Save” without it; `is_danger` paints it red."""
    context |= {"space": space, "form": form, "title": title, "save": save or _("Save")}
    return render(request, "playspaces/form_page.html", context)


def saved(request: HttpRequest, space: PlaySpace, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("playspace", space.pk)


def show_newer(form: Form, current: Record) -> None:
    sentence = _("%(person)s changed this place since you opened it. Please check, then save again.")
    ask_with_version_of(form, current, sentence % {"person": last_author(current)})
