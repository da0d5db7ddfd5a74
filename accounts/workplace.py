"""The commune a person is working in: named in the address, else the last one, else the first."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from accounts import access
from areas.models import Commune

SESSION_KEY = "commune"
# What the management pages are about.
MANAGED = ("kind", "target", "setting", "area", "head_count", "unit", "user")


@dataclass
class Workplace:
    """`commune` is None where the person has no commune, or none is loaded yet."""

    user: access.Reader
    commune: Commune | None

    @cached_property
    def choices(self) -> list[Commune]:
        """Communes the person can switch to; costs a query."""
        return list(access.communes_for(self.user).defer("boundary"))

    @cached_property
    def may_log_sites(self) -> bool:
        """Whether the person may log a site somewhere in this commune."""
        commune_id = self.commune.pk if self.commune else None
        return access.holds_in(self.user, access.ADD, "site", commune_id)

    @cached_property
    def may_restore_sites(self) -> bool:
        commune_id = self.commune.pk if self.commune else None
        return access.holds_in(self.user, access.RESTORE, "site", commune_id)

    @cached_property
    def may_see_accidents(self) -> bool:
        return self.commune is not None and access.may(self.user, access.SEE, "incident", self.commune)

    @cached_property
    def may_see_log(self) -> bool:
        """Whether the person reads the security log of some commune."""
        return access.may_anywhere(self.user, access.SEE, "audit")

    @cached_property
    def may_see_reports(self) -> bool:
        return self.commune is not None and access.may(self.user, access.SEE, "report", self.commune)

    @cached_property
    def may_see_period_reports(self) -> bool:
        """Drafts, or what was issued, of the reports that the commune sends."""
        things = ("period_report", "issued_report")
        return self.commune is not None and any(
            access.may(self.user, access.SEE, thing, self.commune) for thing in things
        )

    @cached_property
    def may_see_plans(self) -> bool:
        return self.commune is not None and access.may(self.user, access.SEE, "plan", self.commune)

    @cached_property
    def may_see_head_counts(self) -> bool:
        return self.commune is not None and access.may(self.user, access.SEE, "head_count", self.commune)

    @cached_property
    def is_of_a_school(self) -> bool:
        """Whether the person works in a school of this commune."""
        return any(
            grant.post == "school_staff" and self.commune and self.commune.pk in (grant.communes or ())
            for grant in access.grants(self.user)
        )

    @cached_property
    def may_find_personal_data(self) -> bool:
        return access.may_anywhere(self.user, access.SEE, "person_data")

    def may_see_people(self) -> bool:
        return self.commune is not None and access.may(self.user, access.SEE, "user", self.commune)

    @cached_property
    def may_manage(self) -> bool:
        """Whether the person may write on one of the management pages."""
        return any(
            access.may_anywhere(self.user, deed, thing)
            for thing in MANAGED
            for deed in (access.ADD, access.CHANGE)
        )


def workplace_of(request: HttpRequest) -> Workplace:
    """Workplace of a logged-in request; `?commune=CODE` moves it.

    Without a choice it is the first commune, by code, that has villages. A commune the
    person may not see is PermissionDenied. Costs one or two queries, once a request.
    """
    if not hasattr(request, "_workplace"):
        visible = access.communes_for(request.user).defer("boundary")
        asked = request.GET.get("commune", "")
        # PostgreSQL breaks off at a null byte.
        chosen = visible.filter(code=asked).first() if asked and "\0" not in asked else None
        request._workplace = Workplace(request.user, chosen or usual_commune(request, visible))
        if asked and not chosen:
            raise PermissionDenied
        if chosen:
            request.session[SESSION_KEY] = chosen.code
    return request._workplace


def usual_commune(request: HttpRequest, visible: QuerySet[Commune]) -> Commune | None:
    last = request.session.get(SESSION_KEY)
    return (
        (visible.filter(code=last).first() if last else None)
        or visible.filter(villages__isnull=False).first()
        or visible.first()
    )
