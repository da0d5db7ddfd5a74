"""Which posts need a second factor: in the commune, and everywhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import access, services
from accounts.forms.rules import RulesForm
from accounts.gate import asks
from accounts.models import PostRule
from accounts.people import THING
from accounts.views.reach import commune_for
from foundation.contract import one_of, reads, takes


@asks(access.CHANGE, THING)
@reads(where=one_of(["all"]))
@takes(RulesForm)
def post_rules(request: HttpRequest) -> HttpResponse:
    """`?where=all` for all communes, which is for those who administer all."""
    commune = commune_for(request, access.CHANGE)
    may_everywhere = access.may_everywhere(request.user, access.CHANGE, THING)
    for_all = may_everywhere and request.GET.get("where") == "all"
    form = RulesForm(request.POST if request.method == "POST" else None, commune=None if for_all else commune)
    if request.method == "POST" and form.is_valid():
        for role, is_asked in form.answers().items():
            services.ask_second_factor(
                role, commune=form.commune, is_asked=is_asked, by=request.user, request=request
            )
        messages.success(request, _("Saved."))
        return redirect(request.get_full_path())
    everywhere = PostRule.objects.filter(commune=None, needs_two_factor=True).select_related("role")
    context = {
        "form": form,
        "commune": commune,
        "for_all": for_all,
        "may_everywhere": may_everywhere,
        "everywhere": [rule.role for rule in everywhere],
    }
    return render(request, "people/rules.html", context)
