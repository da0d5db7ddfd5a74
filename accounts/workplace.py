"""The commune a person is working in: named in the address, else the last one, else the first."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import cached_property

from accounts import access
from accounts.models import User
from areas.models import Commune

SESSION_KEY = "commune"


@dataclass
class Workplace:
    """`commune` is None where the person has no commune, or none is loaded yet."""

    user: User
    commune: Commune | None

    @cached_property
    def choices(self) -> list[Commune]:
        """Communes the person can switch to; costs a query."""
        return list(access.communes_for(self.user).defer("boundary"))

    @cached_property
    def may_log_sites(self) -> bool:
        grants = access.grants(self.user)
        commune_id = self.commune and self.commune.pk
        return any(
            access.ADD in grant.rights.get("site", ()) and grant.commune_id in (None, commune_id)
            for grant in grants
        )


def workplace_of(request: HttpRequest) -> Workplace:
    """Workplace of a logged-in request; `?commune=CODE` moves it. Costs one query a request.

    The most populous commune with demo or real villages is not guessed at: without a
    choice, it is the first by code that the person may see and that has villages.
    """
    if not hasattr(request, "_workplace"):
        request._workplace = Workplace(request.user, choose_commune(request))
    return request._workplace


def choose_commune(request: HttpRequest) -> Commune | None:
    visible = access.communes_for(request.user).defer("boundary")
    asked = request.GET.get("commune")
    for code in (asked, request.session.get(SESSION_KEY)):
        commune = visible.filter(code=code).first() if code else None
        if commune:
            if commune.code != request.session.get(SESSION_KEY):
                request.session[SESSION_KEY] = commune.code
            return commune
    return visible.filter(villages__isnull=False).first() or visible.first()
