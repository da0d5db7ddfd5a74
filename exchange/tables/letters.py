"""Vietnamese text as old and new programs write it, in Unicode. Imports no Django.

Before Unicode, fonts drew Vietnamese over the codes of Western letters: TCVN3 (the .Vn fonts, also
called ABC) one code a letter, VNI a letter and a mark. Such text opens as “Th«n §¹i ¸ng” or
“Thoân Ñaïi AÙng”. Which of them a table is in, is told by its words: of the readings, the one with
most of the words that such tables are made of.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

TCVN3: Final = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
BREVE, CIRCUMFLEX = "\u0306", "\u0302"
VNI_MARKS: Final = {
    "ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT,
    "ê": BREVE, "è": BREVE + GRAVE, "é": BREVE + ACUTE, "ú": BREVE + HOOK, "ü": BREVE + TILDE, "ë": BREVE + DOT,
    "â": CIRCUMFLEX, "à": CIRCUMFLEX + GRAVE, "á": CIRCUMFLEX + ACUTE, "å": CIRCUMFLEX + HOOK,
    "ã": CIRCUMFLEX + TILDE, "ä": CIRCUMFLEX + DOT,
}  # fmt: skip
VNI_LETTERS: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
VNI_PAIR: Final = re.compile(f"([aeouyôö])([{''.join(VNI_MARKS)}])|([{''.join(VNI_LETTERS)}])", re.IGNORECASE)

# Words of tables of children by village, as they are written in full.
WORDS: Final = re.compile(
    r"\b(thôn|tổ|phố|trẻ|số|tuổi|dưới|xã|phường|tên|tổng|cộng|năm|mã|đến|từ|làng|xóm|ấp)\b", re.IGNORECASE
)
ENOUGH: Final = 200_000  # characters, to tell the letters by


def from_tcvn3(text: str) -> str:
    """
    >>> from_tcvn3("Th«n §¹i ¸ng")
    'Thôn Đại áng'
    """
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    """
    >>> from_vni("Thoân Ñaïi AÙng")
    'Thôn Đại Áng'
    """
    return unicodedata.normalize("NFC", VNI_PAIR.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    base, mark, letter = found.groups()
    single = letter or base
    plain = VNI_LETTERS.get(single.lower(), single.lower())
    return (plain.upper() if single.isupper() else plain) + (VNI_MARKS[mark.lower()] if mark else "")


FONTS: Final[dict[str, Callable[[str], str]]] = {"": str, "TCVN3": from_tcvn3, "VNI": from_vni}


def font_of(text: str) -> str:
    """ "TCVN3" or "VNI" when `text` makes sense read so alone, else "" (it is Unicode)."""
    sample = text[:ENOUGH]
    if sample.isascii():
        return ""
    return max(FONTS, key=lambda font: len(WORDS.findall(FONTS[font](sample))))


def in_unicode(texts: Iterable[str]) -> tuple[Callable[[str], str], str]:
    """What turns these cells into Unicode, and the name of the font they were written in ("": none)."""
    font = font_of("\n".join(texts))
    return FONTS[font], font


def decoded(data: bytes) -> str:
    """Bytes of a text file as text: UTF-8 or UTF-16 (marked or not), else what Windows here wrote.

    Text of old fonts comes out as it looks in any other font: `in_unicode` reads it.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if 4 * data[:200].count(0) > len(data[:200]):  # every other byte, where letters are Western
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
        western = data.decode("latin-1")
        return western if font_of(western) else windows
