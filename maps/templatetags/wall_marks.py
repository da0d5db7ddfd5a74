"""Sites, grid and scale of a wall map, as SVG in units of a quarter of a millimetre."""

from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hazards.status import Status
from maps import symbology

register = template.Library()
SIZE = 20  # of a symbol
BOX = 24  # units in which shapes are drawn
NUMBER = mark_safe('x="25" y="22" font-family="Be Vietnam Pro" font-weight="600" font-size="14"')


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
def site_mark(one: Any) -> SafeString:
    """Shape of the kind in the colour of the status, with its mark, and the number beside it."""
    style = symbology.STATUS_STYLES[one.site.status]
    scale = SIZE / BOX
    number = format_html(
        '<text {0} stroke="#fff" stroke-width="4" stroke-linejoin="round" fill="#fff">{1}</text><text {0} fill="#17242d">{1}</text>',
        NUMBER,
        str(one.number),
    )
    return format_html(
        '<g transform="translate({x} {y}) scale({scale})">'
        '<path d="{shape}" fill="#fff" stroke="#fff" stroke-width="5" stroke-linejoin="round"/>'
        '<path d="{shape}" fill="{fill}" stroke="{rim}" stroke-width="1.6"/><path d="{mark}" fill="{ink}"/>{number}</g>',
        x=f"{one.x - SIZE / 2:.1f}",
        y=f"{one.y - SIZE / 2:.1f}",
        scale=f"{scale:.3f}",
        shape=symbology.SHAPES[one.site.kind.icon],
        fill=style.fill,
        rim=style.rim,
        mark=style.mark,
        ink=style.ink,
        number=number if one.number else "",
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
