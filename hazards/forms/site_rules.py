"""What must hold between the answers of a site's form, and the sentence when it does not."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import access
from areas.placing import Place
from hazards.forms.place import RecordsPlace, find_place
from hazards.naming import proposed_name
from hazards.secrets import closed

DEEPEST_M = 60
OWNER_FIELDS = ("owner_name", "owner_phone")
SAME_PLACE = 1e-9  # degrees: what a shape may lose on its way to the browser and back


class SiteRules(RecordsPlace):
    """Mixed into `SiteForm`."""

    def settle(self, shape, source: str) -> None:
        try:
            self.place = find_place(shape, self.user, self.deed, self.commune)
        except ValidationError as error:
            self.add_error(source, error)
            return
        stored = self.instance.geom
        if stored is None or not shape.equals_exact(stored, SAME_PLACE):
            self.instance.geom = shape
        self.offer_choices_of(self.place.commune)

    def clean_depth_m(self) -> Decimal | None:
        depth_m = self.cleaned_data["depth_m"]
        if depth_m is not None and depth_m < 0:
            raise ValidationError(_("A depth is not below 0. Please check the number."), "negative")
        if depth_m is not None and depth_m > DEEPEST_M:
            sentence = _(
                "A depth of %(depth)s m cannot be right. Is that in centimetres? Then please write %(metres)s."
            )
            shown = {name: self.fields["depth_m"].prepare_value(value) for name, value in
                     {"depth": depth_m, "metres": depth_m / 100}.items()}  # fmt: skip
            raise ValidationError(sentence, "absurd", shown)
        return depth_m

    def clean(self) -> dict:
        cleaned = super().clean()
        self.drop_what_the_kind_does_not_ask(cleaned)
        self.keep_secrets(cleaned)
        self.check_days(cleaned)
        if self.place:
            self.apply_place(cleaned, self.place)
            if cleaned.get("kind") and not cleaned.get("name"):
                cleaned["name"] = proposed_name(cleaned["kind"], cleaned.get("village"), self.place.commune)
        return cleaned

    def drop_what_the_kind_does_not_ask(self, cleaned: dict) -> None:
        kind = cleaned.get("kind")
        if kind and not kind.asks_depth:
            self.errors.pop("depth_m", None)
            cleaned["depth_m"] = None
        if kind and not kind.asks_bank:
            self.errors.pop("bank", None)
            cleaned["bank"] = ""

    def keep_secrets(self, cleaned: dict) -> None:
        """A public place has no owner. What one may not change where the place lies stays as it is stored."""
        kept = closed(
            self.user, self.place.commune.pk if self.place else self.instance.commune_id, access.CHANGE
        )
        for name in kept:
            cleaned.pop(name, None)
        if not kept & set(OWNER_FIELDS) and "owner_name" in self.fields and not cleaned.get("is_household"):
            self.errors.pop("owner_phone", None)
            cleaned |= dict.fromkeys(OWNER_FIELDS, "")

    def check_days(self, cleaned: dict) -> None:
        found, deadline = cleaned.get("found_on"), cleaned.get("deadline")
        if found and deadline and deadline < found:
            self.add_error(
                "deadline",
                _("The deadline lies before the day the place was found. Please correct one of the two."),
            )
        gone = self.instance.eliminated_on
        if found and gone and gone < found:
            self.add_error(
                "found_on",
                ValidationError(
                    _("The danger was gone for good on %(day)s. Please give that day or an earlier one."),
                    "after_elimination",
                    {"day": f"{gone:%d/%m/%Y}"},
                ),
            )

    def apply_place(self, cleaned: dict, place: Place) -> None:
        self.take_village(cleaned)
        if not place.inside and not cleaned.get("border_note"):
            self.add_error(
                "border_note",
                _(
                    "Part of this place lies outside %(commune)s. Please pull the outline back, or say here why it reaches beyond."
                )
                % {"commune": place.commune},
            )
        elif place.inside:
            cleaned["border_note"] = ""
        self.check_right(cleaned, place)

    def check_right(self, cleaned: dict, place: Place) -> None:
        """A collaborator works in the own village."""
        village = cleaned.get("village")
        if not access.may(self.user, self.deed, "site", place.commune, village):
            sentence = _(
                "This place lies in %(village)s, and you record places of your own village."
                " If it belongs to yours, please choose your village here."
            )
            where = village.full_name if village else place.commune.full_name
            self.add_error("village", ValidationError(sentence, "not_yours", {"village": where}))
