"""What schools have to say on the pages of the register: who has read of a danger, who reported it."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from hazards.beside import Line, Origin, Part, tell_beside, tell_origin
from hazards.distances import in_metres
from hazards.models import HazardSite, Report
from hazards.status import OPEN
from schools.acknowledging import since
from schools.models import Acknowledgement, School, SchoolReport, SchoolStaff
from schools.near_sites import NearSchool, schools_near


@tell_beside
def schools_that_know(site: HazardSite, status: str, reader: User) -> Part | None:
    """Schools near `site` that `reader` sees, and whether each has read of the danger. Four queries at most."""
    visible = School.objects.filter(access.within_reach(reader, access.SEE, "school"))
    near = schools_near([site.geom], visible)
    if not near:
        return None
    rows = Acknowledgement.objects.filter(site=site, since=since(site, timezone.localdate()))
    read = {row.school_id: row for row in rows.select_related("by")}
    own = set(SchoolStaff.objects.filter(user=reader).values_list("school", flat=True))
    lines = []
    for one in near:
        knows_who = one.school.pk in own or access.may_at(reader, access.SEE, "history", one.school)
        lines.append(school_line(one, site, read_words(read.get(one.school.pk), status, knows_who)))
    return Part(_("Schools nearby"), lines)


def school_line(near: NearSchool, site: HazardSite, note: str) -> Line:
    words = {"school": near.school.name, "distance": in_metres(near.metres)}
    address = f"{reverse('school', args=[near.school.pk])}#danger-{site.pk}"
    return Line(_("%(school)s, %(distance)s") % words, address, note)


def read_words(read: Acknowledgement | None, status: str, knows_who: bool) -> str:
    """Empty where there is nothing to be read: measures hold the danger back."""
    if read is None:
        return _("has not read of it yet") if status in OPEN else ""
    words = {"day": date_format(timezone.localtime(read.at), "SHORT_DATE_FORMAT"), "person": read.by}
    if knows_who:
        return _("read of it on %(day)s: %(person)s") % words
    return _("read of it on %(day)s") % words


@tell_origin
def school_of(report: Report, reader: User) -> Origin | None:
    """The school that sent `report`. One query."""
    tie = SchoolReport.objects.filter(report=report).select_related("school").first()
    if tie is None:
        return None
    sees_it = access.may_at(reader, access.SEE, "school", tie.school)
    address = reverse("school", args=[tie.school_id]) if sees_it else ""
    return Origin(Line(tie.school.name, address), HazardSite.InformationSource.SCHOOL)
