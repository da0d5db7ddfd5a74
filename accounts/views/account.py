"""One's own account: name, posts, phone and e-mail, and the way to everything else of one's own."""

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import two_factor
from accounts.forms.account import ContactForm
from accounts.gate import for_anyone_known
from accounts.models import Membership, User
from audit.log import Deed, record
from foundation.contract import takes


@require_safe
@for_anyone_known
def account(request: HttpRequest) -> HttpResponse:
    posts = Membership.objects.current().filter(user=request.user)
    context = {
        "posts": posts.select_related("role", "commune", "village", "unit").defer(
            "commune__boundary", "village__boundary"
        ),
        "second_factor": two_factor.standing(request.user),
        "session_count": request.user.sessions.current().count(),
    }
    return render(request, "account/account.html", context)


@for_anyone_known
@takes(ContactForm)
@sensitive_post_parameters()
def contact(request: HttpRequest) -> HttpResponse:
    before = request.user.email
    form = ContactForm(request, request.POST or None, instance=User.objects.get(pk=request.user.pk))
    if request.method == "POST" and form.is_valid():
        person = form.save()
        note_change(request, person, before, form.changed_data)
        messages.success(request, _("Saved."))
        return redirect("account")
    return render(request, "account/contact.html", {"form": form})


def note_change(request: HttpRequest, person: User, email_before: str, changed: list[str]) -> None:
    """Into the log go the names of what changed, not the contacts; to the old address goes a word."""
    fields = [name for name in ("phone", "email") if name in changed]
    if fields:
        record(Deed.PERSON_CHANGED, request=request, person=person, fields=fields)
    if "email" in fields and email_before and settings.SENDS_MAIL:
        tell_old_address(person, email_before)


def tell_old_address(person: User, address: str) -> None:
    words = _(
        "The account of %(name)s in AnToan now has another e-mail address. If this was not you, tell the administrator "
        "of your commune at once."
    )
    subject = _("Your e-mail address in AnToan was changed")
    send_mail(subject, words % {"name": person.full_name}, None, [address], fail_silently=True)
