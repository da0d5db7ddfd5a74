"""What is known of a measure beside its kind and days: how much of it, where, for how much, by whom."""

from decimal import Decimal

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from hazards.distances import metres_between
from hazards.forms.fields import AmountField
from hazards.forms.place import coordinates_field, drawing_field
from hazards.forms.responsible import PersonField, UnitField
from hazards.models import HazardSite, Measure
from hazards.money import MoneyError, grouped, read_money

FARTHEST_M = 500
LEAST_COST = 1_000  # đồng: below, somebody meant thousands
LARGEST_COST = Decimal(10) ** 12
DETAILS = (
    "quantity", "geometry", "coordinates", "cost", "funding", "contractor", "responsible_unit", "responsible_person",
)  # fmt: skip


class MoneyField(forms.CharField):
    """Đồng: 12.500.000 or “12,5 triệu”, cleaned to a Decimal (or None)."""

    def __init__(self, **options):
        super().__init__(widget=forms.TextInput({"autocomplete": "off"}), max_length=40, **options)

    def clean(self, value: object) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read_money(text)
        except MoneyError as error:
            sentence = _("Please write the amount in đồng, for example 12.500.000 or 12,5 triệu.")
            raise ValidationError(sentence, error.code) from error
        if 0 < amount < LEAST_COST:
            sentence = _(
                "%(amount)s đồng cannot be right. Did you mean %(amount)s nghìn or %(amount)s triệu?"
            )
            raise ValidationError(sentence, "too_small", {"amount": amount})
        if amount >= LARGEST_COST:
            raise ValidationError(_("This amount is too large. Please check the zeros."), "too_large")
        return amount

    def prepare_value(self, value: object) -> object:
        return grouped(value, get_format("THOUSAND_SEPARATOR")) if isinstance(value, Decimal) else value


class ContractorInput(forms.TextInput):
    """Proposes those who worked in the commune before."""

    template_name = "hazards/widgets/proposals.html"
    proposals: tuple[str, ...] = ()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["proposals"] = self.proposals
        context["widget"]["attrs"]["list"] = f"{attrs.get('id', name)}-list"
        return context


def quantity_field() -> AmountField:
    return AmountField(
        label=_("Quantity"),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        error_messages={"min_value": _("A quantity is not below 0. Please check the number.")},
    )


class DetailFields(forms.Form):
    """Mixed into the forms of a measure, which say about which `site` and for which `user`."""

    quantity = quantity_field()
    geometry = drawing_field()
    coordinates = coordinates_field()
    cost = MoneyField(
        label=_("Cost (đồng)"),
        required=False,
        help_text=_("All in all, repairs included: 12.500.000 or 12,5 triệu."),
    )
    funding = forms.ChoiceField(
        label=_("Source of money"), choices=[("", _("Not known")), *Measure.Funding.choices], required=False
    )
    contractor = forms.CharField(
        label=_("Who did or does the work"), max_length=160, required=False, widget=ContractorInput
    )
    responsible_unit = UnitField(required=False)
    responsible_person = PersonField(required=False)

    def offer_details(self, site: HazardSite, user: User, measure: Measure | None = None) -> None:
        """Choices of the commune; those that `measure` has stay offered."""
        self.site = site
        self.fields["geometry"].label = _("Place of its own")
        self.fields["responsible_unit"].offer(user, site.commune, measure and measure.responsible_unit_id)
        self.fields["responsible_person"].offer(site.commune, measure and measure.responsible_person_id)
        self.fields["contractor"].widget.proposals = contractors_of(site)
        if measure:
            self.initial |= {name: getattr(measure, name) for name in DETAILS if hasattr(measure, name)}
            self.initial["geometry"] = measure.geom

    def clean_coordinates(self) -> GEOSGeometry | None:
        """Coordinates that were pasted go before what was drawn."""
        coordinates = self.cleaned_data.get("coordinates")
        shape = coordinates or self.cleaned_data.get("geometry")
        away_m = metres_between(shape, self.site.geom) if shape else 0
        if away_m > FARTHEST_M:
            sentence = _(
                "This lies %(metres)s m from the dangerous place. A measure stands within %(farthest)s m of it."
                " Please check, or leave it empty."
            )
            where = "coordinates" if coordinates else "geometry"
            words = {"metres": round(away_m), "farthest": FARTHEST_M}
            self.add_error(where, ValidationError(sentence, "too_far", words))
        return coordinates

    @property
    def has_details(self) -> bool:
        """Whether something stands among the details: then a page shows them at once."""
        return any(self[name].errors or self[name].value() for name in self.detail_names())

    def detail_names(self) -> list[str]:
        return [name for name in DETAILS if name in self.fields]

    def drawing(self) -> dict[str, object]:
        """For the script that draws: the site, and the words."""
        return {
            "site": self.site.geom.geojson,
            "words": {
                "point": str(_("Tap where it stands.")),
                "line": str(_("Tap along it, corner by corner.")),
                "set": str(_("Tap elsewhere to move it.")),
                "locating": str(_("Looking for your position…")),
                "notLocated": str(_("Your position is not available. Please tap the map instead.")),
            },
        }

    def details(self) -> dict[str, object]:
        """Fields of the measure that were sent. What a form did not show stays as it is."""
        answers = {name: self.cleaned_data[name] for name in DETAILS if self.add_prefix(name) in self.data}
        geometry, coordinates = answers.pop("geometry", None), answers.pop("coordinates", None)
        if self.add_prefix("geometry") in self.data or coordinates:
            answers["geom"] = coordinates or geometry
        return answers

    def says_nothing_else(self, measure: Measure) -> bool:
        """Whether `measure` has every detail that was sent: the form was sent before."""
        if any(name in self.errors for name in self.detail_names()):
            return False
        return all(getattr(measure, name) == value for name, value in self.details().items())


def contractors_of(site: HazardSite) -> tuple[str, ...]:
    """Who did the work on earlier measures of the commune. One query, when the form is drawn."""
    measures = Measure.objects.in_force().filter(site__commune=site.commune_id).exclude(contractor="")
    return tuple(measures.order_by("contractor").values_list("contractor", flat=True).distinct()[:50])
