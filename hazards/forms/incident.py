"""The form of an accident: choices only, as in a free text somebody would name the child."""

import uuid

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from foundation.key_fields import key_field
from hazards.forms.fields import DayField
from hazards.forms.place import RecordsPlace, coordinates_field, drawing_field, find_place
from hazards.models import HazardSite, Incident

SITES_WITHIN_M = 500
SITES_OFFERED = 8


class NearSiteField(forms.ModelChoiceField):
    """Sites near a place, the nearest first, each with its distance."""

    metres: dict[uuid.UUID, float]

    def label_from_instance(self, site: HazardSite) -> str:
        metres = self.metres.get(site.pk)
        return (
            site.name
            if metres is None
            else _("%(name)s, %(metres)d m") % {"name": site.name, "metres": metres}
        )

    def offer(
        self,
        shape: GEOSGeometry | None,
        user: User,
        chosen: uuid.UUID | None = None,
        *,
        within_m: float = SITES_WITHIN_M,
    ) -> None:
        """Costs two queries; the one `chosen` so far stays."""
        known = HazardSite.objects.in_force().filter(access.within_reach(user, access.SEE, "site"))
        near = known.near(shape, within_m)[:SITES_OFFERED] if shape else []
        self.metres = {site.pk: site.way.metres for site in near}
        order = models.Case(
            *(models.When(pk=pk, then=place) for place, pk in enumerate(self.metres)), default=SITES_OFFERED
        )
        offered = HazardSite.objects.filter(pk__in=[*self.metres, *filter(None, [chosen])])
        self.queryset = offered.order_by(order)


class IncidentForm(RecordsPlace, forms.ModelForm):
    id = key_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    # These two come before the site: the place decides which are offered.
    geometry = drawing_field()
    coordinates = coordinates_field()
    on = DayField(fact=True, label=_("Date"))
    site = NearSiteField(
        HazardSite.objects.none(),
        label=_("Place in the register"),
        required=False,
        empty_label=_("None of them"),
        help_text=_("Those within 500 m are offered once the place is shown."),
        error_messages={"invalid_choice": _("This place is not near the accident. Please choose again.")},
    )

    class Meta:
        model = Incident
        fields = ["on", "kind", "outcome", "age_band", "sex", "site"]
        labels = {"kind": _("Kind of accident"), "age_band": _("Age"), "sex": _("Girl or boy")}
        widgets = {"kind": forms.RadioSelect, "outcome": forms.RadioSelect}
        error_messages = {
            "kind": {"required": _("Please choose the kind of accident.")},
            "outcome": {"required": _("Please choose how it ended.")},
        }

    field_order = ["id", "version", "geometry", "coordinates", *Meta.fields]

    def __init__(self, *args, user: User, commune: Commune | None, **kwargs):
        super().__init__(*args, user=user, commune=commune, **kwargs)
        for name in ("kind", "outcome", "age_band", "sex"):
            known = [(value, capfirst(label)) for value, label in self.fields[name].choices if value]
            optional = [] if self.fields[name].required else [("", _("Not known"))]
            self.fields[name].choices = [*optional, *known]
        self.fields["site"].offer(self.instance.geom, user, self.instance.site_id)
        if not self.stored:
            self.initial["on"] = timezone.localdate()

    def settle(self, shape: GEOSGeometry, source: str) -> None:
        try:
            if shape.geom_type != "Point":
                raise ValidationError(_("An accident has one place: please show it as a point."), "point")
            self.place = find_place(shape, self.user, self.deed, self.commune, thing="incident")
        except ValidationError as error:
            self.add_error(source, error)
            return
        incident = self.instance
        incident.geom, incident.commune = shape, self.place.commune
        incident.village, incident.village_source = self.place.village, self.place.village_source
        self.fields["site"].offer(shape, self.user, incident.site_id)


class WithdrawIncidentForm(forms.Form):
    class Reason(models.TextChoices):
        TWICE = "twice", _("It is recorded twice.")
        WRONG = "wrong", _("What is recorded is wrong.")
        ELSEWHERE = "elsewhere", _("It happened in another commune.")

    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))
    reason = forms.ChoiceField(
        label=_("Why does it leave the register?"),
        choices=Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why.")},
    )
