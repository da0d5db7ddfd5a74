"""The form of a school: its grounds on the map, what it is, whom to ask, where its pupils come from."""

from datetime import date
from typing import Final

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from areas.fields import VillageField
from areas.models import Commune, Village
from areas.placing import Place
from areas.querysets import VillageQuerySet
from foundation.form_fields import DayField, PhoneField
from foundation.key_fields import key_field, version_field
from foundation.ordering import by_name
from hazards.forms.place import AREA, POINT, RecordsPlace, coordinates_field, drawing_field, find_place
from schools.forms.fields import VillagesField, pupils_field
from schools.models import School, SchoolLevel
from schools.school_year import in_words, school_year_of

YEARS_ASKED: Final = 3  # school years whose pupils are asked for, stored ones besides
EARLIEST: Final = date(1850, 1, 1)  # some schools are old
SAME_PLACE: Final = 1e-9  # degrees: what a shape may lose on its way to the browser and back


class SchoolForm(RecordsPlace, forms.ModelForm):
    shapes = (AREA, POINT)

    id = key_field()
    version = version_field()
    # These two come first: the place decides which villages can be chosen.
    geometry = drawing_field()
    coordinates = coordinates_field()
    level = forms.ModelChoiceField(
        label=_("Level"),
        queryset=SchoolLevel.objects.filter(is_active=True),
        empty_label=_("Choose…"),
        error_messages={"required": _("Please choose the level of the school.")},
    )
    village = VillageField(Village.objects.none(), required=False, empty_label=_("By its place"))
    phone = PhoneField(label=_("Phone"), required=False)
    opened_on = DayField(fact=False, earliest=EARLIEST, label=_("Opened on"), required=False)
    closed_on = DayField(fact=False, earliest=EARLIEST, label=_("Closed for good on"), required=False)
    draws_from = VillagesField(Village.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    far_is_right = forms.BooleanField(label=_("The gates are where I set them."), required=False)

    class Meta:
        model = School
        fields = [
            "name", "level", "code", "village", "address", "contact_name", "phone", "email", "opened_on",
            "closed_on", "draws_from",
        ]  # fmt: skip
        labels = {
            "name": _("Name"),
            "code": _("Code"),
            "address": _("Address"),
            "contact_name": _("Whom to ask"),
            "email": _("E-mail"),
        }
        help_texts = {"code": _("As the education office writes it.")}
        error_messages = {"name": {"required": _("Please give the name of the school.")}}
        widgets = {
            name: forms.TextInput({"autocomplete": "off"})
            for name in ("name", "code", "address", "contact_name")
        } | {"email": forms.EmailInput({"autocomplete": "off"})}

    field_order = ["id", "version", "name", "level", "geometry", "coordinates", *Meta.fields[2:]]

    def __init__(self, *args, user: User, commune: Commune, **kwargs):
        super().__init__(*args, user=user, commune=commune, **kwargs)
        self.counted = (
            dict(self.instance.pupil_counts.values_list("school_year", "pupils")) if self.stored else {}
        )
        self.add_years()
        self.offer_villages_of(commune)
        if self.stored:
            self.fields["level"].queryset |= SchoolLevel.objects.filter(pk=self.instance.level_id)

    # --- pupils ---------------------------------------------------------------------------

    def add_years(self) -> None:
        """A field for the pupils of each of the last school years, and of those that are stored."""
        now = school_year_of(timezone.localdate())
        self.years = sorted({*range(now - YEARS_ASKED + 1, now + 1), *self.counted}, reverse=True)
        for year in self.years:
            self.fields[f"pupils_{year}"] = pupils_field(in_words(year))
            self.initial[f"pupils_{year}"] = self.counted.get(year)

    @property
    def year_fields(self) -> list[forms.BoundField]:
        return [self[f"pupils_{year}"] for year in self.years]

    def pupils(self) -> dict[int, int]:
        """Pupils by the year in which the school year begins, of the years that were filled in."""
        said = {year: self.cleaned_data.get(f"pupils_{year}") for year in self.years}
        return {year: count for year, count in said.items() if count is not None}

    # --- place ----------------------------------------------------------------------------

    def settle(self, shape: GEOSGeometry, source: str) -> None:
        try:
            self.place = self.find(shape)
        except ValidationError as error:
            self.add_error(source, error)
            return
        school, stored = self.instance, self.instance.geom
        if stored is None or not shape.equals_exact(stored, SAME_PLACE):
            school.geom = shape
        self.offer_villages_of(self.place.commune)

    def find(self, shape: GEOSGeometry) -> Place:
        if shape.geom_type in ("LineString", "MultiLineString"):
            raise ValidationError(
                _("A school is a point or an area. Please draw its grounds as one of them."), "line"
            )
        try:
            place = find_place(shape, self.user, self.deed, self.commune, thing="school")
        except ValidationError as error:
            if error.params["other"]:
                raise
            sentence = _(
                "This place lies outside every commune that is kept here, and a school belongs to one."
                " Please check it on the map and move it."
            )
            raise ValidationError(sentence, "outside_every_commune") from error
        moves = self.stored and place.commune.pk != self.instance.commune_id
        if moves and not access.may(self.user, access.ADD, "school", place.commune, place.village):
            sentence = _(
                "This place lies in %(other)s, and the school belongs to %(own)s. Please set it there."
            )
            raise ValidationError(
                sentence, "other_commune", {"other": place.commune, "own": self.instance.commune}
            )
        return place

    def offer_villages_of(self, commune: Commune) -> None:
        """Villages of the commune, and for the pupils those of its neighbours within reach. Three queries."""
        self.commune = commune
        self.fields["village"].label = commune.village_word.capitalize()
        self.fields["village"].queryset = villages().filter(commune=commune)
        near = access.communes_for(self.user).touching(commune.boundary).values("pk")
        chosen = self.instance.draws_from.values("pk") if self.stored else []
        self.fields["draws_from"].queryset = villages().filter(Q(commune__in=near) | Q(pk__in=chosen))
        self.fields["draws_from"].label = _("Where the pupils come from")
        self.fields["draws_from"].help_text = _(
            "Leave empty when they come from the place of the school alone."
        )

    # --- what must hold -------------------------------------------------------------------

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip()
        others = School.objects.filter(code=code).exclude(pk=self.instance.pk)
        if code and (other := others.select_related("commune").defer("commune__boundary").first()):
            known = access.may_at(self.user, access.SEE, "school", other)
            sentence = (
                _("“%(school)s” has this code already. Please check both.")
                if known
                else _("Another school has this code already. Please check it.")
            )
            raise ValidationError(sentence, "code_taken", {"school": other.name})
        return code

    def clean_closed_on(self) -> date | None:
        opened, closed = self.cleaned_data.get("opened_on"), self.cleaned_data["closed_on"]
        if opened and closed and closed < opened:
            sentence = _("The school opened on %(day)s. Please give that day or a later one.")
            raise ValidationError(sentence, "before_opening", {"day": f"{opened:%d/%m/%Y}"})
        return closed

    def clean(self) -> dict:
        cleaned = super().clean()
        self.take_village(cleaned)
        return cleaned


def villages() -> VillageQuerySet:
    """Those that exist today, by commune and name."""
    rows = Village.objects.existing_on(timezone.localdate()).select_related("commune")
    return rows.defer("boundary", "commune__boundary").order_by("commune__code", by_name())
