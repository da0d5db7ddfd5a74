"""Who can be made responsible: units and people of a commune, as the reader may know them."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Unit, User
from accounts.teams import people_of
from areas.models import Commune
from foundation.ordering import by_name


class UnitField(forms.ModelChoiceField):
    """Units of a commune. Households are offered to those alone who may know them by name."""

    user: User

    def __init__(self, queryset: QuerySet[Unit] | None = None, **kwargs):
        kwargs.setdefault("label", _("Responsible unit"))
        kwargs.setdefault("empty_label", _("Nobody yet"))
        super().__init__(Unit.objects.none() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, unit: Unit) -> str:
        return access.unit_in_words(self.user, unit)

    def offer(self, user: User, commune: Commune | None, chosen: int | None = None) -> None:
        """Units of `commune`; the one `chosen` so far stays, whatever became of it."""
        offered = Q(is_active=True)
        if not access.may_see_owners(user, commune and commune.pk):
            offered &= ~Q(type=Unit.Type.OWNER)
        self.user = user
        self.queryset = Unit.objects.filter(offered | Q(pk=chosen), commune=commune).order_by(by_name())


class PersonField(forms.ModelChoiceField):
    """People who hold a post in a commune today."""

    def __init__(self, queryset: QuerySet[User] | None = None, **kwargs):
        kwargs.setdefault("label", _("Responsible person"))
        kwargs.setdefault("empty_label", _("Nobody yet"))
        super().__init__(User.objects.none() if queryset is None else queryset, **kwargs)

    def offer(self, commune: Commune | None, chosen: int | None = None) -> None:
        """People of `commune`; the one `chosen` so far stays, even if gone."""
        people = people_of(commune) | User.objects.filter(pk=chosen)
        self.queryset = people.order_by(by_name("full_name"))
