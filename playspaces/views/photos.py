"""Photos of a play space: taken in, and given out to whoever may see the place."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import JPEG, answers, one_of, reads, takes
from foundation.sending import send_kept_picture
from hazards.models.photo import SIZES
from hazards.views.respond import posted, sent_files
from playspaces import services
from playspaces.forms.photos import PlaySpacePhotoForm
from playspaces.models import PlaySpacePhoto
from playspaces.services.photos import RefusedPictureError
from playspaces.views.reach import part_for, space_for
from playspaces.views.respond import saved, show_form


@asks(access.CHANGE, "play_space")
@takes(PlaySpacePhotoForm)
def playspace_photo_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    space = space_for(request, access.CHANGE, pk)
    form = PlaySpacePhotoForm(posted(request), sent_files(request), space=space)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            photos = services.add_photos(space, words["photos"], by=request.user, fault=words["fault"])
        except RefusedPictureError as refusal:
            sentence = _("%(file)s: %(reason)s") % {"file": refusal.name, "reason": refusal.reason}
            form.add_error("photos", sentence)
        else:
            return saved(request, space, how_many(len(photos)))
    return show_form(request, space, form, _("Add photos"))


def how_many(number: int) -> str:
    if not number:
        return _("The place has these photos already.")
    sentence = ngettext("%(number)s photo was saved.", "%(number)s photos were saved.", number)
    return sentence % {"number": number}


@asks(access.SEE, "play_space")
@require_safe
@reads(size=one_of(SIZES))
@answers(JPEG, also=[304])
def playspace_photo(request: HttpRequest, pk: uuid.UUID, size: str) -> HttpResponse:
    if size not in SIZES:
        raise Http404
    photo = part_for(request, access.SEE, PlaySpacePhoto, pk)
    return send_kept_picture(request, photo.file_name(size), tag=f"{photo.pk}-{size}")
