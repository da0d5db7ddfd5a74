"""Maps as files to be had: made at once, or in the background where that takes long; the same file.

What a file is made of are plain values: communes by key, days, and what its reader sees (`sees`), so
that whoever lost a right meanwhile is not handed what it opened.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from deliveries.makers import CannotBeMadeError, Made, Progress, maker
from deliveries.rights import may_in_all
from foundation.contract import HTML, PDF
from foundation.pdf import PrintingUnavailable
from maps.leaving.coverage import make_coverage_map
from maps.leaving.remediation import make_remediation_map
from maps.leaving.sees import Sees, seen_by, still_seen
from maps.leaving.two_days import make_two_days_map
from maps.wall.wall import make_wall_map

REMEDIATION: Final = "remediation_map"
TWO_DAYS: Final = "two_days_map"
COVERAGE: Final = "coverage_map"
WALL: Final = "wall_map"


def may_take_sites(user: User, *, communes: list[int], sees: Sees, **days: str) -> bool:
    return may_in_all(user, access.EXPORT, "site", communes) and still_seen(user, sees)


def may_take_coverage(user: User, *, communes: list[int], sees: Sees, day: str) -> bool:
    return may_in_all(user, access.EXPORT, "play_space", communes) and still_seen(user, sees)


def may_take_wall(user: User, *, commune: int, day: str, sheet: str) -> bool:
    return may_in_all(user, access.EXPORT, "site", [commune])


@maker(REMEDIATION, may=may_take_sites)
def remediation(progress: Progress, user: User, *, communes: list[int], day: str, sees: Sees) -> Made:
    asked = as_ordered(user, communes, sees)
    page = make_remediation_map(user, asked, date.fromisoformat(day), progress)
    return html_made(page, "ban-do-khac-phuc", asked, day)


@maker(TWO_DAYS, may=may_take_sites)
def two_days(
    progress: Progress, user: User, *, communes: list[int], before: str, day: str, sees: Sees
) -> Made:
    asked = as_ordered(user, communes, sees)
    page = make_two_days_map(user, asked, date.fromisoformat(before), date.fromisoformat(day), progress)
    return html_made(page, "hai-ngay", asked, day)


@maker(COVERAGE, may=may_take_coverage)
def coverage(progress: Progress, user: User, *, communes: list[int], day: str, sees: Sees) -> Made:
    asked = as_ordered(user, communes, sees)
    page = make_coverage_map(user, asked, date.fromisoformat(day), progress)
    return html_made(page, "diem-vui-choi", asked, day)


@maker(WALL, may=may_take_wall)
def wall(progress: Progress, user: User, *, commune: int, day: str, sheet: str) -> Made:
    asked = Commune.objects.get(pk=commune)
    try:
        page = make_wall_map(user, asked, date.fromisoformat(day), sheet, progress)
    except PrintingUnavailable as missing:
        raise CannotBeMadeError(missing.sentence) from missing
    return Made(f"{file_stem('ban-do-treo-tuong', [asked], day)}.pdf", PDF, page)


def as_ordered(user: User, keys: list[int], sees: Sees) -> list[Commune]:
    """The communes, with their borders. CannotBeMadeError where the person sees more now than the order says."""
    if seen_by(user, list(sees), keys) != sees:
        raise CannotBeMadeError(
            _("What you may see has changed since you asked for it. Please order this map anew.")
        )
    return list(Commune.objects.filter(pk__in=keys).order_by("code"))


def html_made(page: bytes, name: str, communes: Sequence[Commune], day: str) -> Made:
    return Made(f"{file_stem(name, communes, day)}.html", f"{HTML}; charset=utf-8", page)


def file_stem(name: str, communes: Sequence[Commune], day: str) -> str:
    where = slugify(communes[0].code) if len(communes) == 1 else f"{len(communes)}-xa"
    return f"{name}-{where}-{day}"
