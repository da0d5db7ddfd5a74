"""The sentences of the notices. A room that tells something registers its kinds when it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# A word is the same in every language, or told in each: {"vi": "Rào chắn", "en": "Fence"}.
Word = str | Mapping[str, str]
Words = Mapping[str, Word]


class Topic(TextChoices):
    """What notices are about, in the order in which a digest tells them."""

    REOPENED = "reopened", _("No longer protected")
    OVERDUE = "overdue", _("Overdue")
    DUE = "due", _("Due soon")
    ASSIGNED = "assigned", _("Given to you")
    OTHER = "other", _("Other")


@dataclass(frozen=True)
class NoticeKind:
    """`sentence` holds named placeholders that the notice's words fill."""

    code: str
    sentence: Promise | str
    topic: Topic = Topic.OTHER
    is_urgent: bool = False


KINDS: dict[str, NoticeKind] = {}


def register(*kinds: NoticeKind) -> None:
    KINDS.update({kind.code: kind for kind in kinds})


def kind_of(code: str) -> NoticeKind:
    """The registered kind; one that no room tells any more is plain."""
    return KINDS.get(code) or NoticeKind(code, "")


def sentence(code: str, words: Words) -> str:
    """The notice in the language of the reader; of an unknown kind, its bare words."""
    told = {name: in_language(word) for name, word in words.items()}
    text = str(kind_of(code).sentence)
    try:
        return text % told if text else ", ".join(told.values())
    except KeyError:  # told before the sentence got another placeholder
        return ", ".join(told.values())


def in_language(word: Word) -> str:
    if isinstance(word, Mapping):
        return str(word.get((get_language() or "vi")[:2]) or word.get("vi", ""))
    return str(word)
