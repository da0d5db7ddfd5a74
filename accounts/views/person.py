"""A person's page, and what an administrator does there."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import access, links, services
from accounts.errors import NotDoneError
from accounts.forms.people import PersonForm
from accounts.gate import asks
from accounts.models import Membership, User
from accounts.people import THING, has_in_hand, may_be_given_a_post, may_touch_post
from accounts.people_list import state_of, with_second_factor
from accounts.post_rights import rights_in_words
from accounts.throttling import is_tried_in_vain
from accounts.ties import ties_of
from accounts.views.account import tell_old_address
from accounts.views.reach import another_in_hand, home_of, person_in_hand, person_seen
from foundation.contract import takes


@require_safe
@asks(access.SEE, THING)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    shown = with_second_factor(User.objects.filter(pk=person_seen(request, pk).pk)).get()
    is_own = shown == request.user
    may_change = has_in_hand(request.user, shown)
    posts, elsewhere = posts_told(shown, request.user)
    context = {
        "person": shown,
        "state": state_of(shown),
        "posts": [post for post in posts if post["held"].is_current],
        "former": [post["held"] for post in posts if not post["held"].is_current],
        "posts_elsewhere": elsewhere,
        "may_know_contact": has_in_hand(request.user, shown, access.SEE),
        "may_change": may_change,
        "may_change_log_in": may_change and not is_own,
        "may_give_post": access.may_anywhere(request.user, access.ADD, THING)
        and may_be_given_a_post(request.user, shown),
        "link_until": links.good_until(shown) if links.is_out(shown) else None,
        "session_count": shown.sessions.count(),
        "is_locked": may_change and is_tried_in_vain(shown.username),
        "ties": ties_of(shown, request.user),
        "is_own": is_own,
    }
    return render(request, "people/person.html", context)


def posts_told(person: User, reader: User) -> tuple[list[dict[str, object]], bool]:
    """Posts that `reader` may know of, with what they allow; and whether there are others today."""
    posts = person.memberships.select_related("role", "commune", "village", "unit", "user")
    told, elsewhere = [], False
    for held in posts.defer("commune__boundary").order_by("role__position", "pk"):
        if may_touch_post(reader, held, access.SEE):
            told.append(
                {
                    "held": held,
                    "rights": rights_in_words(held.role.code),
                    "may_change": held.is_current and may_touch_post(reader, held),
                }
            )
        else:
            elsewhere = elsewhere or held.is_current
    return told, elsewhere


@asks(access.CHANGE, THING)
@takes(PersonForm)
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    changed = person_in_hand(request, pk)
    data = request.POST if request.method == "POST" else None
    form = PersonForm(data, instance=changed, is_own=changed == request.user)
    if request.method == "POST" and form.is_valid():
        email_before = User.objects.get(pk=pk).email
        services.edit_person(
            form.save(commit=False), by=request.user, request=request, commune=home_of(changed, request.user)
        )
        if email_before and email_before != changed.email and settings.SENDS_MAIL:
            tell_old_address(changed, email_before)
        messages.success(request, _("Saved."))
        return redirect("person", pk)
    return render(request, "people/edit.html", {"form": form, "person": changed})


@asks(access.CHANGE, THING)
@takes()
def person_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """What ends with it, and what they still answer for, before the deed."""
    leaving = another_in_hand(request, pk)
    if request.method == "POST":
        return done(
            request, leaving, services.leave, _("%(name)s can no longer log in. What they recorded stays.")
        )
    posts = Membership.objects.current().filter(user=leaving).select_related("role", "commune")
    context = {
        "person": leaving,
        "posts": posts.defer("commune__boundary"),
        "ties": ties_of(leaving, request.user),
    }
    return render(request, "people/leave.html", context)


@require_POST
@asks(access.CHANGE, THING)
def person_back(request: HttpRequest, pk: int) -> HttpResponse:
    back = another_in_hand(request, pk)
    sentence = _("%(name)s is back. Please give them a post, and make a one-time link for a new password.")
    return done(request, back, services.come_back, sentence)


@require_POST
@asks(access.CHANGE, THING)
def person_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    shown = another_in_hand(request, pk)
    number = services.end_sessions(
        shown, by=request.user, request=request, commune=home_of(shown, request.user)
    )
    told = ngettext("%(number)s log-in was ended.", "%(number)s log-ins were ended.", number)
    messages.success(request, told % {"number": number})
    return redirect("person", pk)


@require_POST
@asks(access.CHANGE, THING)
def person_unlock(request: HttpRequest, pk: int) -> HttpResponse:
    shown = another_in_hand(request, pk)
    return done(request, shown, services.unlock, _("%(name)s can try to log in again at once."))


@require_POST
@asks(access.CHANGE, THING)
def person_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    shown = another_in_hand(request, pk)
    sentence = _(
        "The second factor of %(name)s is off. If their post asks for one, they set it up anew at the next log-in."
    )
    return done(request, shown, services.reset_second_factor, sentence)


def done(request: HttpRequest, person: User, deed, sentence: str) -> HttpResponse:
    """Do it and say so, or say why not."""
    try:
        deed(person, by=request.user, request=request, commune=home_of(person, request.user))
    except NotDoneError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence % {"name": person})
    return redirect("person", person.pk)
