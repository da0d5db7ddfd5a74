"""The notices of the person who is logged in; nobody sees another's."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.gate import for_anyone_known
from foundation.contract import PAGE_NUMBER, ROW, one_of, reads, takes
from notices.forms import SettingsForm
from notices.models import Notice, NoticeQuerySet

ON_A_PAGE = 25


def own(request: HttpRequest) -> NoticeQuerySet:
    return Notice.objects.filter(user=request.user)


@for_anyone_known
@require_safe
@reads(show=one_of(["all"]), page=PAGE_NUMBER)
def notices(request: HttpRequest) -> HttpResponse:
    """Newest first; `?show=all` with those that were read."""
    shows_all = request.GET.get("show") == "all"
    rows = own(request) if shows_all else own(request).unread()
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    newest = own(request).aggregate(pk=Max("pk"))["pk"] or 0
    context = {"page": page, "shows_all": shows_all, "newest": str(newest)}
    return render(request, "notices/notices.html", context)


@for_anyone_known
@require_safe
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it as read and go where it leads: to our own pages only."""
    notice = get_object_or_404(own(request), pk=pk)
    own(request).unread().filter(pk=pk).update(read_at=timezone.now())
    return redirect(notice.leads_to or "notices")


@for_anyone_known
@require_POST
@takes()
def read_one(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(own(request), pk=pk)
    notice.read_at = notice.read_at or timezone.now()
    notice.save(update_fields=["read_at"])
    if request.headers.get("HX-Request") == "true":
        return render(request, "notices/_read.html", {"notice": notice})
    return redirect(list_address(request))


@for_anyone_known
@require_POST
@takes(newest=ROW)
def read_all(request: HttpRequest) -> HttpResponse:
    """All that were there when the page was shown; what came in meanwhile stays unread."""
    newest = request.POST.get("newest", "")
    if newest.isascii() and newest.isdigit() and len(newest) < 19:
        own(request).unread().filter(pk__lte=int(newest)).update(read_at=timezone.now())
    return redirect(list_address(request))


def list_address(request: HttpRequest) -> str:
    """The list as it was shown: its words come along in the address."""
    words = request.GET.urlencode()
    return reverse("notices") + (f"?{words}" if words else "")


@for_anyone_known
@takes(SettingsForm)
def settings_page(request: HttpRequest) -> HttpResponse:
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("notices")
    return render(request, "notices/settings.html", {"form": form, "sends_mail": settings.SENDS_MAIL})
