"""Who works in which school."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from accounts.people import THING, visible_to
from foundation.contract import takes
from schools.forms.staff import StaffForm
from schools.staff import posts_to_tie, schools_in, tie


@asks(access.CHANGE, THING)
@takes(StaffForm)
def school_staff(request: HttpRequest, person: int) -> HttpResponse:
    """The schools in which somebody works, who holds the post of school staff."""
    member = get_object_or_404(visible_to(request.user), pk=person)
    communes = [post.commune for post in posts_to_tie(member, request.user, access.CHANGE) if post.commune]
    if not communes:
        raise Http404
    offered = schools_in(communes)
    held = [str(key) for key in member.schools.values_list("school", flat=True)]
    form = StaffForm(
        request.POST if request.method == "POST" else None, offered=offered, initial={"schools": held}
    )
    if request.method == "POST" and form.is_valid():
        tie(member, form.chosen(), within=communes, request=request)
        messages.success(request, _("Saved."))
        return redirect("person", person)
    return render(request, "schools/staff.html", {"form": form, "person": member})
