"""The card of a school, for the panel beside the map."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from schools.models import School
from schools.nearby import dangers_around
from schools.page import bands_of


@asks(access.SEE, "school")
@require_safe
def school_card(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """With how many dangers nothing protects yet, within each radius. Five queries."""
    visible = School.objects.in_force().filter(access.within_reach(request.user, access.SEE, "school"))
    school = get_object_or_404(visible.select_related("level", "village"), pk=pk)
    day = timezone.localdate()
    bands = bands_of(dangers_around(school, reader=request.user, day=day))
    return render(request, "schools/_card.html", {"school": school, "bands": bands})
