"""Take back a measure, an inspection or a photo that was recorded by mistake; all stay on record."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from foundation.contract import TEXT, reads, takes
from foundation.records import StaleVersionError
from hazards import services
from hazards.forms.closing import MistakeForm
from hazards.models import Inspection, Measure, Photo
from hazards.views.closing import show_newer
from hazards.views.reach import measure_for, site_for
from hazards.views.respond import posted, saved, show_form, slot


@asks(access.WITHDRAW, "measure")
@takes(MistakeForm)
@reads(next=TEXT)
def measure_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    measure = measure_for(request, access.WITHDRAW, pk)

    def withdraw(**words) -> None:
        services.withdraw_measure(measure, by=request.user, **words)

    return take_back(request, measure, withdraw)


@asks(access.WITHDRAW, "inspection")
@takes(MistakeForm)
@reads(next=TEXT)
def inspection_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    inspection = get_object_or_404(Inspection.objects.in_force(), pk=pk)
    inspection.site = site_for(request, access.WITHDRAW, "inspection", inspection.site_id)

    def withdraw(**words) -> None:
        services.withdraw_inspection(inspection, by=request.user, **words)

    return take_back(request, inspection, withdraw)


@asks(access.WITHDRAW, "photo")
@takes(MistakeForm)
@reads(next=TEXT)
def photo_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    photo = get_object_or_404(Photo.objects.shown(), pk=pk)
    photo.site = site_for(request, access.WITHDRAW, "photo", photo.site_id)
    return take_back(request, photo, photo.withdraw)


def take_back(request: HttpRequest, record: Measure | Inspection | Photo, withdraw) -> HttpResponse:
    form = MistakeForm(posted(request), auto_id=f"{slot(request)}-%s", initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, record.site, _("Taken back."))
    return show_form(
        request, "hazards/_withdraw_form.html", record.site, form=form, title=_("Recorded by mistake")
    )
