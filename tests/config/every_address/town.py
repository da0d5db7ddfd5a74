"""A small fixed town for walking through every address: one thing of each sort, and the whole cast."""

import uuid
from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.access import POSTS, PUBLIC
from accounts.models import Membership, Role, Unit
from areas.models import CalendarChange, ChildCount, Target
from exchange.models import HeadCountFile
from hazards import services
from hazards.models import BulkEdit, Campaign, HazardKind, Incident, Inspection, Report, SavedView
from notices.models import Notice
from playspaces.models import Facility, PlaySpaceKind
from schools.models import School, SchoolLevel, SchoolStaff, SelfCheck
from tests import pictures
from tests.deliveries.kept import kept_for
from tests.playspaces.cared_for import cared_for
from tests.playspaces.planned import plan_of
from tests.reports.kept import draft_of, issued_of
from tests.shapes import point, square


@pytest.fixture
def town(
    commune,
    other_commune,
    village,
    other_village,
    pond,
    fence,
    playground,
    unit,
    person,
    lan,
    settings,
    tmp_path,
):
    """What `tests.config.every_address.addresses` takes its samples from; all of it lies in Đại Áng."""
    settings.MEDIA_ROOT = tmp_path
    settings.RATES = AllOff()
    here = {"commune": commune, "village": village}
    made = SimpleNamespace(
        commune=commune, village=village, pond=pond, fence=fence, playground=playground, unit=unit, lan=lan
    )
    made.other_pond = type(pond).objects.create(
        kind=pond.kind, name="Ao làng", geom=square(12, 12, 1), likelihood=2, severity=3, **here
    )
    made.inspection = Inspection.objects.create(site=pond, on=date(2026, 3, 1))
    made.photo = photo_of(made)
    made.campaign = Campaign.objects.create(
        commune=commune, name="Trước hè", starts_on=date(2026, 5, 1), due_on=date(2099, 6, 1)
    )
    made.incident = Incident.objects.create(
        kind="drowning", outcome="rescued", geom=point(11, 11), on=date(2026, 4, 1), **here
    )
    made.edit = BulkEdit.objects.create(commune=commune, changes={}, sites_changed=1)
    made.view = SavedView.objects.create(user=lan, commune=commune, name="Của tôi")
    made.notice = Notice.objects.create(user=lan, kind="site-overdue", url="/map/", key="1")
    made.delivery = kept_for(lan, commune)
    made.school = School.objects.create(
        level=SchoolLevel.objects.first(), name="Tiểu học Đại Áng", geom=point(15, 15), **here
    )
    made.self_check = handed_in_check(made.school)
    made.report = Report.objects.create(words="Hố sâu", geom=point(16, 16), **here)
    made.head_counts = HeadCountFile.objects.create(commune=commune, year=2025, file_name="so-tre.csv")
    made.planned = plan_of(commune, village, by=lan)
    made.report_draft, made.issued_report = draft_of(commune, lan), issued_of(commune, lan)
    made.play = cared_for(village, by=lan)
    made.rows = rows_of_tables(made)
    made.cast = cast_of(made, person, other_commune, other_village)
    return made


class AllOff(dict):
    """Nobody who walks through every address does it too often."""

    def get(self, name, default=None) -> str:
        return "off"


def photo_of(made: SimpleNamespace):
    file = SimpleUploadedFile("ao.jpg", pictures.jpeg(1))
    photo = services.stage_photo(uuid.uuid4(), file, by=made.lan).photo
    services.attach_photos([photo.pk], site=made.pond, by=made.lan)
    photo.refresh_from_db()
    return photo


def handed_in_check(school: School) -> SelfCheck:
    """Everything is open but the fence, which is not met: as no page would hand it in."""
    check = SelfCheck.objects.create(
        school=school, school_year=2025, edition="2025.1", submitted_at=timezone.now()
    )
    check.answers.create(question="fence", answer="no", note="Xây lại tường", due_on=date(2026, 6, 1))
    return check


def rows_of_tables(made: SimpleNamespace) -> dict[str, object]:
    """A row for each of the management pages, by “app_model”."""
    household = Unit.objects.create(commune=made.commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    return {
        "areas_village": made.village,
        "areas_childcount": ChildCount.objects.create(village=made.village, year=2026, children=120),
        "areas_target": Target.objects.create(
            indicator="villages_covered", level="commune", year=2031, value=65, document="Kế hoạch"
        ),
        "areas_calendarchange": CalendarChange.objects.create(day=date(2031, 2, 3)),
        "schools_schoollevel": made.school.level,
        "playspaces_playspacekind": PlaySpaceKind.objects.first(),
        "playspaces_facility": Facility.objects.first(),
        "hazards_hazardkind": HazardKind.objects.first(),
        "hazards_measurekind": made.fence.kind,
        "accounts_user": made.lan,
        "accounts_unit": household,
        "accounts_role": Role.objects.first(),
    }


def cast_of(made: SimpleNamespace, person, next_door, elsewhere) -> dict[str, object]:
    """Whoever may come, by what they are: each post here, the neighbours, and those who hold none."""
    cast = {PUBLIC: None}
    for post in POSTS:
        if post == PUBLIC:
            continue
        commune = None if post == "city_viewer" else made.commune
        village = made.village if post == "village_collaborator" else None
        cast[post] = person(post, post, post, commune, village)
    for post in ("economic_staff", "health_station", "administrator"):
        cast[f"{post} next door"] = person(f"{post}-2", post, post, next_door)
    SchoolStaff.objects.create(user=cast["school_staff"], school=made.school)
    cast["collaborator of another village"] = person(
        "thu", "Thu", "village_collaborator", made.commune, elsewhere
    )
    next_door.province_code = "31"
    next_door.save()
    cast["viewer of another province"] = person("haiphong", "Hải Phòng", "city_viewer")
    Membership.objects.filter(user=cast["viewer of another province"]).update(province_code="31")
    cast["administrator of all"] = person("quantri", "Quản Trị", "administrator")
    cast["superuser"] = person("may-chu", "Máy Chủ")
    cast["superuser"].is_superuser = True
    cast["superuser"].save()
    cast["without a post"] = person("moi", "Người Mới")
    cast["who left"] = person("cu", "Người Cũ", "administrator", made.commune)
    cast["who left"].is_active = False
    cast["who left"].save()
    return cast
