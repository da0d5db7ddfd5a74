"""Photos: taken in before their form is saved, given out to whoever may see them."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.models import User
from foundation.contract import FILE, JPEG, JSON, KEY, TEXT, answers, many, one_of, reads, takes
from foundation.pictures import NoPictureError, PictureError
from foundation.sending import send_kept_picture
from hazards import services
from hazards.errors import PhotoError
from hazards.forms.photos import PhotoForm, PhotoItem
from hazards.gallery import gallery_of
from hazards.lookalikes import hints_for
from hazards.models import Photo
from hazards.models.photo import SIZES
from hazards.views.reach import site_for
from hazards.views.respond import posted, saved, sent_files, show_form, slot

REFUSED = {"type": "object", "required": ["error"], "properties": {"error": TEXT}}
STAGED = {
    "type": "object",
    "required": ["id", "thumbnail", "large", "place", "day", "hints"],
    "properties": {
        "id": KEY,
        "thumbnail": TEXT,
        "large": TEXT,
        "place": TEXT,
        "day": TEXT,
        "hints": many({"type": "object", "additionalProperties": TEXT}),
    },
}


@asks(access.ADD, "photo")
@require_POST
@takes(id=KEY, photo=FILE)
@answers(JSON, STAGED, status=201)
@answers(JSON, REFUSED, status=400)
@answers(JSON, REFUSED, status=403)
@answers(JSON, REFUSED, status=409)
@answers(JSON, REFUSED, status=413)
@answers(JSON, REFUSED, status=503)
def photo_stage(request: HttpRequest) -> HttpResponse:
    """One file under a key that the client made. JSON: the photo, or `error` with a sentence.

    A connection that broke off leaves neither key nor file here, and stores nothing.
    """
    if not access.may_anywhere(request.user, access.ADD, "photo"):
        return JsonResponse({"error": _("You may not add photos.")}, status=403)
    try:
        key = uuid.UUID(request.POST.get("id", ""))
        staged = services.stage_photo(key, request.FILES["photo"], by=request.user)
    except (PictureError, PhotoError) as refusal:
        return JsonResponse({"error": str(refusal)}, status=refusal.status)
    except (ValueError, KeyError):
        return JsonResponse({"error": str(NoPictureError())}, status=400)
    item = PhotoItem(staged.photo, staged.position, hints_for(staged.photo, request.user))
    return JsonResponse(described(item), status=201)


def described(item: PhotoItem) -> dict[str, object]:
    return {
        "id": str(item.photo.pk),
        "thumbnail": reverse("photo-file", args=[item.photo.pk, "small"]),
        "large": reverse("photo-file", args=[item.photo.pk, "large"]),
        "place": item.place,
        "day": item.day,
        "hints": item.hints,
    }


@asks(access.ADD, "photo")
@require_POST
@takes()
@answers(also=[204])
def photo_drop(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Forget a photo of one's own that belongs to nothing yet; already gone is as good."""
    for photo in Photo.objects.staged_by(request.user).filter(pk=pk):
        services.drop_photo(photo)
    return HttpResponse(status=204)


@asks(access.SEE, "photo")
@require_safe
@reads(size=one_of(SIZES))
@answers(JPEG, also=[304])
def photo_file(request: HttpRequest, pk: uuid.UUID, size: str) -> HttpResponse:
    if size not in SIZES:
        raise Http404
    photo = visible_photo(request.user, pk)
    return send_kept_picture(request, photo.file_name(size), tag=f"{photo.pk}-{size}")


@asks(access.SEE, "photo")
@require_safe
def photo(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The large picture on a page of its own, with its neighbours in the site's gallery."""
    found = visible_photo(request.user, pk)
    if found.site is None:
        raise Http404
    gallery = gallery_of(found.site, timezone.localdate(), request.user).everything
    at = next((number for number, shown in enumerate(gallery) if shown.photo.pk == pk), None)
    if at is None:
        raise Http404
    lies_in = (found.site.commune, found.site.village)
    context = {
        "site": found.site,
        "shown": gallery[at],
        "before": gallery[at - 1] if at else None,
        "after": gallery[at + 1] if at + 1 < len(gallery) else None,
        "may_withdraw_photo": access.may(request.user, access.WITHDRAW, "photo", *lies_in),
    }
    return render(request, "hazards/photo.html", context)


@asks(access.ADD, "photo")
@takes(PhotoForm)
@reads(next=TEXT)
def photo_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Photos for a stored site, without opening its whole form."""
    site = site_for(request, access.ADD, "photo", pk)
    form = PhotoForm(posted(request), sent_files(request), auto_id=f"{slot(request)}-%s", sender=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            form.attach_photos(site=site)
        except PhotoError as refusal:
            form.refuse_photos(refusal)
        else:
            return saved(request, site, _("The photos are saved."))
    return show_form(request, "hazards/_photo_form.html", site, form=form, title=_("Add photos"))


def visible_photo(reader: User, pk: uuid.UUID) -> Photo:
    """Staged: its sender's alone. Stored: for whoever may see the site and photos there. Else 404."""
    related = ("site__commune", "site__village", "measure__kind", "inspection", "created_by")
    photo = get_object_or_404(Photo.objects.in_force().select_related(*related), pk=pk)
    if photo.site is None:
        seen = photo.created_by_id == reader.pk
    else:
        lies_in = (photo.site.commune, photo.site.village)
        stands = Photo.objects.shown().filter(pk=pk).exists()
        seen = stands and all(access.may(reader, access.SEE, thing, *lies_in) for thing in ("site", "photo"))
    if not seen:
        raise Http404
    return photo
