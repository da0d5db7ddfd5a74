"""Take in pictures of a play space, or of a fault of its equipment.

All of them or none: their files are written while their rows are being stored, in one transaction.
"""

from collections.abc import Sequence

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from foundation import pictures
from hazards.services.photos import digest_of, remove_files
from playspaces.models import EquipmentFault, PlaySpace, PlaySpacePhoto


class RefusedPictureError(ValueError):
    """One of several pictures cannot be taken: `name` of the file, and the `reason` as a sentence."""

    def __init__(self, name: str, reason: str):
        super().__init__(name, reason)
        self.name, self.reason = name, reason


def add_photos(
    space: PlaySpace, files: Sequence[UploadedFile], *, by: User, fault: EquipmentFault | None = None
) -> list[PlaySpacePhoto]:
    """Store the pictures; one that the place has already is not stored again. RefusedPictureError.

    They are cleaned before the transaction, as nobody should wait for that: about 1 MB each is held.
    """
    cleaned = {digest_of(file): cleaned_picture(file) for file in files}  # type: ignore[arg-type]  # they read as files do
    written: list[str] = []
    try:
        with transaction.atomic():
            PlaySpace.objects.select_for_update().get(pk=space.pk)
            known = set(space.photos.in_force().values_list("sent_sha256", flat=True))
            return [
                store(
                    PlaySpacePhoto(playspace=space, fault=fault, created_by=by, sent_sha256=digest),
                    picture,
                    written,
                )
                for digest, picture in cleaned.items()
                if digest not in known
            ]
    except BaseException:
        remove_files(written)
        raise


def cleaned_picture(file: UploadedFile) -> pictures.Picture:
    try:
        return pictures.clean(file, most_bytes=settings.PHOTO_MAX_BYTES)  # type: ignore[arg-type]  # as above
    except pictures.PictureError as refusal:
        raise RefusedPictureError(file.name or "", str(refusal)) from refusal


def store(photo: PlaySpacePhoto, picture: pictures.Picture, written: list[str]) -> PlaySpacePhoto:
    """Adds to `written` the files that it leaves."""
    photo.taken_on, photo.width, photo.height = picture.taken_on, picture.width, picture.height
    photo.save(force_insert=True)
    for size, content in {"large": picture.large, "small": picture.small}.items():
        written.append(photo.file_name(size))
        default_storage.save(written[-1], ContentFile(content))
    return photo
