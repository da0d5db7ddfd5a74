"""Rows of a file into the register: those that are fit at once, the others back to be mended."""

import hashlib
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseFormSet
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts import access
from accounts.models import User
from areas.placing import Place
from exchange.candidates.forms import CandidateRowForm
from exchange.placing import from_geos, locate_all
from playspaces.models import Candidate

SOURCE: Final = "file"


@dataclass
class Taken:
    added: list[Candidate] = field(default_factory=list)
    known: int = 0
    to_mend: list[CandidateRowForm] = field(default_factory=list)


@transaction.atomic
def take(formset: BaseFormSet, *, by: User) -> Taken:
    """Store the rows that are fit, each once however often it is sent; the others are `to_mend`.

    Four queries, whatever the number of rows, and those that store.
    """
    formset.is_valid()
    fit = [form for form in formset if form.is_valid() and form.cleaned_data]  # an emptied row has none
    shapes = list(from_geos([form.cleaned_data["coordinates"] for form in fit]))
    for form, place in zip(fit, locate_all(shapes), strict=True):
        settle(form, place, by)
    taken = Taken(to_mend=[form for form in formset if form.errors])
    made = {one.source_ref: one for one in (new(form, by) for form in fit if not form.errors)}
    known = Candidate.objects.filter(source=SOURCE, source_ref__in=made).values_list("source_ref", flat=True)
    seen = set(known)
    taken.added = [one for key, one in made.items() if key not in seen]
    taken.known = sum(not form.errors for form in fit) - len(taken.added)
    bulk_create_with_history(taken.added, Candidate, default_user=by)
    return taken


def settle(form: CandidateRowForm, place: Place | None, by: User) -> None:
    """The row lies where the person may add plans, or says that it does not."""
    if place is None:
        form.add_error("coordinates", _("It lies in none of the communes loaded here."))
    elif not access.may(by, access.ADD, "plan", place.commune, place.village):
        sentence = _("It lies in %(commune)s, which is not yours.") % {"commune": place.commune}
        form.add_error("coordinates", ValidationError(sentence, "not_yours"))
    form.place = place


def new(form: CandidateRowForm, by: User) -> Candidate:
    """Known by its name and place: the same row sent again is the same candidate."""
    words, place = form.cleaned_data, form.place
    said = f"{words['name']}|{words['coordinates'].wkt}"
    return Candidate(
        name=words["name"],
        geom=words["coordinates"],
        commune=place.commune,
        village=place.village,
        village_source=place.village_source,
        cost=words["cost"],
        kind=words["kind"],
        note=words["note"],
        origin=Candidate.Origin.IMPORTED,
        source=SOURCE,
        source_ref=hashlib.sha256(said.encode()).hexdigest()[:32],
        created_by=by,
    )
