"""Giving, changing and ending the posts of a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access, services
from accounts.errors import NotDoneError
from accounts.forms.posts import PostChangeForm, PostForm
from accounts.gate import asks
from accounts.people import THING, may_be_given_a_post
from accounts.views.invite import gave
from accounts.views.reach import commune_for, person_seen, post_in_hand
from foundation.contract import takes


@asks(access.ADD, THING)
@takes(PostForm)
def post_give(request: HttpRequest, pk: int) -> HttpResponse:
    """One more post, in the commune that the reader works in."""
    person, commune = person_seen(request, pk), commune_for(request, access.ADD)
    get_object_or_404(type(person), pk=pk if may_be_given_a_post(request.user, person) else None)
    form = PostForm(
        request.POST if request.method == "POST" else None,
        commune=commune,
        gives_everywhere=access.may_everywhere(request.user, access.ADD, THING),
    )
    if request.method == "POST" and form.is_valid() and gave(form, person):
        messages.success(request, _("%(name)s holds the post now.") % {"name": person})
        return redirect("person", pk)
    return render(request, "people/post.html", {"form": form, "person": person, "commune": commune})


@asks(access.CHANGE, THING)
@takes(PostChangeForm)
def post_change(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    post = post_in_hand(request, pk, post_pk)
    commune = post.commune or commune_for(request, access.CHANGE)
    form = PostChangeForm(request.POST if request.method == "POST" else None, held=post, commune=commune)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_post(form.post())
        except NotDoneError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("person", pk)
    return render(request, "people/post.html", {"form": form, "person": post.user, "post": post})


@require_POST
@asks(access.CHANGE, THING)
def post_end(request: HttpRequest, pk: int, post_pk: int) -> HttpResponse:
    post = post_in_hand(request, pk, post_pk)
    try:
        services.end_post(post, by=request.user)
    except NotDoneError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The post has ended: it gives no rights any more."))
    return redirect("person", pk)
