"""The list of people: who is asked for, and what stands beside each name."""

from dataclasses import dataclass, field
from typing import Final

from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import access
from accounts.models import Membership, Role, User
from accounts.people import THING, people_in, without_post
from areas.models import Commune
from foundation.vietnamese import fold, sort_key

ON_A_PAGE: Final = 50
NOT_INVITED: Final = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)


class PeopleFilter(forms.Form):
    """`?q=lan&post=police&state=invited`. A word that is not valid narrows nothing."""

    q = forms.CharField(label=_("Name or user name"), max_length=100, required=False)
    post = forms.ChoiceField(label=_("Post"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    HERE, INVITED, LEFT, NO_POST = "", "invited", "left", "none"
    STATES = (
        (HERE, pgettext_lazy("people", "With a post today")),
        (INVITED, pgettext_lazy("people", "Invited, not here yet")),
        (LEFT, pgettext_lazy("people", "Left, or post ended")),
    )

    def __init__(self, words, *, commune: Commune, reader: User):
        super().__init__(words, auto_id="people-%s")
        self.commune = commune
        roles = Role.objects.all()
        self.fields["post"].choices = [("", _("All posts")), *((role.code, role.name) for role in roles)]
        self.fields["state"].choices = self.STATES
        if access.may_everywhere(reader, access.SEE, THING):
            self.fields["state"].choices += [(self.NO_POST, _("Without a post"))]
        self.full_clean()

    @property
    def in_use(self) -> bool:
        return any(self.cleaned_data.values())

    def rows(self) -> QuerySet[User]:
        """People of the commune that post and state let through."""
        state, post = self.cleaned_data.get("state"), self.cleaned_data.get("post")
        if state == self.NO_POST:
            return without_post()
        held = Membership.objects.filter(user=OuterRef("pk"), commune=self.commune)
        held = held.filter(role__code=post) if post else held
        now = Exists(held.current())
        if state == self.LEFT:
            return people_in(self.commune).filter(Exists(held)).exclude(now, is_active=True)
        people = User.objects.filter(now, is_active=True)
        return people.filter(NOT_INVITED) if state == self.INVITED else people

    def keys(self) -> list[int]:
        """Keys of the people asked for, by given name as Vietnamese lists are. One query.

        Sorted and searched here, not in the database: it is as many as work for one commune.
        """
        sought = fold(self.cleaned_data.get("q") or "")
        names = self.rows().values_list("pk", "full_name", "username")
        found = [row for row in names if sought in fold(f"{row[1]} {row[2]}")]
        return [row[0] for row in sorted(found, key=lambda row: (by_given_name(row[1]), row[2]))]


def by_given_name(full_name: str):
    """Key that sorts “Trần Văn An” before “Lê Thị Bình”: given name, then family and middle name."""
    *before, given = full_name.split() or [""]
    return sort_key(given), sort_key(" ".join(before))


@dataclass
class Line:
    """One person of the list. `posts` are those of the commune; the others are not told here."""

    person: User
    posts: list[Membership] = field(default_factory=list)

    @cached_property
    def current(self) -> list[Membership]:
        return [post for post in self.posts if post.is_current]

    @property
    def state(self) -> str:
        return state_of(self.person)


def state_of(person: User) -> str:
    """A word for the templates: left, invited or active."""
    if not person.is_active:
        return "left"
    return "active" if person.has_usable_password() else "invited"


def page_of(asked: PeopleFilter, number: str | None):
    """One page of the list, its objects as `Line`s. Four queries."""
    page = Paginator(asked.keys(), ON_A_PAGE).get_page(number)
    posts = Membership.objects.filter(Q(commune=asked.commune) | Q(commune=None))
    posts = posts.select_related("role", "village", "unit").order_by("role__position", "pk")
    people = with_second_factor(User.objects.filter(pk__in=list(page.object_list)))
    found = {person.pk: person for person in people.prefetch_related(Prefetch("memberships", posts))}
    page.object_list = [Line(found[key], list(found[key].memberships.all())) for key in page.object_list]
    return page


def with_second_factor(people: QuerySet[User]) -> QuerySet[User]:
    """Each with `has_second_factor`."""
    devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
    return people.annotate(has_second_factor=Exists(devices))
