"""Take a site out of the counts: eliminated for good, or withdrawn as a mistake."""

import json
import uuid

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from foundation.contract import TEXT, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards import services
from hazards.forms.closing import EliminateForm, WithdrawForm
from hazards.models import HazardSite
from hazards.views.reach import site_for
from hazards.views.respond import from_htmx, posted, saved, show_form, slot


@asks(access.CHANGE, "site")
@takes(EliminateForm)
@reads(next=TEXT)
def site_eliminate(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = site_for(request, access.CHANGE, "site", pk)
    form = EliminateForm(posted(request), auto_id=f"{slot(request)}-%s", site=site)
    if request.method == "POST" and form.is_valid():
        try:
            services.eliminate_site(
                site,
                on=form.cleaned_data["on"],
                seen_version=form.cleaned_data["version"],
                by=request.user,
            )
            return saved(request, site, _("Saved."))
        except StaleVersionError as stale:
            show_newer(form, stale.current)
    return show_form(
        request, "hazards/_eliminate_form.html", site, form=form, title=_("The danger is gone for good")
    )


@asks(access.WITHDRAW, "site")
@takes(WithdrawForm)
@reads(next=TEXT)
def site_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = site_for(request, access.WITHDRAW, "site", pk)
    form = WithdrawForm(posted(request), auto_id=f"{slot(request)}-%s", initial={"version": site.version})
    if request.method == "POST" and form.is_valid():
        try:
            site.withdraw(reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"])
            return gone(request, site)
        except StaleVersionError as stale:
            show_newer(form, stale.current)
    return show_form(request, "hazards/_withdraw_form.html", site, form=form, title=_("Withdraw this place"))


def gone(request: HttpRequest, site: HazardSite) -> HttpResponse:
    messages.success(request, _("“%(name)s” was withdrawn.") % {"name": site.name})
    address = f"{reverse('map')}?commune={site.commune.code}"
    if not from_htmx(request):
        return redirect(address)
    changed = json.dumps({"site-changed": {"id": str(site.pk)}})
    return HttpResponse(headers={"HX-Redirect": address, "HX-Trigger": changed})


def show_newer(form: Form, current: HazardSite) -> None:
    ask_with_version_of(
        form, current, _("Someone changed this place since you opened it. Please check, then save again.")
    )
