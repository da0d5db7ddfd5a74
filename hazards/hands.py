"""Whose work it is: that of a person, of the units they work for, of the village they look after."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from accounts import access
from accounts.models import User
from accounts.teams import units_of


@dataclass(frozen=True)
class Hands:
    """A person, with the keys of their units and of the villages whose collaborator they are."""

    user: User
    units: frozenset[int]
    villages: frozenset[int]


def hands_of(user: User) -> Hands:
    """Two queries at most."""
    villages = frozenset(grant.village_id for grant in access.grants(user) if grant.village_id)
    return Hands(user, frozenset(units_of(user).values_list("pk", flat=True)), villages)


def named(hands: Hands) -> Q:
    """Rows for which the person or one of their units is named as responsible."""
    return Q(responsible_person=hands.user) | Q(responsible_unit__in=hands.units)


def own_sites(hands: Hands) -> Q:
    """Those, and the sites of the own village for which nobody is named."""
    nobody = Q(responsible_person=None, responsible_unit=None)
    return named(hands) | (nobody & Q(village__in=hands.villages))


def own_measures(hands: Hands, sites: Collection[uuid.UUID]) -> Q:
    """Measures for which they are named; those that name nobody go with their site.

    `sites` are the keys of the person's own: given as values, each half finds its index.
    """
    nobody = Q(responsible_person=None, responsible_unit=None)
    return named(hands) | (nobody & Q(site__in=sites))
