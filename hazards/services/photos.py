"""Deeds on photos: take one in before its form is saved, attach it, take it back, clear up.

A photo's files are written while its row is being stored, in one transaction: a row that
others can see has its files, and a row that failed leaves none behind.
"""

import hashlib
import logging
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO, Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from foundation import pictures
from foundation.exif import Position
from hazards.errors import PhotoGoneError, PhotoKeyTakenError, PhotoUsedError, TooManyStagedError
from hazards.models import HazardSite, Inspection, Measure, Photo
from hazards.models.photo import SIZES
from hazards.services.standing import hold

STALE_DAYS: Final = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Staged:
    """A photo taken in. Its position is told to the sender once, and kept nowhere."""

    photo: Photo
    position: Position | None


def stage_photo(key: uuid.UUID, file: BinaryIO, *, by: User) -> Staged:
    """Take in a picture whose form is not saved yet. PictureError or PhotoError say why not.

    The same file under the same key again is the same photo.
    """
    digest = digest_of(file)
    stored = Photo.objects.filter(pk=key).first()
    if stored is None and Photo.objects.staged_by(by).count() >= settings.PHOTOS_STAGED:
        raise TooManyStagedError(settings.PHOTOS_STAGED)
    if stored is not None:
        must_be_same(stored, digest, by)
    picture = pictures.clean(file, most_bytes=settings.PHOTO_MAX_BYTES)
    if stored is None:
        stored = store(key, digest, picture, by)
    return Staged(stored, picture.position)


def digest_of(file: BinaryIO) -> str:
    """SHA-256 of a whole file, in hexadecimal digits."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def must_be_same(stored: Photo, digest: str, by: User) -> None:
    if (stored.sent_sha256, stored.created_by_id, stored.withdrawn_at) != (digest, by.pk, None):
        raise PhotoKeyTakenError


def store(key: uuid.UUID, digest: str, picture: pictures.Picture, by: User) -> Photo:
    photo = Photo(
        pk=key,
        created_by=by,
        taken_on=picture.taken_on,
        width=picture.width,
        height=picture.height,
        sent_sha256=digest,
    )
    photo.perceptual_hash = picture.perceptual_hash
    names: list[str] = []
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
            names = [photo.file_name(size) for size in SIZES]  # the key is claimed: they are ours
            for name, content in zip(names, (picture.large, picture.small), strict=True):
                default_storage.delete(name)  # left by a process that died before its row was stored
                default_storage.save(name, ContentFile(content))
    except IntegrityError:
        stored = Photo.objects.filter(pk=key).first()
        if stored is None:
            raise
        must_be_same(stored, digest, by)
        return stored
    except BaseException:
        remove_files(names)
        raise
    return photo


@transaction.atomic
def attach_photos(
    keys: Iterable[uuid.UUID],
    *,
    site: HazardSite,
    measure: Measure | None = None,
    inspection: Inspection | None = None,
    stage: str = "",
    by: User,
) -> list[Photo]:
    """Give staged photos of `by` to a site, or to a measure or an inspection of it.

    What hangs there already stays as it is. PhotoGoneError, PhotoUsedError; then none is attached.
    """
    wanted = list(dict.fromkeys(keys))
    site = hold(site)
    found = Photo.objects.select_for_update().in_force().filter(created_by=by).in_bulk(wanted)
    for key in wanted:
        photo = found.get(key)
        if photo is None:
            raise PhotoGoneError
        if photo.site_id is None:
            photo.site, photo.measure, photo.inspection, photo.stage = site, measure, inspection, stage
            photo.save_edit(seen_version=photo.version)
        elif not hangs_at(photo, site, measure, inspection):
            raise PhotoUsedError
    return [found[key] for key in wanted]


def hangs_at(photo: Photo, site: HazardSite, measure: Measure | None, inspection: Inspection | None) -> bool:
    there = (photo.site_id, photo.measure_id, photo.inspection_id)
    return there == (site.pk, measure and measure.pk, inspection and inspection.pk)


def drop_photo(photo: Photo) -> None:
    """Forget a photo that belongs to no site yet: row, history and files."""
    drop([photo])


def drop_stale(now: datetime | None = None) -> int:
    """Forget photos whose form was not saved within 30 days; how many there were."""
    before = (now or timezone.now()) - timedelta(days=STALE_DAYS)
    return drop(Photo.objects.filter(site=None, created_at__lt=before))


@transaction.atomic
def drop(photos: Collection[Photo]) -> int:
    keys = [photo.pk for photo in photos]
    # One that was attached meanwhile stays.
    staged = list(Photo.objects.select_for_update().filter(pk__in=keys, site=None))
    names = [photo.file_name(size) for photo in staged for size in SIZES]
    gone = [photo.pk for photo in staged]
    Photo.objects.filter(pk__in=gone).delete()
    Photo.history.filter(id__in=gone).delete()
    transaction.on_commit(lambda: remove_files(names))
    return len(gone)


def remove_files(names: Iterable[str]) -> None:
    for name in names:
        try:
            default_storage.delete(name)
        except OSError:
            log.warning("The file of a dropped photo could not be removed: %s", name)
