"""What a camera wrote beside the picture: where and when it was taken. Read, then dropped."""

import math
import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

from django.utils.timezone import get_default_timezone, localdate
from PIL import ExifTags, Image

EARLIEST: Final = date(1990, 1, 1)  # a clock that was never set says 1970 or 1980
Position = tuple[float, float]  # lon, lat in WGS 84


def position_of(exif: Image.Exif) -> Position | None:
    """(lon, lat), or None when it is missing, unreadable or not on the globe.

    0, 0 is what a receiver writes that has not found itself yet.
    """
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    lat = degrees(gps.get(ExifTags.GPS.GPSLatitude), gps.get(ExifTags.GPS.GPSLatitudeRef), "NS", 90)
    lon = degrees(gps.get(ExifTags.GPS.GPSLongitude), gps.get(ExifTags.GPS.GPSLongitudeRef), "EW", 180)
    if lat is None or lon is None or (lat == 0 and lon == 0):
        return None
    return lon, lat


def degrees(parts: object, side: object, sides: str, most: int) -> float | None:
    """Degrees, minutes and seconds with their letter as one signed number; None for nonsense."""
    letter = text_of(side).upper()[:1]
    try:
        whole, minutes, seconds = (float(part) for part in parts)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = whole + minutes / 60 + seconds / 3600
    sane = all(math.isfinite(part) and part >= 0 for part in (whole, minutes, seconds))
    if not (sane and letter and letter in sides and value <= most):
        return None
    return round(-value if letter == sides[1] else value, 7)


def day_of(exif: Image.Exif) -> date | None:
    """The day the picture was taken, as people here count it; None when it cannot be."""
    tags = exif.get_ifd(ExifTags.IFD.Exif)
    written = text_of(tags.get(ExifTags.Base.DateTimeOriginal))
    try:
        moment = datetime.strptime(written[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  (its zone follows)
        zone = zone_of(text_of(tags.get(ExifTags.Base.OffsetTimeOriginal)))
        day = moment.replace(tzinfo=zone).astimezone(get_default_timezone()).date()
    except (ValueError, OverflowError):
        return None
    return day if EARLIEST <= day <= localdate() else None


def zone_of(offset: str):
    """`+07:00`; without one, the camera is taken to run on local time."""
    found = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset)
    if not found:
        return get_default_timezone()
    sign, hours, minutes = found.groups()
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if sign == "-" else span)


def text_of(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "replace")
    return value.strip("\0 ") if isinstance(value, str) else ""
