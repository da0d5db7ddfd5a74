"""The list of the people of a commune."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.people import THING
from accounts.people_list import PeopleFilter, page_of
from accounts.views.reach import commune_for
from foundation.contract import PAGE_NUMBER, reads


@require_safe
@asks(access.SEE, THING)
@reads(PeopleFilter, page=PAGE_NUMBER)
def people(request: HttpRequest) -> HttpResponse:
    commune = commune_for(request, access.SEE)
    asked = PeopleFilter(request.GET, commune=commune, reader=request.user)
    words = request.GET.copy()
    words.pop("page", None)
    context = {
        "commune": commune,
        "filter": asked,
        "page": page_of(asked, request.GET.get("page")),
        "words": words.urlencode(),
        "may_add": access.may(request.user, access.ADD, THING, commune),
    }
    return render(request, "people/list.html", context)
