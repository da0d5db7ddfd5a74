"""Sites, grid and scale of a wall map, as SVG in units of a quarter of a millimetre."""

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hazards.status import Status
from maps import symbology

register = template.Library()
BOX = 24  # units in which shapes are drawn
FONT = mark_safe('font-family="Be Vietnam Pro" text-anchor="middle"')
HALO = mark_safe('stroke="#fff" stroke-width="3" stroke-linejoin="round" fill="#fff"')


@register.simple_tag
def site_outline(one: Any) -> SafeString:
    style = symbology.STATUS_STYLES[one.site.status]
    return format_html(
        '<path d="{}" fill="{}" fill-opacity="0.35" stroke="{}" stroke-width="{}"/>',
        one.path,
        style.fill if one.is_area else "none",
        style.rim,
        1.4 if one.is_area else 3.5,
    )


@register.simple_tag
def site_mark(one: Any, size: float) -> SafeString:
    """Shape of the kind in the colour of the status, with its mark."""
    style = symbology.STATUS_STYLES[one.site.status]
    x, y = one.at
    return format_html(
        '<g transform="translate({x} {y}) scale({scale})">'
        '<path d="{shape}" fill="#fff" stroke="#fff" stroke-width="5" stroke-linejoin="round"/>'
        '<path d="{shape}" fill="{fill}" stroke="{rim}" stroke-width="1.6"/><path d="{mark}" fill="{ink}"/></g>',
        x=f"{x - size / 2:.1f}",
        y=f"{y - size / 2:.1f}",
        scale=f"{size / BOX:.3f}",
        shape=symbology.SHAPES[one.site.kind.icon],
        fill=style.fill,
        rim=style.rim,
        mark=style.mark,
        ink=style.ink,
    )


@register.simple_tag
def word(spot: tuple[float, float], text: str, size: float, ink: str, weight: int = 400) -> SafeString:
    """`text` with its middle at `spot`, in letters of `size`, readable on whatever it covers."""
    x, y = spot
    at = format_html(
        'x="{}" y="{}" font-size="{}" font-weight="{}"', f"{x:.1f}", f"{y + size * 0.35:.1f}", size, weight
    )
    return format_html(
        '<text {0} {1} {2}>{4}</text><text {0} {1} fill="{3}">{4}</text>', at, FONT, HALO, ink, text
    )


@register.simple_tag
def grid_label(line: Any, frame: Any) -> SafeString:
    """Inside the edge, on white: below for eastings, at the left for northings."""
    x, y = line.at
    x, y = (x, frame.height - 5) if line.is_upright else (4, y - 3)
    return format_html(
        '<text x="{}" y="{}" font-family="Be Vietnam Pro" font-size="11" fill="#17242d" text-anchor="{}">{}</text>',
        f"{x:.1f}",
        f"{y:.1f}",
        "middle" if line.is_upright else "start",
        line.label,
    )


@register.simple_tag
def scale_bar(frame: Any) -> SafeString:
    width = frame.units(frame.scale_m)
    words = f"{number_format(frame.scale_m, 0, use_l10n=True, force_grouping=True)} m"
    return format_html(
        '<path d="M0 -8V0H{}V-8" fill="none" stroke="#17242d" stroke-width="2.5"/>'
        '<text x="{}" y="-12" font-family="Be Vietnam Pro" font-size="14" text-anchor="middle" fill="#17242d">{}</text>',
        f"{width:.1f}",
        f"{width / 2:.1f}",
        words,
    )


@register.simple_tag
def translated_status(status: str) -> str:
    return str(Status(status).label)
