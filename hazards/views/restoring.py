"""What was withdrawn in a commune, and bringing it back."""

import uuid
from collections.abc import Callable
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import PAGE_NUMBER, TEXT, reads, takes
from foundation.records import Record, StaleVersionError
from hazards import services
from hazards.errors import RestoreError
from hazards.forms.closing import RestoreForm
from hazards.models import HazardSite, Inspection, Measure
from hazards.views.closing import show_newer
from hazards.views.respond import posted, saved, show_form, slot
from hazards.withdrawn import PAGE_SIZE, withdrawn_in

REFUSALS: Final = {
    "merged": gettext_lazy("This entry was merged into another place, where all that was recorded now is."),
    "site_withdrawn": gettext_lazy("The place itself is withdrawn. Please restore the place first."),
    "not_withdrawn": gettext_lazy("This was restored already."),
}


@asks(access.RESTORE, "site")
@require_safe
@reads(page=PAGE_NUMBER)
def withdrawn(request: HttpRequest) -> HttpResponse:
    """What was withdrawn in the commune and may come back: who, when and why."""
    commune = workplace_of(request).commune
    if not access.holds_in(request.user, access.RESTORE, "site", commune and commune.pk):
        raise PermissionDenied
    page = page_of(request)
    rows = withdrawn_in(commune, request.user, page=page)
    context = {"rows": rows[:PAGE_SIZE], "page": page, "has_more": len(rows) > PAGE_SIZE, "commune": commune}
    return render(request, "hazards/withdrawn.html", context)


def page_of(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), 1000) if asked.isdecimal() and len(asked) < 5 else 1


@asks(access.RESTORE, "site")
@takes(RestoreForm)
@reads(next=TEXT)
def site_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = get_object_or_404(sites_in_reach(request), pk=pk)
    return restore(request, site, site, services.restore_site)


@asks(access.RESTORE, "measure")
@takes(RestoreForm)
@reads(next=TEXT)
def measure_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    measure = get_object_or_404(Measure.objects.select_related("kind"), pk=pk)
    measure.site = get_object_or_404(sites_in_reach(request), pk=measure.site_id)
    return restore(request, measure, measure.site, services.restore_measure)


@asks(access.RESTORE, "inspection")
@takes(RestoreForm)
@reads(next=TEXT)
def inspection_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    inspection = get_object_or_404(Inspection, pk=pk)
    inspection.site = get_object_or_404(sites_in_reach(request), pk=inspection.site_id)
    return restore(request, inspection, inspection.site, services.restore_inspection)


def sites_in_reach(request: HttpRequest):
    """Withdrawn ones too."""
    sites = HazardSite.objects.filter(access.within_reach(request.user, access.SEE, "site"))
    return sites.select_related("kind", "commune", "village", "merged_into").defer("commune__boundary")


THING: Final = {HazardSite: "site", Measure: "measure", Inspection: "inspection"}


def restore(request: HttpRequest, record: Record, site: HazardSite, bring_back: Callable) -> HttpResponse:
    access.require(request.user, access.RESTORE, THING[type(record)], site.commune, site.village)
    refusal = REFUSALS.get(why_not(record, site) or "")
    form = RestoreForm(posted(request), auto_id=f"{slot(request)}-%s", initial={"version": record.version})
    if request.method == "POST" and form.is_valid():
        try:
            bring_back(
                record,
                reason=form.cleaned_data["reason"],
                seen_version=form.cleaned_data["version"],
                by=request.user,
            )
        except StaleVersionError as stale:
            show_newer(form, stale.current)
            record.refresh_from_db()
        except RestoreError as error:
            refusal = REFUSALS[error.code]
        else:
            return saved(request, site, _("Restored."))
    title = _("Restore: %(what)s") % {"what": name_of(record)}
    return show_form(
        request, "hazards/_restore_form.html", site, form=form, title=title, record=record, refusal=refusal
    )


def why_not(record: Record, site: HazardSite) -> str | None:
    """Code of the reason why the record cannot come back now; None when it can."""
    if site.merged_into_id:
        return "merged"
    if record.withdrawn_at is None:
        return "not_withdrawn"
    return "site_withdrawn" if record is not site and site.withdrawn_at else None


def name_of(record: Record) -> str:
    if isinstance(record, Inspection):
        return _("inspection of %(day)s") % {"day": f"{record.on:%d/%m/%Y}"}
    return str(record)
