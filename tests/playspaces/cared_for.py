"""A pool with one of everything that is kept of a play space, for whoever walks through all pages."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from areas.models import Village
from playspaces import services
from playspaces.models import (
    Closure,
    EquipmentFault,
    EquipmentInspection,
    PlaySpace,
    PlaySpaceKind,
    PlaySpacePhoto,
    SwimmingClass,
)
from tests import pictures
from tests.shapes import point


@dataclass(frozen=True)
class CaredFor:
    pool: PlaySpace
    inspection: EquipmentInspection
    fault: EquipmentFault
    swimming_class: SwimmingClass
    closure: Closure
    photo: PlaySpacePhoto


def cared_for(village: Village, by: User) -> CaredFor:
    pool = PlaySpace.objects.create(
        kind=PlaySpaceKind.objects.get(code="swimming_pool"),
        name="Bể bơi Đại Áng",
        geom=point(25, 25),
        commune=village.commune,
        village=village,
    )
    inspection = EquipmentInspection.objects.create(playspace=pool, on=date(2026, 5, 1))
    file = SimpleUploadedFile("be-boi.jpg", pictures.jpeg(2), "image/jpeg")
    return CaredFor(
        pool=pool,
        inspection=inspection,
        fault=EquipmentFault.objects.create(
            playspace=pool, inspection=inspection, item="Thang lỏng", found_on=date(2026, 5, 1)
        ),
        swimming_class=SwimmingClass.objects.create(
            playspace=pool, name="Lớp bơi hè", begins_on=date(2026, 6, 1), ends_on=date(2026, 8, 1)
        ),
        closure=Closure.objects.create(
            playspace=pool, since=date(2026, 4, 1), until=date(2026, 4, 9), reason="Sửa"
        ),
        photo=services.add_photos(pool, [file], by=by)[0],
    )
