"""Which column of a file fills which field, and which tags make which kind: from a TOML file.

docs/importing.md describes the format; `mappings/` holds the ready-made ones.
"""

from collections.abc import Collection, Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.utils.translation import gettext as _

from exchange.conditions import Condition
from exchange.errors import MappingError


@dataclass(frozen=True)
class Rule:
    """Features that meet all conditions get the values."""

    when: tuple[Condition, ...]
    values: dict[str, Any]


@dataclass(frozen=True)
class Mapping:
    """`fields`: field → columns, the first that says something counts. A field is filled from
    `constants`, else its columns, else the rule that fits, else `defaults`.

    With rules, a feature that none of them fits is passed over. `needed` are columns that
    the file must have.
    """

    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    defaults: dict[str, Any] = field(default_factory=dict)
    constants: dict[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    source: str = ""
    unnamed: str = "{kind}, {place}"
    key: tuple[str, ...] = ()
    osm_keys: bool = False
    recognised_by: tuple[str, ...] = ()

    def values_of(self, name: str) -> set[Any]:
        """What the mapping itself, not the file, may put into a field."""
        given = [self.defaults, self.constants, *(rule.values for rule in self.rules)]
        return {values[name] for values in given if name in values}

    def with_constants(self, constants: Table[str, str], allowed: Collection[str]) -> Self:
        check_names("--set", constants, allowed)
        return replace(self, constants=self.constants | dict(constants))


def check_names(where: str, given: Any, allowed: Iterable[str]) -> None:
    if not isinstance(given, Table):
        raise MappingError(_("{where} must be a table.").format(where=where))
    unknown = [name for name in given if name not in set(allowed)]
    if unknown:
        raise MappingError(
            _("{where}: “{name}” is not known. Known: {known}.").format(
                where=where, name=unknown[0], known=", ".join(sorted(allowed))
            )
        )
