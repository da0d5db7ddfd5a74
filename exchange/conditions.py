"""What a rule of a mapping asks of a feature; each answers for a whole layer at once.

A condition on a column is a text ("pond"), a list of texts, "*" for anything, or "~pattern",
a regular expression searched in the text without diacritics and case. `area_m2_below` asks
for the size on the ground.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from django.utils.translation import gettext as _
from geopandas import GeoDataFrame

from areas import crs
from exchange.columns import text_column
from exchange.errors import MappingError
from foundation.vietnamese import fold

ANYTHING: Final = "*"
PATTERN: Final = "~"
AREA: Final = "area_m2_below"


class Condition(Protocol):
    def met(self, features: GeoDataFrame) -> np.ndarray:
        """True for each feature that meets it."""


@dataclass(frozen=True)
class Says:
    """The column holds something, or one of `texts` ("soccer;basketball" holds two)."""

    column: str
    texts: frozenset[str]

    def met(self, features: GeoDataFrame) -> np.ndarray:
        stated = text_column(features, self.column)
        if ANYTHING in self.texts:
            return stated.notna().to_numpy()
        one = "|".join(re.escape(text) for text in sorted(self.texts))
        return stated.str.contains(rf"(?:^|;)\s*(?:{one})\s*(?:;|$)", na=False).to_numpy(bool)


@dataclass(frozen=True)
class Matches:
    column: str
    pattern: re.Pattern

    def met(self, features: GeoDataFrame) -> np.ndarray:
        stated = text_column(features, self.column)
        return np.array([bool(text and self.pattern.search(fold(text))) for text in stated], bool)


@dataclass(frozen=True)
class Smaller:
    """A polygon below an area, measured in UTM zone 48N."""

    area_m2: float

    def met(self, features: GeoDataFrame) -> np.ndarray:
        sizes = features.geometry.to_crs(crs.METRIC).area
        return (sizes < self.area_m2).to_numpy(bool)


def condition(name: str, value: Any) -> Condition:
    """One entry of a rule's `when`; MappingError where it makes no sense."""
    if name == AREA and isinstance(value, int | float):
        return Smaller(float(value))
    if isinstance(value, str) and value.startswith(PATTERN):
        try:
            return Matches(name, re.compile(value.removeprefix(PATTERN)))
        except re.error as error:
            raise MappingError(
                _("“{pattern}” is not a regular expression: {error}").format(pattern=value, error=error)
            ) from error
    texts = [value] if isinstance(value, str) else value
    if name == AREA or not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise MappingError(
            _("“{name}” in “when” must be a text or a list of texts (area_m2_below: a number).").format(
                name=name
            )
        )
    return Says(name, frozenset(texts))


def first_fitting(features: GeoDataFrame, rules: Sequence[Sequence[Condition]]) -> np.ndarray:
    """For each feature the position of the first rule whose conditions it all meets, or -1."""
    chosen = np.full(len(features), -1)
    for position, conditions in enumerate(rules):
        fits = chosen == -1
        for each in conditions:
            if not fits.any():
                break
            fits &= each.met(features)
        chosen[fits] = position
    return chosen
