"""Pictures of a play space, several at once."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from playspaces.models import EquipmentFault, PlaySpace

ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,.heic,.heif"


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """A list of files; what they hold is looked at when they are stored."""

    def clean(self, data: object, initial: object = None) -> list[UploadedFile]:
        files = (data if isinstance(data, (list, tuple)) else [data]) or [None]
        most = settings.PHOTOS_PER_FORM
        if len(files) > most:
            sentence = _("A form takes %(most)s photos. Please save it, then add the others.")
            raise ValidationError(sentence, "too_many", {"most": most})
        return [super(PicturesField, self).clean(file, initial) for file in files]


class FaultField(forms.ModelChoiceField):
    def label_from_instance(self, fault: EquipmentFault) -> str:
        return fault.item


class PlaySpacePhotoForm(forms.Form):
    photos = PicturesField(
        label=_("Photos"),
        max_length=250,
        widget=ManyFiles({"accept": ACCEPTED, "multiple": True}),
        help_text=_("From the camera or from files, several at once: JPEG, PNG, WebP or HEIC."),
        error_messages={
            "required": _("Please choose at least one picture."),
            "missing": _("Please choose at least one picture."),
            "empty": _("This file is empty. Please choose the picture again."),
        },
    )
    fault = FaultField(
        EquipmentFault.objects.none(),
        label=_("They show"),
        required=False,
        empty_label=_("The whole place"),
    )

    def __init__(self, *args, space: PlaySpace, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fault"].queryset = space.faults.in_force().filter(fixed_on=None)
