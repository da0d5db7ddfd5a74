"""Plans for the next play spaces: ask, see the answer, have it computed again, cancel."""

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.village_words import village_word, villages_word
from foundation import worker
from foundation.contract import KEY, PAGE_NUMBER, TEXT, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key
from hazards.errors import KeyTakenError
from hazards.status import OPEN
from hazards.views.respond import posted
from playspaces import services
from playspaces.forms.scenario import ScenarioForm
from playspaces.models import Computation, Scenario
from playspaces.plan_answer import Picked, Told, answer_in_words, picks_of, unchosen
from playspaces.plan_map import MOST, Other, Why, others_of, points_for_map
from playspaces.tasks import compute_plan
from playspaces.views.plan_reach import may_in_all, own_commune, scenario_for, scenarios_for

ON_A_PAGE = 30
COPIED = [
    "goal", "target_percent", "budget", "counted", "reached", "radius_m", "on_foot", "leave_out_dangerous",
]  # fmt: skip


@asks(access.SEE, "plan")
@require_safe
@reads(page=PAGE_NUMBER)
def plan_list(request: HttpRequest) -> HttpResponse:
    """The latest first. Six queries, whatever the page holds."""
    commune = workplace_of(request).commune
    if commune is None:
        return render(request, "maps/no_commune.html")
    access.require(request.user, access.SEE, "plan", commune)
    about = Prefetch("communes", Commune.objects.defer("boundary"))
    rows = scenarios_for(request).filter(communes=commune).select_related("computation")
    page = Paginator(rows.prefetch_related(about), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "commune": commune,
        "page": page,
        "rows": [(scenario, told(request, scenario)) for scenario in page.object_list],
        "may_add": access.may(request.user, access.ADD, "plan", commune),
        "may_restore": access.may(request.user, access.RESTORE, "plan", commune),
    }
    return render(request, "playspaces/plans/list.html", context)


def told(request: HttpRequest, scenario: Scenario) -> Told:
    communes = scenario.communes.all()
    sees_children = may_in_all(request, access.SEE, "head_count", communes)
    return answer_in_words(scenario, communes, sees_children=sees_children)


@asks(access.ADD, "plan")
@takes(ScenarioForm)
@reads(like=KEY)
def plan_new(request: HttpRequest) -> HttpResponse:
    """`?like=` begins with the question of another plan."""
    commune = own_commune(request, access.ADD)
    communes = access.communes_for(request.user, access.ADD, "plan").defer("boundary")
    keys = access.reach(request.user, access.SEE, "head_count")
    form = ScenarioForm(
        posted(request),
        communes=communes,
        sees_children=keys is None or commune.pk in keys,
        initial=question_like(request, commune),
    )
    if request.method == "POST" and form.is_valid() and not counts_unseen(request, form):
        form.instance.created_by = request.user
        try:
            services.ask_plan(form.instance, communes=form.communes, by=request.user)
        except KeyTakenError:
            ask_with_new_key(
                form, _("A plan was already made from this form. For another one, press it again.")
            )
        else:
            start(form.instance)
            return redirect("plan", form.instance.pk)
    context = {"form": form, "commune": commune, "has_several": len(communes) > 1}
    return render(request, "playspaces/plans/ask.html", context)


def question_like(request: HttpRequest, commune: Commune) -> dict[str, Any]:
    words: dict[str, Any] = {"communes": [commune.pk]}
    try:
        like = scenarios_for(request).filter(pk=uuid.UUID(request.GET.get("like", ""))).first()
    except ValueError:
        like = None
    if like:
        words |= {name: getattr(like, name) for name in COPIED}
        words["communes"] = list(like.communes.values_list("pk", flat=True))
    return words


def counts_unseen(request: HttpRequest, form: ScenarioForm) -> bool:
    """Children are counted for who may see the head counts of each of the communes."""
    if form.cleaned_data["counted"] != Scenario.Counted.CHILDREN:
        return False
    if may_in_all(request, access.SEE, "head_count", form.communes):
        return False
    sentence = _("You don't see the head counts of all these communes. Please count %(villages)s.")
    form.add_error("counted", sentence % {"villages": villages_word(form.communes)})
    return True


def start(scenario: Scenario) -> None:
    """A plan for one commune is computed at once, one for several in the background."""
    computation = Computation.objects.select_related("scenario").get(scenario=scenario)
    if computation.state != Computation.State.WAITING:
        return
    if scenario.communes.count() == 1:
        services.compute(computation, services.solve_here)
    else:
        compute_plan.enqueue(computation.pk)
        worker.wake()


@asks(access.SEE, "plan")
@require_safe
def plan(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The question, the answer in words, the map. Fifteen queries at most, whatever they hold."""
    scenario = scenario_for(request, access.SEE, pk)
    communes = list(scenario.communes.all())
    sees_children = may_in_all(request, access.SEE, "head_count", communes)
    answer = answer_in_words(scenario, communes, sees_children=sees_children)
    picks = picks_of(scenario)
    others = others_of(scenario, communes, [picked.pick for picked in picks])
    context = {
        "scenario": scenario,
        "computation": getattr(scenario, "computation", None),
        "communes": communes,
        "commune": communes[0],
        "only_commune": communes[0] if len(communes) == 1 else None,
        "box": box_of(communes),
        "answer": answer,
        "picks": picks,
        "left_out": [*unchosen(others), *answer.left_out],
        **(map_of(request, scenario, communes, picks, others) if answer.is_solved else {}),
        **{
            f"may_{name}": may_in_all(request, deed, "plan", communes)
            for name, deed in {
                "change": access.CHANGE,
                "add": access.ADD,
                "withdraw": access.WITHDRAW,
                "export": access.EXPORT,
            }.items()
        },
    }
    return render(request, "playspaces/plans/plan.html", context)


def map_of(
    request: HttpRequest,
    scenario: Scenario,
    communes: list[Commune],
    picks: list[Picked],
    others: list[Other],
) -> dict[str, Any]:
    """What the map draws, and its legend: signs with their number."""
    points = points_for_map(request.user, communes, scenario)
    numbers = Counter(other.why for other in others)
    village = village_word(communes)
    layers = {name: reverse("map-layer", args=[name]) for name in ("commune", "villages")}
    if may_in_all(request, access.SEE, "site", communes):
        layers["hazards"] = reverse("map-layer", args=["hazards"])
    return {
        "play_points": len(points),
        "signs": [(why.value, why.words(village), numbers[why]) for why in Why if numbers[why]],
        "too_many": len(points) > MOST or len(others) > MOST,
        "script": {
            "picks": [pick.for_map() for pick in picks],
            "others": points[:MOST] + [other.for_map() for other in others[:MOST]],
            "signs": {
                "playspace": _("Play point that there is"),
                **{why.value: capfirst(why.words(village)) for why in Why},
            },
            "layers": layers,
            "hazards": {"status": list(OPEN), "as_of": scenario.day.isoformat()},
            "words": map_words(),
        },
    }


def box_of(communes: list[Commune]) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*(commune.boundary.extent for commune in communes), strict=True)
    return min(west), min(south), max(east), max(north)


def map_words() -> dict[str, str]:
    return {"zoomIn": _("Zoom in"), "zoomOut": _("Zoom out")}


@asks(access.SEE, "plan")
@require_safe
def plan_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Fragment that asks for itself again while the plan is being computed; then the page is drawn anew."""
    scenario = scenario_for(request, access.SEE, pk)
    computation = getattr(scenario, "computation", None)
    if computation is None:
        raise Http404
    worker.wake()
    communes = scenario.communes.all()
    context = {
        "scenario": scenario,
        "computation": computation,
        "may_change": may_in_all(request, access.CHANGE, "plan", communes),
    }
    response = render(request, "playspaces/plans/_progress.html", context)
    if not computation.is_open:
        response["HX-Refresh"] = "true"
    return response


@asks(access.CHANGE, "plan")
@require_POST
@takes(version=TEXT)
def plan_again(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    scenario = scenario_for(request, access.CHANGE, pk)
    version = request.POST.get("version", "")
    try:
        services.ask_again(
            scenario, seen_version=int(version[:9]) if version.isdecimal() else 0, by=request.user
        )
    except StaleVersionError:
        messages.warning(
            request, _("Somebody changed it or had it computed since you opened it. This is how it is now.")
        )
    else:
        start(scenario)
    return redirect("plan", pk)


@asks(access.CHANGE, "plan")
@require_POST
@takes()
def plan_cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    scenario = scenario_for(request, access.CHANGE, pk)
    if hasattr(scenario, "computation"):
        services.cancel(scenario.computation)
        messages.success(request, _("The computation is being stopped."))
    return redirect("plan", pk)
