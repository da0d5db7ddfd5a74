"""`{% numbered_mark … %}`: a place of a printed sheet, told apart in black and white too."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hazards.status import OPEN
from maps import symbology

register = template.Library()
PAPER = "#FFFFFF"
INK = "#17242D"
BOX = 24  # units in which shapes are drawn
# So that two figures have room: how much wider a shape is drawn, where its number stands, how big.
FITS = {
    "wave": (1.35, 15.4, 10),
    "triangle": (1.3, 19.2, 10),
    "diamond": (1.2, 16, 11.5),
    "drop": (1.1, 18, 12),
}


@register.simple_tag
def numbered_mark(number: int, status: str, shape: str, x: float, y: float, size: float = BOX) -> SafeString:
    """The kind's shape around `number`, middle at (x, y): filled while nothing protects the place yet,
    hollow once something does."""
    style = symbology.STATUS_STYLES[status]
    is_open = status in OPEN
    wider, baseline, letter = FITS.get(shape, (1, 16.4, 13))
    scale = size / BOX * wider
    return format_html(
        '<g transform="translate({left} {top}) scale({scale})">'
        '<path d="{shape}" fill="{paper}" stroke="{paper}" stroke-width="5" stroke-linejoin="round"/>'
        '<path d="{shape}" fill="{fill}" stroke="{rim}" stroke-width="{width}"/>'
        '<text x="12" y="{baseline}" font-size="{letter}" font-weight="600" font-family="Be Vietnam Pro"'
        ' text-anchor="middle" fill="{ink}">{number}</text></g>',
        left=f"{x - BOX / 2 * scale:.1f}",
        top=f"{y - BOX / 2 * scale:.1f}",
        scale=f"{scale:.3f}",
        shape=symbology.SHAPES[shape],
        paper=PAPER,
        fill=style.rim if is_open else PAPER,
        rim=style.rim if is_open else INK,
        width=1 if is_open else 2,
        baseline=baseline,
        letter=letter if number < 10 else letter - 1.5,
        ink=PAPER if is_open else INK,
        number=str(number),
    )
