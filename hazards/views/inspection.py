"""Record an inspection: that somebody looked, and how each measure stands."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from hazards import services
from hazards.errors import KeyTakenError
from hazards.forms.inspection import InspectionForm
from hazards.views.measure import give_new_key
from hazards.views.reach import site_for
from hazards.views.respond import posted, saved, show_form, slot

FORM = "hazards/_inspection_form.html"


def inspection_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = site_for(request, access.ADD, "inspection", pk)
    standing = site.measures.standing_on(timezone.localdate()).select_related("kind")
    form = InspectionForm(posted(request), auto_id=f"{slot(request)}-%s", measures=list(standing))
    if request.method == "POST" and form.is_valid():
        inspection = form.inspection()
        inspection.site, inspection.created_by = site, request.user
        try:
            services.record_inspection(inspection, conditions=form.conditions())
        except KeyTakenError:
            give_new_key(form)
        else:
            return saved(request, site, _("The inspection is saved."))
    return show_form(request, FORM, site, form=form, title=_("Record an inspection"))
