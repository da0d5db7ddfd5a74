"""Change many sites at once: choose what to set, look at what it would do, confirm, see what it did."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.contract import KEY, PAGE_NUMBER, TEXT, many, one_of, reads, takes
from foundation.ordering import by_name
from foundation.second_save import ask_with_new_key, fill
from hazards import services
from hazards.bulk import MOST, may_edit_some, plan
from hazards.bulk_result import done_to, sites_of, what_was_set
from hazards.errors import ChangedMeanwhileError, KeyTakenError
from hazards.filters import SiteFilter
from hazards.forms.bulk import BulkForm, packed
from hazards.models import BulkEdit, HazardSite
from hazards.querysets import HazardSiteQuerySet

ROWS = 50


def commune_for(request: HttpRequest) -> Commune:
    """The commune worked in, when the person may change sites there; else 403."""
    commune = workplace_of(request).commune
    if commune is None or not may_edit_some(request.user, commune):
        access.require(request.user, access.CHANGE, "site", commune)
    return commune


def visible_sites(request: HttpRequest, commune: Commune) -> HazardSiteQuerySet:
    reach = access.within_reach(request.user, access.SEE, "site")
    return HazardSite.objects.in_force().filter(reach, commune=commune)


@asks(access.CHANGE, "site")
@require_POST
@takes(site=many(KEY), which=one_of(["ticked", "all"]), words=TEXT)
def bulk_choose(request: HttpRequest) -> HttpResponse:
    """Which sites came from the list; now: what to set."""
    commune = commune_for(request)
    sites = chosen_sites(request, commune)
    versions = dict(sites[: MOST + 1].values_list("pk", "version"))
    if not 0 < len(versions) <= MOST:
        sentence = (
            _("Please choose at most %(most)s sites.")
            if versions
            else _("Please tick the sites to change first.")
        )
        messages.error(request, sentence % {"most": MOST})
        return redirect(f"{reverse('site-list')}?{request.POST.get('words', '')}")
    first = {"id": uuid.uuid4(), "seen": packed(versions)}
    form = BulkForm(initial=first, user=request.user, commune=commune)
    return render(request, "hazards/bulk/form.html", {"form": form, "number": len(versions)})


def chosen_sites(request: HttpRequest, commune: Commune) -> HazardSiteQuerySet:
    """Those ticked, or all that the words of the list let through."""
    sites = visible_sites(request, commune)
    if request.POST.get("which") != "all":
        return sites.filter(pk__in=keys(request.POST.getlist("site")))
    words = QueryDict(request.POST.get("words", ""))
    with_owners = access.may_see_owners(request.user, commune.pk)
    return SiteFilter(words, commune=commune, with_owners=with_owners, user=request.user).narrow(sites)


def keys(words: list[str]) -> list[uuid.UUID]:
    """Those that are keys; the rest is passed over."""
    found = []
    for word in words:
        try:
            found.append(uuid.UUID(word))
        except ValueError:
            continue
    return found


@asks(access.CHANGE, "site")
@require_POST
@takes(BulkForm)
def bulk_preview(request: HttpRequest) -> HttpResponse:
    commune = commune_for(request)
    form = BulkForm(request.POST, user=request.user, commune=commune)
    if not form.is_valid():
        return form_again(request, form)
    return preview(request, form, commune)


@asks(access.CHANGE, "site")
@require_POST
@takes(BulkForm)
def bulk_apply(request: HttpRequest) -> HttpResponse:
    """Make the change that was looked at; where a site changed meanwhile, look again."""
    commune = commune_for(request)
    form = BulkForm(request.POST, user=request.user, commune=commune)
    if not form.is_valid():
        return form_again(request, form)
    answers = form.cleaned_data
    try:
        edit = services.edit_many(
            answers["id"], changes=form.changes, seen=answers["seen"], commune=commune, by=request.user
        )
    except ChangedMeanwhileError as error:
        return preview(request, form, commune, moved=error.moved)
    except KeyTakenError:
        ask_with_new_key(
            form, _("Another change was made from this page before. Please look at this one again.")
        )
        return form_again(request, form)
    messages.success(request, _("The change is made."))
    return redirect("bulk-edit", edit.pk)


def form_again(request: HttpRequest, form: BulkForm) -> HttpResponse:
    seen = str(form["seen"].value() or "")
    number = seen.count(",") + 1 if seen else 0
    return render(request, "hazards/bulk/form.html", {"form": form, "number": number})


def preview(
    request: HttpRequest, form: BulkForm, commune: Commune, moved: set[uuid.UUID] | None = None
) -> HttpResponse:
    """Every site with what the change would do; `moved` are those that somebody else changed since."""
    seen = form.cleaned_data["seen"]
    related = visible_sites(request, commune).filter(pk__in=seen).order_by(by_name(), "pk")
    sites = related.select_related("kind", "village", "responsible_unit", "responsible_person").defer("geom")
    lines = plan(sites, form.changes, user=request.user, commune=commune)
    for line in lines:
        line.was_changed = moved is not None and line.site.pk in moved
    lines.sort(key=lambda line: (not line.was_changed, not line.does_something))
    fill(form, seen=packed({line.site.pk: line.site.version for line in lines}))
    context = {
        "form": form,
        "lines": [line for line in lines if line.does_something],
        "left_alone": [line for line in lines if not line.does_something],
        "gone": len(seen) - len(lines),
        "moved": moved,
    }
    return render(request, "hazards/bulk/preview.html", context)


@asks(access.SEE, "site")
@require_safe
@reads(page=PAGE_NUMBER)
def bulk_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What a change of many sites did."""
    edits = BulkEdit.objects.select_related("commune", "created_by").defer("commune__boundary")
    edit = get_object_or_404(edits.filter(reach_of(request)), pk=pk)
    page = Paginator(sites_of(edit), ROWS).get_page(request.GET.get("page"))
    context = {
        "edit": edit,
        "set": what_was_set(edit, request.user),
        "page": page,
        "done": done_to(edit, list(page.object_list), request.user),
    }
    return render(request, "hazards/bulk/result.html", context)


def reach_of(request: HttpRequest) -> Q:
    return Q(commune__in=access.communes_for(request.user, access.SEE, "site"))
