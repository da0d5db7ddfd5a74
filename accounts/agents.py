"""A browser in words, from what it says of itself: "Chrome, Android". Good enough to know one's own by."""

from typing import Final

from django.utils.translation import gettext as _

# The first mark that stands in it names it: most claim to be others too.
BROWSERS: Final = {
    "Zalo": "Zalo",
    "FBAN": "Facebook",
    "FBAV": "Facebook",
    "coc_coc": "Cốc Cốc",
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "FxiOS": "Firefox",
    "Firefox": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS: Final = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def in_words(agent: str) -> str:
    """Browser and system; "Unknown browser" where neither is known."""
    found = [name_in(agent, BROWSERS), name_in(agent, SYSTEMS)]
    return ", ".join(name for name in found if name) or _("Unknown browser")


def name_in(agent: str, names: dict[str, str]) -> str:
    return next((name for mark, name in names.items() if mark in agent), "")
