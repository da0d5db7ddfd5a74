"""Vietnamese text: searching without diacritics and sorting by Vietnamese rules.

Imports no Django, so that three strings test it.
"""

import unicodedata
from functools import cmp_to_key

# Vietnamese dictionary order: Ă and Â after A, Đ after D, Ê after E, Ô and Ơ after O,
# Ư after U; words that differ by tone alone follow level, huyền, hỏi, ngã, sắc, nặng.
LETTERS = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def fold(text: str) -> str:
    """`text` as it is compared in a search: lower case, no diacritics, single spaces.

    >>> fold("  Ao Cá   Đại Áng ")
    'ao ca dai ang'
    """
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(character)
    )
    return " ".join(bare.casefold().split())


def sort_key(text: str) -> tuple[list[tuple[int, int | str]], list[int]]:
    """Key that sorts `text` as the Unicode collation for Vietnamese (CLDR `vi`) does.

    Letters decide first (digits and other scripts by code point, before letters); tones
    decide between words of the same letters.
    """
    letters: list[tuple[int, int | str]] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFC", text).casefold():
        tone = 0
        base = ""
        for part in unicodedata.normalize("NFD", character):
            if part in TONES:
                tone = TONES[part]
            else:
                base += part
        letter = unicodedata.normalize("NFC", base)
        letters.append((1, LETTERS[letter]) if letter in LETTERS else (0, letter))
        tones.append(tone)
    return letters, tones


def compare(left: str, right: str) -> int:
    """-1, 0 or 1: how `left` stands to `right` in Vietnamese order."""
    left_key, right_key = sort_key(left), sort_key(right)
    return (left_key > right_key) - (left_key < right_key)


vietnamese_order = cmp_to_key(compare)
