"""Tags that draw a status, a kind or a number the same way on every page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hazards.kinds import HazardKind
from hazards.status import Status
from maps import symbology

register = template.Library()


@register.simple_tag
def status_icon(
    status: str, shape: str = HazardKind.Shape.CIRCLE, size: int = 22, days_late: int = 0
) -> SafeString:
    """SVG of a kind's shape in a status' colour, with its mark, and that of being overdue where it is;
    decorative: words stand beside it."""
    style = symbology.STATUS_STYLES[status]
    return format_html(
        '<svg class="symbol" width="{size}" height="{size}" viewBox="{box}" aria-hidden="true">{ring}'
        '<path d="{shape}" fill="{fill}" stroke="{rim}" stroke-width="1.5"/>'
        '<path d="{mark}" fill="{ink}"/>{sign}</svg>',
        size=size,
        box="-5 -5 34 34" if days_late else "-1 -1 26 26",
        shape=symbology.SHAPES[shape],
        fill=style.fill,
        rim=style.rim,
        mark=style.mark,
        ink=style.ink,
        ring=overdue_ring(symbology.SHAPES[shape]) if days_late else "",
        sign=overdue_sign() if days_late else "",
    )


def overdue_ring(shape: str) -> SafeString:
    return format_html(
        '<path d="{shape}" fill="none" stroke="{ring}" stroke-width="8" stroke-linejoin="round"/>'
        '<path d="{shape}" fill="none" stroke="{gap}" stroke-width="4" stroke-linejoin="round"/>',
        shape=shape,
        ring=symbology.OVERDUE["ring"],
        gap=symbology.OVERDUE["gap"],
    )


def overdue_sign() -> SafeString:
    return corner_sign(symbology.OVERDUE)


def corner_sign(style: dict[str, str]) -> SafeString:
    """A disc with a mark, at the corner of a symbol."""
    return format_html(
        '<path d="{disc}" fill="{ring}" stroke="{gap}" stroke-width="1.5"/><path d="{mark}" fill="{ink}"/>',
        **style,
    )


@register.simple_tag
def overdue_mark(size: int = 18) -> SafeString:
    """The hourglass that stands at a symbol's corner, alone, before the words."""
    return alone(overdue_sign(), size)


@register.simple_tag
def danger_mark(size: int = 18) -> SafeString:
    """The exclamation mark at the corner of a play space near a danger, alone, before the words."""
    return alone(corner_sign(symbology.NEAR_DANGER), size)


@register.simple_tag
def change_mark(change: str, size: int = 18) -> SafeString:
    """The arrow at the corner of a symbol that "improved" or "worsened" between two days, alone."""
    return alone(corner_sign(symbology.CHANGES[change]), size)


def alone(sign: SafeString, size: int) -> SafeString:
    """A sign of a corner without its symbol."""
    return format_html(
        '<svg class="symbol" width="{size}" height="{size}" viewBox="12 -4 16 16" aria-hidden="true">{sign}</svg>',
        size=size,
        sign=sign,
    )


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """The status in words, after its mark."""
    return format_html(
        '<span class="status" data-status="{}">{}{}</span>', status, status_icon(status), Status(status).label
    )


@register.simple_tag
def kind_icon(shape: str, size: int = 22) -> SafeString:
    """A kind's shape without a status, for legends and lists."""
    return format_html(
        '<svg class="symbol" width="{size}" height="{size}" viewBox="-1 -1 26 26" aria-hidden="true">'
        '<path d="{shape}" fill="#fff" stroke="#33414E" stroke-width="2"/></svg>',
        size=size,
        shape=symbology.SHAPES[shape],
    )


@register.simple_tag
def place_icon(layer: str, size: int = 22, near_danger: bool = False) -> SafeString:
    """Sign of a play space or a school; of a play space near a danger, with that mark."""
    style = {"playspace": symbology.PLAY_SPACE, "school": symbology.SCHOOL}[layer]
    path = {"playspace": symbology.PLAY_SPACE_MARK, "school": symbology.SCHOOL_MARK}[layer]
    return format_html(
        '<svg class="symbol" width="{size}" height="{size}" viewBox="{box}" aria-hidden="true">'
        '<path d="{path}" fill="{fill}" stroke="{rim}"/>{sign}</svg>',
        size=size,
        box="-4 -4 32 32" if near_danger else "0 0 24 24",
        path=path,
        fill=style["fill"],
        rim=style["rim"],
        sign=corner_sign(symbology.NEAR_DANGER) if near_danger else "",
    )


@register.simple_tag
def candidate_icon(why: str, size: int = 22) -> SafeString:
    """Sign of a candidate for a play space that a plan is without."""
    return format_html(
        '<svg class="symbol" width="{size}" height="{size}" viewBox="-1 -1 26 26" aria-hidden="true">'
        '<path d="{shape}" fill="{fill}" stroke="{rim}" stroke-width="2"/><path d="{mark}" fill="{ink}"/></svg>',
        size=size,
        shape=symbology.SHAPES[HazardKind.Shape.CIRCLE],
        mark=symbology.CANDIDATE_MARKS[why],
        **symbology.CANDIDATE,
    )
