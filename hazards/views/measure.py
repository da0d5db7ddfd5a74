"""Record a measure, and what happens to it."""

import uuid

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from foundation.contract import TEXT, one_of, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key, ask_with_version_of
from hazards import services
from hazards.conflict import last_author
from hazards.errors import KeyTakenError, PhotoError
from hazards.facts import measure_facts
from hazards.forms.measure import MeasureEditForm, MeasureForm, StepForm
from hazards.measure_conflict import differences
from hazards.measure_state import AFTER, Step, last_fact_on, state_on
from hazards.models import Measure
from hazards.views.reach import measure_for, site_for
from hazards.views.respond import posted, saved, sent_files, show_form, slot

NEW_FORM = "hazards/_measure_form.html"
STEP_FORM = "hazards/_step_form.html"
EDIT_FORM = "hazards/_measure_edit_form.html"


@asks(access.ADD, "measure")
@takes(MeasureForm)
@reads(kind=TEXT, state=TEXT, next=TEXT)
def measure_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = site_for(request, access.ADD, "measure", pk)
    asked = {name: request.GET[name] for name in ("kind", "state") if name in request.GET}
    form = MeasureForm(
        posted(request),
        sent_files(request),
        auto_id=f"{slot(request)}-%s",
        initial=asked,
        site=site,
        user=request.user,
    )
    if request.method == "POST" and form.is_valid():
        measure = form.measure()
        measure.site, measure.created_by = site, request.user
        try:
            with transaction.atomic():
                services.add_measure(measure)
                form.attach_photos(site=site, measure=measure, stage=form.cleaned_data["photos_stage"])
        except KeyTakenError:
            give_new_key(form)
        except PhotoError as refusal:
            form.refuse_photos(refusal)
        else:
            return saved(request, site, _("Saved: %(measure)s.") % {"measure": measure.kind.name})
    return show_form(request, NEW_FORM, site, form=form, title=_("Record a measure"))


def give_new_key(form: MeasureForm) -> None:
    ask_with_new_key(
        form, _("Something was already saved from this form. To save this one too, press Save again.")
    )


@asks(access.CHANGE, "measure")
@takes(StepForm)
@reads(step=one_of(Step), next=TEXT)
def measure_record(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    measure = measure_for(request, access.CHANGE, pk)
    if request.method == "POST":
        return record_step(request, measure)
    form = StepForm(
        auto_id=f"{slot(request)}-%s",
        measure=measure,
        user=request.user,
        initial={"step": request.GET.get("step", "")},
    )
    return show_form(request, STEP_FORM, measure.site, form=form, measure=measure, title=measure.kind.name)


def record_step(request: HttpRequest, measure: Measure) -> HttpResponse:
    form = StepForm(
        request.POST, request.FILES, auto_id=f"{slot(request)}-%s", measure=measure, user=request.user
    )
    done = repeats(measure, form) and keeps_photos(form, measure)
    if not done and form.is_valid():
        answers = form.cleaned_data
        try:
            with transaction.atomic():
                services.record_step(
                    measure,
                    step=Step(answers["step"]),
                    on=answers["on"],
                    note=answers["note"],
                    details=form.details(),
                    seen_version=answers["version"],
                    by=request.user,
                )
                form.attach_photos(site=measure.site, measure=measure, stage=answers["photos_stage"])
            done = True
        except StaleVersionError as stale:
            done = repeats(stale.current, form)
            show_newer(form, stale.current)
        except PhotoError as refusal:
            form.refuse_photos(refusal)
    if done:
        return saved(request, measure.site, _("Saved: %(measure)s.") % {"measure": measure.kind.name})
    return show_form(request, STEP_FORM, measure.site, form=form, measure=measure, title=measure.kind.name)


def keeps_photos(form: StepForm, measure: Measure) -> bool:
    """Sent again after a gap in the line, a form may bring photos that the first time had not."""
    try:
        form.attach_photos(
            site=measure.site, measure=measure, stage=form.cleaned_data.get("photos_stage", "")
        )
    except PhotoError:
        return False
    return True


def repeats(measure: Measure, form: StepForm) -> bool:
    """Whether the form says what was recorded last: a double click, or sent again after a gap in
    the line. The same step on another day is somebody else's, and is told."""
    form.is_valid()
    step, facts = form.data.get("step"), measure_facts(measure)
    one_behind = form.data.get("version") == str(measure.version - 1)
    same_step = step in Step.values and AFTER[Step(step)] == state_on(facts, timezone.localdate())
    same_day = form.cleaned_data.get("on") == last_fact_on(facts)
    return one_behind and same_step and same_day and form.says_nothing_else(measure)


def show_newer(form: StepForm, current: Measure) -> None:
    ask_with_version_of(
        form,
        current,
        _(
            "Someone recorded something about this measure since you opened it. Please check, then save again."
        ),
    )


@asks(access.CHANGE, "measure")
@takes(MeasureEditForm)
@reads(next=TEXT)
def measure_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    measure = measure_for(request, access.CHANGE, pk)
    form = MeasureEditForm(posted(request), auto_id=f"{slot(request)}-%s", measure=measure, user=request.user)
    newer: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        form.apply()
        try:
            services.edit_measure(measure, seen_version=form.cleaned_data["version"], by=request.user)
        except StaleVersionError as stale:
            newer = both_versions(form, stale.current, request)
        else:
            return saved(request, measure.site, _("Saved: %(measure)s.") % {"measure": measure.kind.name})
    title = _("Details: %(measure)s") % {"measure": measure.kind.name}
    return show_form(request, EDIT_FORM, measure.site, form=form, measure=measure, title=title, **newer)


def both_versions(form: MeasureEditForm, current: Measure, request: HttpRequest) -> dict[str, object]:
    """Mine beside the stored one."""
    author = last_author(current)
    sentence = _("%(person)s changed this measure since you opened it. Both versions stand below.")
    ask_with_version_of(form, current, sentence % {"person": author})
    return {"differences": differences(form.measure, current, reader=request.user), "author": author}
