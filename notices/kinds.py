"""The sentences of the notices. A room that tells something registers its kinds when it is loaded."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class NoticeKind:
    """`sentence` holds named placeholders that the notice's words fill."""

    code: str
    sentence: Promise | str
    is_urgent: bool = False


KINDS: dict[str, NoticeKind] = {}


def register(*kinds: NoticeKind) -> None:
    KINDS.update({kind.code: kind for kind in kinds})


def sentence(kind: str, words: dict[str, str]) -> str:
    """The notice in the language of the reader; of an unknown kind, its bare words."""
    known = KINDS.get(kind)
    return str(known.sentence) % words if known else ", ".join(str(word) for word in words.values())
