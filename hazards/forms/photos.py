"""Photos in a form: those sent ahead by `photos.js`, and files posted with the form itself.

A form takes photos by naming the field and the mixin:

    class MeasureForm(TakesPhotos, forms.Form):
        photos = PhotosField()

and by being made with `request.FILES` and `sender=request.user`. A posted file is cleaned and
stored at once, so that it is still there when another field has to be corrected.
"""

import uuid
from dataclasses import dataclass, field
from typing import Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from foundation.exif import Position
from foundation.key_fields import key_field
from foundation.pictures import PictureError
from hazards import services
from hazards.errors import PhotoError, PhotoGoneError
from hazards.lookalikes import hints_for
from hazards.models import Photo
from hazards.services.photos import digest_of

FILES: Final = "photo-files"
LEFT_OUT: Final = "photos-left-out"
SCOPE: Final = uuid.UUID("5a1f2c1e-6c63-4c0c-9f52-6a1d4f1b7d0e")


class KeysInput(forms.HiddenInput):
    """Keys of staged photos in one hidden text, which a draft keeps like any other answer."""

    needs_multipart_form = True

    def __init__(self):
        super().__init__({"autocomplete": "off"})


class PhotosField(forms.Field):
    """A list of the keys of photos that were sent ahead."""

    widget = KeysInput

    def __init__(self, **kwargs):
        kwargs.setdefault("label", gettext_lazy("Photos"))
        super().__init__(required=False, template_name="hazards/_photo_field.html", **kwargs)

    def to_python(self, value: object) -> list[uuid.UUID]:
        try:
            keys = [uuid.UUID(text) for text in str(value or "").split()]
        except ValueError:
            raise ValidationError(str(PhotoGoneError()), "gone") from None
        return list(dict.fromkeys(keys))

    @property
    def most(self) -> int:
        return settings.PHOTOS_PER_FORM

    @property
    def most_mb(self) -> int:
        return settings.PHOTO_MAX_BYTES // 2**20

    @property
    def most_bytes(self) -> int:
        return settings.PHOTO_MAX_BYTES


def stage_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("The photos show the place"),
        choices=Photo.Stage,
        required=False,
        widget=forms.RadioSelect,
    )


@dataclass(frozen=True)
class PhotoItem:
    """A photo in a form, as template and script show it."""

    photo: Photo
    position: Position | None = None
    hints: list[dict[str, str]] = field(default_factory=list)

    @property
    def place(self) -> str:
        """As the coordinates field of a site takes it."""
        return f"{self.position[1]:.6f}, {self.position[0]:.6f}" if self.position else ""

    @property
    def day(self) -> str:
        return f"{self.photo.taken_on:%d/%m/%Y}" if self.photo.taken_on else ""


class TakesPhotos:
    """Mixed into a form that has `photos = PhotosField()`."""

    data: QueryDict
    files: MultiValueDict

    def __init__(self, *args, sender: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.files = self.files or MultiValueDict()
        self.sender = sender
        self.items: dict[uuid.UUID, PhotoItem] = {}

    def clean_photos(self) -> list[uuid.UUID]:
        """Take in what came with the form. Good photos are kept, also beside a refused one."""
        left_out = self.data.getlist(LEFT_OUT)
        keys = [key for key in self.cleaned_data["photos"] if str(key) not in left_out]
        known = self.own_photos(keys)
        complaints = [] if len(known) == len(keys) else [str(PhotoGoneError())]
        keys = [key for key in keys if key in known]
        for file in self.files.getlist(FILES):
            if len(keys) >= settings.PHOTOS_PER_FORM:
                complaints.append(self.too_many())
                break
            try:
                key = self.take_in(file)
            except (PictureError, PhotoError) as refusal:
                complaints.append(_("%(file)s: %(reason)s") % {"file": file.name, "reason": refusal})
            else:
                keys += [] if key in keys else [key]
        if len(keys) > settings.PHOTOS_PER_FORM:
            complaints.append(self.too_many())
        self.hold(keys)
        if complaints:
            raise ValidationError(complaints)
        return keys

    def own_photos(self, keys: list[uuid.UUID]) -> dict[uuid.UUID, Photo]:
        return Photo.objects.in_force().filter(created_by=self.sender).in_bulk(keys) if keys else {}

    def too_many(self) -> str:
        return _("A form takes %(most)s photos. Please save it, then add the others.") % {
            "most": settings.PHOTOS_PER_FORM
        }

    def take_in(self, file: UploadedFile) -> uuid.UUID:
        """The same file in the same form is one photo, however often Save is pressed."""
        key = uuid.uuid5(SCOPE, f"{self.sender.pk} {self.photo_scope()} {digest_of(file)}")
        staged = services.stage_photo(key, file, by=self.sender)
        self.items[key] = PhotoItem(staged.photo, staged.position, hints_for(staged.photo, self.sender))
        return key

    def photo_scope(self) -> str:
        """What tells this form from another one of the same person."""
        return str(self.data.get("id", ""))

    def hold(self, keys: list[uuid.UUID]) -> None:
        """The form, shown again, has its photos as keys, and no files to send twice."""
        self.data = self.data.copy()
        self.data[self.add_prefix("photos")] = " ".join(map(str, keys))
        self.files = MultiValueDict()

    def attach_photos(self, **to: object) -> None:
        """Give the form's photos to what was just stored: `site=`, and `measure=` or `inspection=`."""
        services.attach_photos(self.cleaned_data.get("photos", []), by=self.sender, **to)

    def refuse_photos(self, refusal: PhotoError) -> None:
        """Say why the photos were not attached, and go on with those that can be."""
        self.add_error("photos", str(refusal))
        staged = Photo.objects.staged_by(self.sender).filter(pk__in=self.cleaned_data.get("photos", []))
        self.hold([photo.pk for photo in staged])

    def photo_items(self) -> list[PhotoItem]:
        """What the form holds so far; one query when there is any."""
        try:
            keys = self.fields["photos"].to_python(self["photos"].value())
        except ValidationError:
            return []
        found = self.own_photos(keys)
        return [self.items.get(key) or PhotoItem(found[key]) for key in keys if key in found]


class PhotoForm(TakesPhotos, forms.Form):
    """Photos alone, for a site that is stored already."""

    id = key_field()
    photos = PhotosField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())

    def clean_photos(self) -> list[uuid.UUID]:
        keys = super().clean_photos()
        if not keys:
            raise ValidationError(_("Please choose at least one picture."), "required")
        return keys
