"""What is stored about an owner, a household or a reporter: found, told to the person, erased.

Names and phones travel in the bodies of requests, never in an address that servers write down.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from audit.log import Deed, record
from foundation.contract import JSON, TEXT, answers, many, takes
from hazards.forms.person_data import ChosenForm, EraseForm, SearchForm, name_of
from hazards.person_data import Person, as_data, find, find_again, mentions
from hazards.services.erasing import erase_people

CHOSEN = many(TEXT)


@asks(access.SEE, "person_data")
@takes(SearchForm)
def person_data(request: HttpRequest) -> HttpResponse:
    """An empty question, or what it finds in the reader's communes. Six queries, and the page's own."""
    form = SearchForm(request.POST or None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        words = form.cleaned_data["words"]
        communes = access.communes_for(request.user, access.SEE, "person_data")
        found = find(words, communes)
        context |= {
            "is_asked": True,
            "found": [shown(person) for person in found],
            "mentions": mentions(words, communes),
        }
    return render(request, "hazards/person_data.html", context)


@require_POST
@asks(access.EXPORT, "person_data")
@answers(JSON)
def person_data_export(request: HttpRequest) -> HttpResponse:
    """All that is stored about the chosen contacts, as a file for the person."""
    people = chosen(request, access.EXPORT)
    if not people:
        return nothing_chosen(request)
    record(Deed.EXPORTED, request=request, what="person_data", rows=totals(people))
    told = {"made_at": timezone.localtime().isoformat(timespec="seconds"), "stored": as_data(people)}
    name = f"du-lieu-ca-nhan-{timezone.localdate():%Y-%m-%d}.json"
    return JsonResponse(
        told,
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@require_POST
@asks(access.WITHDRAW, "person_data")
def person_data_erase(request: HttpRequest) -> HttpResponse:
    """First what goes, then, with a reason, it goes."""
    people = chosen(request, access.WITHDRAW)
    if not people:
        return nothing_chosen(request)
    form = EraseForm(request.POST if "confirmed" in request.POST else None)
    if form.is_valid():
        erase_people(people, reason=form.cleaned_data["reason"], request=request)
        messages.success(request, _("The contacts are erased. What was recorded about the places stays."))
        return redirect("person-data")
    context = {"form": form, "chosen": [shown(person) for person in people], "totals": totals(people)}
    return render(request, "hazards/person_data_erase.html", context)


def chosen(request: HttpRequest, deed: str) -> list[Person]:
    """The contacts that were ticked, as they are stored now in communes where the reader may do `deed`."""
    sent: QueryDict = request.POST
    contacts = ChosenForm(sent).contacts
    communes = access.communes_for(request.user, deed, "person_data")
    return find_again(contacts, communes) if contacts else []


def nothing_chosen(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("Nothing was chosen, or it is stored no more. Please search again."))
    return redirect("person-data")


def shown(person: Person) -> dict[str, object]:
    # A version of a site leads to the same page as the site.
    links = {place.url: place for place in person.places if place.url}
    return {
        "contact": person.contact,
        "token": name_of(person.contact),
        "counts": person.counts(),
        "links": list(links.values())[:20],
    }


def totals(people: list[Person]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for person in people:
        for kind, number in person.counts().items():
            numbers[kind] = numbers.get(kind, 0) + number
    return numbers
