"""Inviting somebody, and giving a post here to somebody who has a log-in already."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import access, services
from accounts.errors import NotDoneError
from accounts.forms.people import InvitedForm
from accounts.forms.posts import PostForm, WhoForm
from accounts.gate import asks
from accounts.models import User
from accounts.people import THING, may_be_given_a_post, visible_to
from accounts.views.links import show_link
from accounts.views.reach import commune_for
from foundation.contract import TEXT, reads, takes


@asks(access.ADD, THING)
@takes(InvitedForm, PostForm)
def person_new(request: HttpRequest) -> HttpResponse:
    commune = commune_for(request, access.ADD)
    data = request.POST if request.method == "POST" else None
    form = InvitedForm(data, commune=commune)
    post_form = PostForm(
        data, commune=commune, gives_everywhere=access.may_everywhere(request.user, access.ADD, THING)
    )
    if request.method == "POST" and all([form.is_valid(), post_form.is_valid()]):
        try:
            person = services.invite(form.person(), post_form.post(), by=request.user, request=request)
        except IntegrityError:
            form.add_error("username", _("Someone already has this user name."))
        else:
            return show_link(request, person)
    context = {"commune": commune, "form": form, "post_form": post_form, "known": known(form, request.user)}
    return render(request, "people/new.html", context)


def known(form: InvitedForm, reader: User) -> dict[str, object] | None:
    """Somebody who may be meant, and what the reader may do about it."""
    person = form.known if form.is_bound else None
    if person is None:
        return None
    return {
        "person": person,
        "is_seen": visible_to(reader).filter(pk=person.pk).exists(),
        "may_give": may_be_given_a_post(reader, person),
    }


@asks(access.ADD, THING)
@reads(username=TEXT)
@takes(WhoForm, PostForm)
def person_known(request: HttpRequest) -> HttpResponse:
    """A post in this commune for somebody who is named by the user name, in full."""
    commune = commune_for(request, access.ADD)
    data = request.POST if request.method == "POST" else None
    who = WhoForm(data, initial={"username": request.GET.get("username", "")[:60]})
    form = PostForm(
        data, commune=commune, gives_everywhere=access.may_everywhere(request.user, access.ADD, THING)
    )
    if request.method == "POST" and all([who.is_valid(), form.is_valid()]):
        person = User.objects.filter(username=who.cleaned_data["username"]).first()
        if person is None or not may_be_given_a_post(request.user, person):
            who.add_error("username", _("Nobody who works somewhere today has this user name."))
        elif gave(form, person):
            messages.success(request, _("%(name)s holds the post now.") % {"name": person})
            return redirect("person", person.pk)
    return render(request, "people/known.html", {"commune": commune, "who": who, "form": form})


def gave(form: PostForm, person: User) -> bool:
    try:
        services.give_post(person, form.post())
    except NotDoneError as refusal:
        form.add_error("role", str(refusal))
        return False
    return True
