"""Every address of the product, out of Django's own resolver; the management pages are Django's."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.urls import URLPattern, URLResolver, get_resolver

from foundation.contract import Contract, contract_of

ARGUMENT: Final = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """`/hazards/{pk}/`, what stands behind it and what its arguments are (name → converter)."""

    path: str
    name: str
    view: Callable
    arguments: dict[str, str]

    @property
    def contract(self) -> Contract:
        return contract_of(self.view)

    @property
    def methods(self) -> list[str]:
        """In small letters; HEAD goes without saying where there is GET."""
        return sorted({method.lower() for method in allowed(self.view)} & {"get", "post", "put", "delete"})

    @property
    def room(self) -> str:
        return origin(self.view).__module__.split(".")[0]

    @property
    def summary(self) -> str:
        """The first sentence that the view says of itself."""
        said = inspect.getdoc(origin(self.view)) or self.name.replace("-", " ").capitalize()
        return said.split("\n\n")[0].replace("\n", " ")


def addresses() -> list[Address]:
    return list(below(get_resolver().url_patterns, ""))


def below(patterns: list, route: str) -> Iterator[Address]:
    for pattern in patterns:
        whole = f"{route}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from below(pattern.url_patterns, whole)
        else:
            yield described(pattern, whole)


def described(pattern: URLPattern, route: str) -> Address:
    arguments = {found["name"]: found["converter"] or "str" for found in ARGUMENT.finditer(route)}
    path = "/" + ARGUMENT.sub(lambda found: f"{{{found['name']}}}", route)
    return Address(path, pattern.name or "", pattern.callback, arguments)


def origin(view: Callable) -> Callable:
    return inspect.unwrap(getattr(view, "view_class", view))


def allowed(view: Callable) -> list[str]:
    """As `require_http_methods` and its like keep them, the outermost first; else as a class has them."""
    kept: Callable | None = view
    while kept is not None:
        said = getattr(kept, "__closure__", None) and inspect.getclosurevars(kept).nonlocals
        if said and "request_method_list" in said:
            return list(said["request_method_list"])
        kept = getattr(kept, "__wrapped__", None)
    offered = getattr(view, "view_class", None)
    return [name for name in offered.http_method_names if hasattr(offered, name)] if offered else ["get"]
