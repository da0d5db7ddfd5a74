"""What is unclear about a line, and what a person should know of it, in sentences."""

from collections.abc import Iterator
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.head_counts.ages import Band
from exchange.head_counts.draft import Draft
from exchange.head_counts.entries import Doubt, Entry, Remark
from exchange.head_counts.figures import MOST, Fault
from exchange.head_counts.lines import TOTAL, Line, total_of

FAULTS: Final = {
    Fault.MISSING: gettext_lazy("%(what)s: the number is missing."),
    Fault.NO_NUMBER: gettext_lazy("%(what)s: “%(value)s” is not a number."),
    Fault.NEGATIVE: gettext_lazy("%(what)s: “%(value)s” is below zero."),
    Fault.DECIMAL: gettext_lazy("%(what)s: “%(value)s” is not a whole number."),
    Fault.TOO_MANY: gettext_lazy("%(what)s: “%(value)s” is more than a village can have (%(most)s)."),
}


def ages_in_words(band: Band) -> str:
    """“0–5 years”, the last year included; one year alone stands alone."""
    if band.last - band.first == 1:
        return _("%(age)s years") % {"age": band.first}
    return _("%(first)s–%(last)s years") % {"first": band.first, "last": band.last - 1}


def figure_in_words(key: str, bands: list[Band]) -> str:
    if key == TOTAL:
        return _("All children")
    return next((ages_in_words(band) for band in bands if band.key == key), key)


def doubts_in_words(entry: Entry, bands: list[Band]) -> Iterator[str]:
    line = entry.line
    for doubt in entry.doubts:
        if doubt is Doubt.NOT_FOUND:
            yield _("No village here has this name or code.")
        elif doubt is Doubt.SEVERAL:
            yield _("Several villages have this name.")
        elif doubt is Doubt.TWO_WAYS:
            yield _("The code is of one village, the name of another.")
        elif doubt is Doubt.TWICE:
            sentence = _(
                "%(village)s also stands in row %(rows)s. Add the rows up, or leave out all but one."
            )
            yield sentence % {"village": entry.village, "rows": ", ".join(map(str, entry.others))}
        elif doubt is Doubt.SUM:
            sentence = _("The ages add up to %(ages)s, the total says %(total)s. Which is right?")
            yield sentence % {"ages": number(entry.sum_of_ages), "total": number(entry.total)}
        else:
            for key, fault in entry.faults.items():
                words = {
                    "what": figure_in_words(key, bands),
                    "value": line.figures.get(key, ""),
                    "most": number(MOST),
                }
                yield FAULTS[fault] % words


def remarks_in_words(entry: Entry, year: int) -> Iterator[str]:
    for remark in entry.remarks:
        if remark is Remark.JUMP and entry.earlier:
            sentence = _("Before it were %(before)s (%(year)s). Please check whether this can be.")
            yield sentence % {"before": number(entry.earlier.children), "year": entry.earlier.year}
        elif remark is Remark.GONE:
            yield _("This village no longer existed on 31/12/%(year)s.") % {"year": year}
        elif remark is Remark.NOT_YET:
            yield _("This village did not exist yet on 31/12/%(year)s.") % {"year": year}
        elif remark is Remark.OTHER_NAME:
            yield _("Found by its code; the file calls it “%(name)s”.") % {"name": entry.line.name}


def sum_in_words(line: Line, draft: Draft) -> tuple[str, bool]:
    """A line of totals beside what the rows add up to, and whether they are the same."""
    stated = total_of(line, draft.bands)
    words = {"stated": number(stated), "children": number(draft.children)}
    if stated == draft.children:
        return _("%(stated)s, as the rows that count add up to.") % words, True
    return _("%(stated)s, but the rows that count add up to %(children)s.") % words, False


def number(value: int | Fault) -> str:
    return number_format(value, force_grouping=True) if isinstance(value, int) else "–"
