"""Each view says which right it asks for; `accounts.middleware.gate` refuses one that says nothing.

    @asks(access.CHANGE, "site")
    def site_edit(request, pk): ...

This is the first look, before the view knows which row it is about: somebody who may do the deed
nowhere goes no further. Where the row lies is asked in the view (`access.require`,
`access.within_reach`), which is what protects the row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http.response import HttpResponseBase

from accounts import access

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True)
class Right:
    """What a view asks for: a deed on a thing; nothing but to be known (`thing` ""); or nothing at all."""

    deed: str = ""
    thing: str = ""
    is_public: bool = False

    @property
    def is_for_everybody(self) -> bool:
        """Asks for no right at all; a warning that the public may see asks for one."""
        return self.is_public and not self.thing

    def is_held_by(self, user: access.Reader) -> bool:
        if self.thing:
            return access.may_anywhere(user, self.deed, self.thing)
        return self.is_public or (user.is_authenticated and user.is_active)


def asks(deed: str, thing: str) -> Callable[[View], View]:
    """The view is for whoever may do `deed` to a `thing` somewhere: strangers too, if the public may."""
    access.permission(deed, thing)
    right = Right(deed, thing, is_public=deed in access.RIGHTS[access.PUBLIC][thing])

    def mark(view: View) -> View:
        view.right = right
        return login_not_required(view) if right.is_public else view

    return mark


def for_anyone_known(view: View) -> View:
    """Whoever is logged in: the view is about the person alone."""
    view.right = Right()
    return view


def for_everybody(view: View) -> View:
    """Strangers too: the log-in itself, the language."""
    view.right = Right(is_public=True)
    return login_not_required(view)


def before_second_factor(view: View) -> View:
    """Open to somebody whose post needs a second factor and who has none yet: setting it up."""
    view.is_before_second_factor = True
    return view
