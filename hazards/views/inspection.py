"""Record an inspection: that somebody looked, and how each measure stands."""

import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.fields import CoordinatesField
from foundation.contract import PLAIN, TEXT, answers, reads, takes
from hazards import services
from hazards.distances import standing_words
from hazards.errors import KeyTakenError, PhotoError
from hazards.forms.inspection import InspectionForm
from hazards.views.measure import give_new_key
from hazards.views.reach import site_for
from hazards.views.respond import posted, saved, sent_files, show_form, slot

FORM = "hazards/_inspection_form.html"


@asks(access.ADD, "inspection")
@takes(InspectionForm)
@reads(next=TEXT)
def inspection_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = site_for(request, access.ADD, "inspection", pk)
    standing = site.measures.standing_on(timezone.localdate()).select_related("kind")
    form = InspectionForm(
        posted(request),
        sent_files(request),
        auto_id=f"{slot(request)}-%s",
        measures=list(standing),
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        inspection = form.inspection()
        inspection.site, inspection.created_by = site, request.user
        try:
            with transaction.atomic():
                services.record_inspection(inspection, conditions=form.conditions())
                form.attach_photos(site=site, inspection=inspection)
        except KeyTakenError:
            give_new_key(form)
        except PhotoError as refusal:
            form.refuse_photos(refusal)
        else:
            told = [_("The inspection is saved."), standing_words(inspection.place, site.geom)]
            return saved(request, site, " ".join(filter(None, told)))
    return show_form(request, FORM, site, form=form, title=_("Record an inspection"))


@asks(access.ADD, "inspection")
@require_safe
@reads(place=TEXT)
@answers(PLAIN)
def inspection_place(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far from the site somebody stands, in words; asked while the form is being filled in."""
    site = site_for(request, access.ADD, "inspection", pk)
    try:
        place = CoordinatesField(required=False).clean(request.GET.get("place", "")[:120])
    except ValidationError as error:
        return HttpResponse(" ".join(error.messages), content_type="text/plain; charset=utf-8")
    return HttpResponse(standing_words(place, site.geom), content_type="text/plain; charset=utf-8")
