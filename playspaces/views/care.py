"""Looking after the equipment of a play space."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from foundation.contract import takes
from foundation.records import Record, StaleVersionError
from foundation.second_save import ask_with_new_key
from hazards.errors import KeyTakenError
from hazards.views.respond import posted
from playspaces import services
from playspaces.forms.care import EquipmentInspectionForm, FaultForms, MendForm
from playspaces.forms.state import TakeBackForm
from playspaces.models import EquipmentFault, EquipmentInspection, PlaySpacePhoto, SwimmingClass
from playspaces.views.reach import part_for, space_for
from playspaces.views.respond import saved, show_form, show_newer


@asks(access.CHANGE, "play_space")
@takes(EquipmentInspectionForm)
def equipment_inspection_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """An inspection with all that it found: stored together, or not at all."""
    space = space_for(request, access.CHANGE, pk)
    form = EquipmentInspectionForm(posted(request), instance=EquipmentInspection(playspace=space))
    faults = FaultForms(posted(request), prefix="faults")
    if request.method == "POST" and form.is_valid() & faults.is_valid():
        form.instance.created_by = request.user
        found = [line.instance for line in faults if line.has_changed()]
        try:
            services.record_inspection(form.instance, faults=found)
        except KeyTakenError:
            sentence = _("An inspection was already saved from this form. For another one, press Save again.")
            ask_with_new_key(form, sentence)
        else:
            return saved(request, space, _("The inspection is saved."))
    context = {"space": space, "form": form, "faults": faults}
    return render(request, "playspaces/inspection_form.html", context)


@asks(access.CHANGE, "play_space")
@takes(MendForm)
def fault_mended(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    fault = part_for(request, access.CHANGE, EquipmentFault, pk)
    form = MendForm(posted(request), fault=fault)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.mend_fault(fault, on=words["on"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, fault.playspace, _("Saved."))
    return show_form(request, fault.playspace, form, _("Mended: %(what)s") % {"what": fault.item})


@asks(access.WITHDRAW, "play_space")
@takes(TakeBackForm)
def equipment_inspection_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    inspection = part_for(request, access.WITHDRAW, EquipmentInspection, pk)

    def withdraw(**words) -> None:
        services.withdraw_inspection(inspection, **words)

    return take_back(request, inspection, withdraw)


@asks(access.WITHDRAW, "play_space")
@takes(TakeBackForm)
def fault_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    fault = part_for(request, access.WITHDRAW, EquipmentFault, pk)
    return take_back(request, fault, fault.withdraw)


@asks(access.WITHDRAW, "play_space")
@takes(TakeBackForm)
def swimming_class_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    swimming_class = part_for(request, access.WITHDRAW, SwimmingClass, pk)
    return take_back(request, swimming_class, swimming_class.withdraw)


@asks(access.WITHDRAW, "play_space")
@takes(TakeBackForm)
def playspace_photo_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    photo = part_for(request, access.WITHDRAW, PlaySpacePhoto, pk)
    return take_back(request, photo, photo.withdraw)


def take_back(request: HttpRequest, part: Record, withdraw) -> HttpResponse:
    form = TakeBackForm(posted(request), initial={"version": part.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            withdraw(reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, part.playspace, _("Taken back."))
    title = _("Recorded by mistake: %(what)s") % {"what": name_of(part)}
    return show_form(request, part.playspace, form, title, save=_("Take back"), is_danger=True)


def name_of(part: Record) -> str:
    if isinstance(part, EquipmentInspection):
        return _("inspection of %(day)s") % {"day": f"{part.on:%d/%m/%Y}"}
    return _("photo") if isinstance(part, PlaySpacePhoto) else str(part)
