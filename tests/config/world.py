"""One of everything, and An, who holds every post: so that each address of the product leads somewhere."""

import uuid
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import Membership, Role, User
from config.openapi.addresses import Address
from exchange.models import HeadCountFile
from hazards import services
from hazards.models import BulkEdit, Campaign, Incident, Inspection, Report, SavedView
from notices.models import Notice
from schools.models import School, SchoolLevel, SelfCheck
from tests import pictures
from tests.deliveries.kept import kept_for
from tests.playspaces.cared_for import cared_for
from tests.playspaces.planned import plan_of
from tests.reports.kept import draft_of
from tests.shapes import point


@dataclass
class World:
    """`keys`: what the first argument of an address may be, by all that stands before it."""

    keys: dict[str, object] = field(default_factory=dict)

    def path_of(self, address: Address, **given: str) -> str:
        """The address with every argument filled in, with those given as they are."""
        path = address.path
        for name, argument in (self.arguments_of(address) | given).items():
            path = path.replace(f"{{{name}}}", argument, 1)
        return path

    def arguments_of(self, address: Address) -> dict[str, str]:
        """Words that the address knows, and keys of what there is."""
        known = {name: address.contract.words.get(name, {}).get("enum") for name in address.arguments}
        return {name: words[0] if words else self.key(address.path, name) for name, words in known.items()}

    def key(self, path: str, name: str) -> str:
        before = path.split(f"{{{name}}}")[0]
        assert before in self.keys, f"Say in tests/config/world.py what stands behind {before}{{{name}}}"
        return str(self.keys[before])


@pytest.fixture
def an(person, commune) -> User:
    """Administrator, and whatever else one can be."""
    user = person("an", "Vũ Bình An")
    for role in Role.objects.all():
        Membership.objects.create(user=user, role=role, commune=commune)
    return user


@pytest.fixture
def campaign(pond) -> Campaign:
    """For all ponds of the commune, in June."""
    campaign = Campaign.objects.create(
        name="Hè 2026", commune=pond.commune, starts_on=date(2026, 6, 1), due_on=date(2026, 6, 30)
    )
    campaign.kinds.set([pond.kind])
    return campaign


@pytest.fixture
def world(an, lan, pond, fence, playground, village, campaign) -> World:
    commune = pond.commune
    school = School.objects.create(
        level=SchoolLevel.objects.first(), name="Tiểu học Đại Áng", geom=point(30, 30), commune=commune
    )
    self_check = SelfCheck.objects.create(
        school=school, school_year=2025, edition="2025.1", submitted_at=timezone.now()
    )
    self_check.answers.create(question="fence", answer="no")
    incident = Incident.objects.create(
        on=date(2026, 5, 1), kind="drowning", outcome="unharmed", geom=point(11, 11), commune=commune
    )
    photo = services.stage_photo(
        uuid.uuid4(), SimpleUploadedFile("ao.jpg", pictures.jpeg(1), "image/jpeg"), by=an
    ).photo
    services.attach_photos([photo.pk], site=pond, by=an)
    look = Inspection.objects.create(site=pond, on=date(2026, 6, 1), created_by=an)
    pond.refresh_from_db()
    other = type(pond).objects.create(
        kind=pond.kind, name="Ao khác", geom=point(12, 12), commune=commune, found_on=date(2026, 1, 1)
    )
    edit = BulkEdit.objects.create(commune=commune, changes={}, sites_changed=0)
    view = SavedView.objects.create(user=an, commune=commune, name="Ao của tôi", words="mine=1")
    notice = Notice.objects.create(user=an, kind="site-overdue", words={}, url="/map/", key="1")
    delivery = kept_for(an, commune)
    play = cared_for(village, by=an)
    report = Report.objects.create(words="Hố sâu", geom=point(11, 11), commune=commune)
    head_counts = HeadCountFile.objects.create(
        commune=commune, year=2025, file_name="so-tre.csv", created_by=an
    )
    planned = plan_of(commune, village, by=an)
    return World(
        {
            "/map/villages/": village.pk,
            "/hazards/": pond.pk,
            "/hazards/{pk}/merge/": other.pk,
            "/hazards/views/": view.pk,
            "/hazards/bulk/": edit.pk,
            "/hazards/accidents/": incident.pk,
            "/hazards/measures/": fence.pk,
            "/hazards/inspections/": look.pk,
            "/hazards/photos/": photo.pk,
            "/hazards/campaigns/": campaign.pk,
            "/hazards/reports/": report.pk,
            "/play-spaces/": play.pool.pk,
            "/play-spaces/{pk}/closures/": play.closure.pk,
            "/play-spaces/inspections/": play.inspection.pk,
            "/play-spaces/faults/": play.fault.pk,
            "/play-spaces/classes/": play.swimming_class.pk,
            "/play-spaces/photos/": play.photo.pk,
            "/plans/": planned.scenario.pk,
            "/plans/candidates/": planned.candidate.pk,
            "/schools/": school.pk,
            "/schools/staff/": an.pk,
            "/schools/self-checks/": self_check.pk,
            "/schools/self-checks/{pk}/done/": "fence",
            "/head-counts/files/": head_counts.pk,
            "/head-counts/villages/": village.pk,
            "/head-counts/villages/{pk}/": 2025,
            "/deliveries/": delivery.pk,
            "/period-reports/": draft_of(commune, an).pk,
            "/notices/": notice.pk,
            "/account/sessions/": "0" * 32,
            "/people/": lan.pk,
            "/people/{pk}/posts/": lan.memberships.get().pk,
            "/invitation/": "MQ",
            "/invitation/{key}/": "set-password",
        }
    )
