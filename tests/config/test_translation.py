"""The Vietnamese catalogue: whole, with the placeholders of the English, in the manner of the house."""

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

CATALOGUE = Path("locale/vi/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w*\}|\{\{|\}\}|<[^>]+>")
ENDS = (".", ":", "?", "…", ")")
GETTEXT = {"gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}


def english_of(source: str) -> set[str]:
    """Every msgid of a catalogue, the header's aside."""
    found = re.findall(r'^msgid ((?:".*"\n)+)', source, flags=re.MULTILINE)
    return {"".join(re.findall(r'"(.*)"', lines)).replace(r"\"", '"') for lines in found} - {""}


def handed_to_gettext(module: ast.Module) -> Iterator[str]:
    """The sentences of a module, under whatever name it imported gettext, in f-strings too."""
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    names = {name.asname or name.name for node in imports for name in node.names if name.name in GETTEXT}
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield ast.literal_eval(node.args[0])


@pytest.fixture(scope="module")
def source() -> str:
    return (settings.BASE_DIR / CATALOGUE).read_text(encoding="utf-8")


@pytest.fixture
def workshop(tmp_path, monkeypatch) -> Path:
    """A folder of our own, where Django finds this catalogue and no other."""
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    shutil.copy(settings.BASE_DIR / CATALOGUE, tmp_path / CATALOGUE)
    monkeypatch.chdir(tmp_path)
    with override_settings(LOCALE_PATHS=[]):
        yield tmp_path


@pytest.fixture
def words(workshop) -> dict[str, str]:
    """English to Vietnamese, as Django reads it."""
    call_command("compilemessages", locale=["vi"], verbosity=0)
    with (workshop / CATALOGUE).with_suffix(".mo").open("rb") as file:
        pairs = GNUTranslations(file)._catalog.items()
    # What has a plural stands under (English, number of the form).
    return {key if isinstance(key, str) else key[0]: vietnamese for key, vietnamese in pairs if key}


@pytest.fixture
def misfits(words) -> Callable:
    """Asks each pair; gives the English of those that do not fit."""

    def misfits(fits: Callable[[str, str], bool]) -> list[str]:
        return [english for english, vietnamese in words.items() if not fits(english, vietnamese)]

    return misfits


def test_every_message_is_translated_and_none_is_a_guess(source, words):
    without_context = {english.split("\x04")[-1] for english in words}
    assert english_of(source) - without_context == set()
    assert "#, fuzzy" not in source


def test_no_message_of_the_code_is_left_out(workshop, source):
    """When this fails: manage.py makemessages -l vi --no-location --no-obsolete, and translate what is new."""
    ours = [path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")]
    for folder in {"templates", *ours} - {"tests"}:
        shutil.copytree(
            settings.BASE_DIR / folder,
            folder,
            ignore=shutil.ignore_patterns("*.json", "*.csv", "__pycache__"),
        )
    call_command("makemessages", locale=["vi"], no_obsolete=True, verbosity=0)
    assert english_of((workshop / CATALOGUE).read_text(encoding="utf-8")) == english_of(source)


def test_makemessages_sees_every_sentence(words):
    """It knows gettext by its own names and as _, and looks into no f-string."""
    ours = {path.parent for path in settings.BASE_DIR.glob("*/__init__.py")}
    handed = {
        sentence
        for folder in ours
        for path in folder.rglob("*.py")
        for sentence in handed_to_gettext(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert handed - words.keys() == set()


def test_placeholders_and_tags_are_those_of_the_english(misfits):
    assert misfits(lambda en, vi: sorted(PLACEHOLDER.findall(en)) == sorted(PLACEHOLDER.findall(vi))) == []


def test_sentences_and_labels_end_as_in_english(misfits):
    assert (
        misfits(lambda en, vi: [en.endswith(end) for end in ENDS] == [vi.endswith(end) for end in ENDS]) == []
    )


def test_no_exclamation_mark_no_three_dots_no_stray_space(misfits):
    unwanted = re.compile(r"!|\.\.\.|\s\s|^\s|\s$|\s[,;:?…]")
    assert misfits(lambda _, vi: not unwanted.search(vi)) == []
