#!/usr/bin/env python3
"""Checks the spelling of the Vietnamese that people read: bin/lib/spelling.py

It reads the catalogue, the names in data migrations, in the demo and in the import mappings, the words of
the rooms' TOML files (wording of reports, the self-check) and the one page that cannot be translated. A
word is right when it is a syllable of Debian's Vietnamese dictionary (package hunspell-vi) or stands in locale/vi/spelling.txt. Tone marks are
placed as in "hòa, xóa, thủy"; the dictionary writes "hoà, xoá, thuỷ", which counts as wrong here.

Exit code 1 when a word is wrong, 2 when the dictionary is missing.
"""

import ast
import csv
import re
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DICTIONARY = Path("/usr/share/hunspell/vi_VN.dic")
OWN_WORDS = ROOT / "locale/vi/spelling.txt"

Texts = Iterator[tuple[int, str]]  # line, text

WORD = re.compile(r"[^\W\d_]+")
# Placeholders, tags, and what stands as it is typed: --crs, .toml, area_m2_below, [fields], course:…
NOT_WORDS = re.compile(r"%\(\w+\)[a-z]|\{[^}]*\}|<[^>]*>|--\w+|\.[a-z]+\b|\w*_\w+|\[\w+\]|\b[a-z]+:(?=\S)")
VIETNAMESE = re.compile(
    "[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE
)

# Open syllables in oa, oe and uy, with the tone where we put it and where the dictionary does.
OURS = re.compile(r"(?<!q)([òỏõóọ][ae]|[ùủũúụ]y)$")
THEIRS = re.compile(r"(?<!q)(o[àảãáạèẻẽéẹ]|u[ỳỷỹýỵ])$")


def main() -> int:
    if not DICTIONARY.exists():
        sys.stderr.write(f"{DICTIONARY} is missing. Install it with: apt-get install hunspell-vi\n")
        return 2
    known = set(DICTIONARY.read_text(encoding="utf-8").split())
    own = own_words()
    wrong = [
        f"{where}: {word}"
        for where, text in everything()
        for word in WORD.findall(NOT_WORDS.sub(" ", text))
        if word not in own and not is_right(word, known)
    ]
    sys.stdout.writelines(f"{line}\n" for line in dict.fromkeys(wrong))
    return 1 if wrong else 0


def own_words() -> set[str]:
    return {
        word
        for line in OWN_WORDS.read_text(encoding="utf-8").splitlines()
        for word in line.partition("#")[0].split()
    }


def is_right(word: str, known: set[str]) -> bool:
    """A capital is always allowed; a name of the dictionary needs its own."""
    if THEIRS.search(word.lower()):
        return False
    ours = OURS.search(word.lower())
    spelt = word[: ours.start()] + tone_last(ours[0]) if ours else word
    return spelt in known or spelt.lower() in known


def tone_last(end: str) -> str:
    """
    >>> tone_last("óa")
    'oá'
    """
    first, tone, last = unicodedata.normalize("NFD", end)
    return unicodedata.normalize("NFC", first + last + tone)


def everything() -> Iterator[tuple[str, str]]:
    """(where, text) of all that is checked."""
    for pattern, read in READERS.items():
        for path in sorted(ROOT.glob(pattern)):
            for line, text in read(path):
                yield f"{path.relative_to(ROOT)}:{line}", unicodedata.normalize("NFC", text)


def catalogue(path: Path) -> Texts:
    source = path.read_text(encoding="utf-8")
    messages = list(re.finditer(r'^msgstr(?:\[0\])? ((?:".*"\n)+)', source, flags=re.MULTILINE))
    for message in messages[1:]:  # the first is the header
        line = source.count("\n", 0, message.start()) + 1
        yield line, "".join(ast.literal_eval(part) for part in message[1].splitlines())


def constants(path: Path) -> Texts:
    """Vietnamese strings in the constants of a module."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for statement in module.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value:
            for node in ast.walk(statement.value):
                if isinstance(node, ast.Constant) and VIETNAMESE.search(str(node.value)):
                    yield node.lineno, str(node.value)


def table(path: Path) -> Texts:
    """Vietnamese cells: the others hold codes."""
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.reader(file), start=1):
            yield from ((line, cell) for cell in row if VIETNAMESE.search(cell))


def mapping(path: Path) -> Texts:
    """The name that a mapping gives to what has none."""
    yield 1, tomllib.loads(path.read_text(encoding="utf-8")).get("unnamed", "")


def sayings(path: Path) -> Texts:
    """Vietnamese values, however deep they lie."""
    waiting = [tomllib.loads(path.read_text(encoding="utf-8"))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict | list):
            waiting += value.values() if isinstance(value, dict) else value
        elif VIETNAMESE.search(str(value)):
            yield 1, str(value)


def page(path: Path) -> Texts:
    text = re.sub(r"<title>|</?\w[^>]*>", "\n", path.read_text(encoding="utf-8"))
    yield from enumerate(text.splitlines(), start=1)


READERS: dict[str, Callable[[Path], Texts]] = {
    "locale/vi/LC_MESSAGES/*.po": catalogue,
    "*/migrations/*.py": constants,
    "exchange/demo/*.py": constants,
    "exchange/mappings/*/*.toml": mapping,
    "schools/*.toml": sayings,
    "hazards/*.toml": sayings,
    "reports/*.toml": sayings,
    "reports/*.py": constants,
    "fixtures/maker/*.py": constants,
    "fixtures/tables/*.csv": table,
    "templates/500.html": page,
}


if __name__ == "__main__":
    sys.exit(main())
