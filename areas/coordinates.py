"""Reading coordinates (WGS 84) as people paste them. Imports no Django.

>>> parse_coordinates("20,9123; 105,8336")
(105.8336, 20.9123)
>>> parse_coordinates("20°54'36\\"N 105°49'48\\"E")
(105.83, 20.91)
"""

import re
import unicodedata
from typing import ClassVar

from areas.crs import VIETNAM_BOX


class CoordinateError(ValueError):
    """The text gives no place in Vietnam; `code` says why, for the caller's own words."""

    code: ClassVar[str] = "unreadable"


class SixtyError(CoordinateError):
    """Minutes or seconds of sixty or more."""

    code = "sixty"


class MetresError(CoordinateError):
    """Metres of a grid, as in VN-2000 tables, not degrees."""

    code = "metres"


class OutsideVietnamError(CoordinateError):
    code = "outside_vietnam"


# Sign of a unit → every way it is written. The longer ones first: '' is a second mark.
UNITS = {
    "°": r"°|º|˚|độ|deg(?:rees?)?|(?<=\d)d(?![a-zđ])",
    '"': r"''|′′|’’|\"|″|”|“|giây|sec(?:onds?)?|(?<=\d)s(?=\s*[nebđ])",
    "'": r"'|′|’|‘|´|`|phút|min(?:utes?)?|(?<=\d)m(?![a-z])",
}
NAMES = re.compile(r"wgs[\s-]*84|(vĩ|kinh) (độ|tuyến)")
LABELS = re.compile(r"latitude|longitude|lat\b|lon(?:g|gitude)?\b|bắc|đông|[nebđxy]|[:=()\[\]]")
SOUTH_OR_WEST = re.compile(r"nam|tây|[sw]")
HIGHEST_DEGREES = 180


def parse_coordinates(text: str) -> tuple[float, float]:
    """Longitude and latitude in degrees; CoordinateError when there is no such place.

    Decimal degrees with point or comma, or degrees, minutes and seconds in most notations.
    Which of the two is the latitude follows from where Vietnam lies, so either order will do.
    """
    plain = with_plain_signs(text)
    first, second = (degrees(part) for part in two_halves(plain))
    west, south, east, north = VIETNAM_BOX
    for lon, lat in ((second, first), (first, second)):
        if west <= lon <= east and south <= lat <= north:
            return round(lon, 7), round(lat, 7)
    if max(first, second) > HIGHEST_DEGREES:
        raise MetresError(text)
    raise OutsideVietnamError(text)


def with_plain_signs(text: str) -> str:
    """`text` in digits, the signs ° ' " and separators; anything else is unreadable."""
    plain = NAMES.sub(" ", unicodedata.normalize("NFC", text).casefold())
    for sign, spellings in UNITS.items():
        plain = re.sub(spellings, sign, plain)
    plain = re.sub("[−–]", "-", LABELS.sub(" ", plain))
    plain = re.sub(r"(?<=\d)-(?=\d)", " ", plain)  # 20-54-44
    if SOUTH_OR_WEST.search(plain):
        raise OutsideVietnamError(text)
    if not re.fullmatch(r"[\d\s.,;/|°'\"+-]+", plain):
        raise CoordinateError(text)
    return plain


def numbers(plain: str) -> list[tuple[str, str]]:
    """(digits, unit sign or "") of each number; a comma is decimal where no point is."""
    decimal = r"\." if re.search(r"\d\.\d", plain) else ","
    return re.findall(rf"([+-]?\d+(?:{decimal}\d+)?)\s*([°'\"]?)", plain)


def two_halves(plain: str) -> tuple[list[str], list[str]]:
    """The numbers of the one coordinate and of the other."""
    found = numbers(plain)
    digits = [number for number, _ in found]
    starts = [place for place, (_, unit) in enumerate(found) if unit == "°"]
    middle = starts[1] if len(starts) == 2 else len(found) // 2
    even = len(found) in (2, 4, 6) or len(starts) == 2
    if not even or len(starts) > 2 or not 1 <= middle <= 3 or len(found) - middle > 3:
        raise CoordinateError(plain)
    return digits[:middle], digits[middle:]


def degrees(parts: list[str]) -> float:
    """Decimal degrees of [degrees], [degrees, minutes] or [degrees, minutes, seconds]."""
    whole, *sixtieths = (float(part.replace(",", ".")) for part in parts)
    if any(not 0 <= part < 60 for part in sixtieths):
        raise SixtyError(" ".join(parts))
    return whole + sum(part / 60**power for power, part in enumerate(sixtieths, start=1))
