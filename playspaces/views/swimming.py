"""Swimming classes at a pool or a safe bathing place."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from foundation.contract import takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key
from hazards.errors import KeyTakenError
from hazards.views.respond import posted
from playspaces import services
from playspaces.forms.swimming import SwimmingClassForm
from playspaces.models import SwimmingClass
from playspaces.views.reach import part_for, space_for
from playspaces.views.respond import saved, show_form, show_newer


@asks(access.CHANGE, "play_space")
@takes(SwimmingClassForm)
def swimming_class_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    space = space_for(request, access.CHANGE, pk)
    if not space.kind.is_water:
        raise Http404
    form = SwimmingClassForm(posted(request), instance=SwimmingClass(playspace=space))
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user
        try:
            services.add_class(form.instance)
        except KeyTakenError:
            ask_with_new_key(
                form, _("A class was already saved from this form. For another one, press Save again.")
            )
        else:
            return saved(request, space, _("The class is saved."))
    return show_form(request, space, form, _("Add a swimming class"))


@asks(access.CHANGE, "play_space")
@takes(SwimmingClassForm)
def swimming_class_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Another day or number; a class that ends early ends on another day."""
    stored = part_for(request, access.CHANGE, SwimmingClass, pk)
    form = SwimmingClassForm(posted(request), instance=stored)
    if request.method == "POST" and form.is_valid():
        try:
            form.instance.save_edit(seen_version=form.cleaned_data["version"] or 0)
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, stored.playspace, _("The class is saved."))
    return show_form(request, stored.playspace, form, _("Change a swimming class"))
