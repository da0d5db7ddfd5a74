"""A lost password: by e-mail where there is a mail server, else by the administrator."""

from threading import Thread

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts import links, services
from accounts.forms.passwords import LostPasswordForm
from accounts.gate import for_everybody
from accounts.mail import link_message, send
from accounts.models import User
from foundation.contract import takes
from foundation.rates import limited


@never_cache
@for_everybody
@limited("password_lost", rate="10/h", everyone=True)
@takes(LostPasswordForm)
def password_lost(request: HttpRequest) -> HttpResponse:
    """The answer is the same, and as quick, whether somebody is known by that name or not."""
    # Without our own address a stranger could have the link begin with theirs (the Host header).
    sends_mail = settings.SENDS_MAIL and bool(settings.PUBLIC_URL)
    form = LostPasswordForm(request.POST if request.method == "POST" else None)
    if sends_mail and request.method == "POST" and form.is_valid():
        for person in meant(form.cleaned_data["who"]):
            send_own_link(request, person)
        return render(request, "people/lost_sent.html")
    return render(request, "people/lost.html", {"form": form, "sends_mail": sends_mail})


def meant(who: str) -> list[User]:
    """People who log in by that name or read that e-mail, and chose a password once."""
    known = User.objects.filter(Q(username__iexact=who) | Q(email__iexact=who), is_active=True).exclude(
        email=""
    )
    # A database may take letters for the same that a mail server does not.
    return [
        person
        for person in known[:5]
        if person.has_usable_password()
        and who.casefold() in (person.username.casefold(), person.email.casefold())
    ]


def send_own_link(request: HttpRequest, person: User) -> None:
    """The link that is out is sent once more: a stranger who asks can't make one that was printed worthless."""
    if not links.is_out(person):
        person = services.make_link(person, by=None, request=request)
    message = link_message(person, links.address_of(person, request))
    # Talking to the mail server takes time that would tell that somebody is known.
    Thread(target=send, args=[message], name="lost-password").start()
