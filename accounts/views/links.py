"""The one-time link for whoever made it: to print, to send, to withdraw, to make anew."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import access, links, services
from accounts.errors import NotDoneError
from accounts.gate import asks
from accounts.mail import send_link
from accounts.models import User
from accounts.people import THING
from accounts.qr import qr_svg
from accounts.views.reach import another_in_hand, home_of

# In the session of whoever made a link: whose it is, and which one.
JUST_MADE = "link_just_made"


def show_link(request: HttpRequest, person: User) -> HttpResponse:
    """Lead to the page with the link that `request.user` just made."""
    request.session[JUST_MADE] = [person.pk, person.link_made_at.isoformat()]
    return redirect("person-link", person.pk)


def is_just_made(request: HttpRequest, person: User) -> bool:
    """Whether this browser made the link that is out, a moment ago."""
    if not links.is_out(person) or person.link_made_by_id != request.user.pk:
        return False
    is_same = request.session.get(JUST_MADE) == [person.pk, person.link_made_at.isoformat()]
    return is_same and timezone.now() - person.link_made_at < links.SHOWN_FOR


@never_cache
@require_safe
@asks(access.CHANGE, THING)
def person_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to print. Only whoever made the link is shown it, and only just after."""
    person = another_in_hand(request, pk)
    if not is_just_made(request, person):
        messages.info(request, _("A link is shown only when it was just made. You can make a new one here."))
        return redirect("person", pk)
    address = links.address_of(person, request)
    context = {
        "person": person,
        "address": address,
        "picture": qr_svg(address),
        "good_until": links.good_until(person),
        "is_invitation": links.is_invited(person),
        "sends_mail": settings.SENDS_MAIL and bool(person.email),
    }
    return render(request, "people/link.html", context)


@require_POST
@asks(access.CHANGE, THING)
def person_link_new(request: HttpRequest, pk: int) -> HttpResponse:
    person = another_in_hand(request, pk)
    try:
        person = services.make_link(
            person, by=request.user, request=request, commune=home_of(person, request.user)
        )
    except NotDoneError as refusal:
        messages.error(request, str(refusal))
        return redirect("person", pk)
    return show_link(request, person)


@require_POST
@asks(access.CHANGE, THING)
def person_link_send(request: HttpRequest, pk: int) -> HttpResponse:
    person = another_in_hand(request, pk)
    if not is_just_made(request, person) or not (settings.SENDS_MAIL and person.email):
        messages.error(request, _("The link was not sent. Please make a new one."))
        return redirect("person", pk)
    if send_link(person, links.address_of(person, request)):
        messages.success(request, _("The link was sent to %(email)s.") % {"email": person.email})
    else:
        messages.error(request, _("The mail server did not take the e-mail. Please print the sheet instead."))
    return redirect("person-link", pk)


@require_POST
@asks(access.CHANGE, THING)
def person_link_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person = another_in_hand(request, pk)
    services.withdraw_link(person, by=request.user, request=request, commune=home_of(person, request.user))
    messages.success(request, _("The link no longer works."))
    return redirect("person", pk)
