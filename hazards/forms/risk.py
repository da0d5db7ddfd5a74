"""What a half-filled form of a site says of its danger; what can't be read counts as not known."""

from collections.abc import Mapping
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.utils import timezone

from accounts import access
from accounts.models import User
from areas.fields import CoordinatesField, DrawingField
from hazards.forms.fields import AmountField
from hazards.forms.site_rules import DEEPEST_M
from hazards.kinds import HazardKind
from hazards.models import HazardSite, Incident
from hazards.risk_proposal import PastEvent, Proposal, RiskFacts, propose

A_YEAR = timedelta(days=365.25)


class RiskAnswers(forms.Form):
    """`likelihood` and `severity` are those chosen so far: shown beside the proposal."""

    kind = forms.ModelChoiceField(HazardKind.objects.all())
    geometry = DrawingField(required=False)
    coordinates = CoordinatesField(required=False)
    is_household = forms.ChoiceField(choices=[("True", ""), ("False", "")], required=False)
    near_path = forms.BooleanField(required=False)
    near_homes = forms.BooleanField(required=False)
    access = forms.ChoiceField(choices=HazardSite.Access, required=False)
    depth_m = AmountField(required=False, min_value=0, max_value=DEEPEST_M)
    bank = forms.ChoiceField(choices=HazardSite.Bank, required=False)
    likelihood = forms.TypedChoiceField(choices=[(step, step) for step in range(1, 6)], coerce=int)
    severity = forms.TypedChoiceField(choices=[(step, step) for step in range(1, 6)], coerce=int)

    def __init__(self, data: Mapping, *, user: User):
        super().__init__(data)
        self.user = user
        self.full_clean()

    @property
    def chosen(self) -> tuple[int, int] | None:
        steps = self.cleaned_data.get("likelihood"), self.cleaned_data.get("severity")
        return steps if all(steps) else None

    def proposal(self) -> Proposal | None:
        """None until the kind is chosen. Costs a few queries once the place is known."""
        known = self.cleaned_data
        kind = known.get("kind")
        if kind is None:
            return None
        facts = RiskFacts(
            usual_likelihood=kind.usual_likelihood,
            usual_severity=kind.usual_severity,
            is_drowning=kind.is_drowning,
            depth_m=known.get("depth_m") if kind.asks_depth else None,
            bank=known.get("bank", "") if kind.asks_bank else "",
            access=known.get("access", ""),
            near_path=known.get("near_path", False),
            near_homes=known.get("near_homes", False),
            is_household=known.get("is_household") == "True",
            events=self.events(known.get("coordinates") or known.get("geometry")),
        )
        return propose(facts)

    def events(self, shape: GEOSGeometry | None) -> tuple[PastEvent, ...]:
        """Accidents near `shape` of which the person may know: with a place moved about, a proposal
        that counted others would give their position away."""
        if shape is None:
            return ()
        today = timezone.localdate()
        known = Incident.objects.filter(access.within_reach(self.user, access.SEE, "incident"))
        recent = known.between(today - settings.RISK_EVENTS_YEARS * A_YEAR, today)
        return tuple(
            PastEvent(event.kind, event.outcome, event.way.metres, (today - event.on) / A_YEAR)
            for event in recent.near(shape, settings.RISK_EVENTS_RADIUS_M)
        )
