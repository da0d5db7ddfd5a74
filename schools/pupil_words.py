"""What a sheet tells pupils of each kind of danger, in one plain sentence. Data: a line for each kind."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOR_PUPILS: Final[dict[str, Promise]] = {
    "pond": _("Do not bathe in a pond, and do not go near it without a grown-up."),
    "lake": _("Do not bathe in a lake, and do not play on its bank without a grown-up."),
    "river": _("Do not bathe in the river, and do not go down its bank without a grown-up."),
    "stream": _("Do not wade through a stream, least of all after rain."),
    "canal": _("Do not play beside a canal: its bank is slippery, and its water runs fast."),
    "ditch": _("Do not jump across a ditch, and do not play beside it."),
    "well": _("Do not climb on a well or a water tank, and do not open its cover."),
    "pit": _("Keep away from holes with water in them: they are deeper than they look."),
    "swimming_place": _("Swim only with a grown-up beside you, and where a lifeguard watches."),
    "construction": _("Do not go into a construction site, and do not play on its sand and its pits."),
    "play_area": _("Do not use broken play equipment. Tell a teacher of it."),
    "electricity": _("Do not touch and do not climb on anything with electricity; fly no kite near wires."),
    "traffic": _("Cross the road with a grown-up, and look both ways."),
}  # fmt: skip
# A kind that the commune added itself.
FOR_ANY_OTHER: Final = _("Keep away from this place, and do not play there.")

FOR_PARENTS: Final = (
    _("Walk the way to school with your child, and show the places with numbers."),
    _("Never leave a small child alone near water, not for a minute."),
    _("Cover wells and water tanks at home, and fence the pond."),
    _("Let your child learn to swim, and to call for help instead of jumping in after a friend."),
    _("If you see a new danger, tell the school or the commune."),
)


def for_pupils(kind_code: str) -> str:
    return str(FOR_PUPILS.get(kind_code, FOR_ANY_OTHER))
