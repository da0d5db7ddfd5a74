"""The files that the person asked for; nobody sees another's."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import for_anyone_known
from audit.log import Deed, record
from deliveries import notify, services, store
from deliveries.models import Delivery, DeliveryQuerySet
from deliveries.respond import answer_for
from deliveries.tasks import start_again
from foundation import worker
from foundation.contract import PAGE_NUMBER, answers, reads, takes

ON_A_PAGE = 25
ANY_KIND = "*/*"


def own(request: HttpRequest) -> DeliveryQuerySet:
    return Delivery.objects.filter(user=request.user).select_related("commune")


def own_one(request: HttpRequest, pk: uuid.UUID) -> Delivery:
    """404 for another's. Rights are those of whoever sends the request, and loaded once."""
    return with_reader(request, get_object_or_404(own(request), pk=pk))


def with_reader(request: HttpRequest, delivery: Delivery) -> Delivery:
    delivery.user = request.user
    return delivery


@for_anyone_known
@require_safe
@reads(page=PAGE_NUMBER)
def deliveries(request: HttpRequest) -> HttpResponse:
    """The latest first. Five queries at most, however many there are."""
    worker.wake()
    page = Paginator(own(request), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [with_reader(request, delivery) for delivery in page.object_list]
    return render(
        request, "deliveries/deliveries.html", {"page": page, "rows": rows, "days": settings.DELIVERY_DAYS}
    )


@for_anyone_known
@require_safe
def delivery(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The line of one, which asks for itself again while it is open; without htmx, the list."""
    found = own_one(request, pk)
    if request.headers.get("HX-Request") != "true":
        return redirect("deliveries")
    worker.wake()
    return render(request, "deliveries/_delivery.html", {"delivery": found, "tells": True})


@for_anyone_known
@require_safe
@answers(ANY_KIND)
def delivery_file(request: HttpRequest, pk: uuid.UUID) -> FileResponse:
    """The file, to be stored; that it was fetched is written down. 403 when the right was lost meanwhile."""
    found = own_one(request, pk)
    if not found.may_be_had:
        raise PermissionDenied
    if not found.is_there:
        raise Http404
    try:
        file = store.fetch(found.pk)
    except FileNotFoundError:
        raise Http404 from None
    record(Deed.EXPORTED, request=request, about=found.title, commune=found.commune, what="delivery")
    notify.fetched(found)
    response = FileResponse(
        file, as_attachment=True, filename=found.file_name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@for_anyone_known
@require_POST
@takes()
def delivery_cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_one(request, pk)
    if services.cancel(found):
        messages.success(request, _("“%(title)s” was cancelled.") % {"title": found.title})
    else:
        messages.info(request, _("“%(title)s” had ended already.") % {"title": found.title})
    return redirect("deliveries")


@for_anyone_known
@require_POST
@takes()
def delivery_again(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One that came to nothing, or whose file is gone, is made anew; 403 without the right."""
    found = own_one(request, pk)
    if found.is_open:
        messages.info(request, _("“%(title)s” is being made already.") % {"title": found.title})
        return redirect("deliveries")
    if not found.may_be_had:
        raise PermissionDenied
    return answer_for(request, lambda: start_again(found))


@for_anyone_known
@require_POST
@takes()
def delivery_remove(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = own_one(request, pk)
    if found.is_lost:
        services.cancel(found)
    if services.remove(found):
        messages.success(request, _("“%(title)s” was removed.") % {"title": found.title})
    else:
        messages.info(
            request, _("“%(title)s” is still being made. Please cancel it first.") % {"title": found.title}
        )
    return redirect("deliveries")
