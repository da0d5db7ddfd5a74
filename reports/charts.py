"""The charts of a report: each reads in grey too, by hatching, marks and numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from hazards.status import Status
from maps.indicators import Share, with_measures
from maps.leaders.months import drowning_months
from maps.symbology import STATUS_STYLES
from reports import wording
from reports.canvas import INK, drawing
from reports.register import Facts
from reports.report_tables import STATUSES
from reports.tables import Table, Value

HATCHES: Final = {
    Status.UNPROTECTED: "",
    Status.IN_PROGRESS: "///",
    Status.INSPECTION_DUE: "...",
    Status.PROTECTED: "xxx",
}
ROW_MM: Final = 6.5


class Month(NamedTuple):
    """How drowning sites stood on `day`."""

    day: date
    with_measures: Share


def months_of(facts: Facts) -> list[Month]:
    """The last days of the months before the end of the period, and that day itself. Four queries."""
    return [
        Month(day, with_measures(by_status))
        for day, by_status in drowning_months([facts.commune], facts.period.last)
    ]


def kinds(table: Table) -> bytes:
    """Bars of the kinds, in parts by status, each with its number."""
    names = [str(row[0]) for row in table.rows]
    with drawing(34 + ROW_MM * len(names)) as (figure, file):
        axes = figure.add_subplot()
        left = [0] * len(names)
        for place, status in enumerate(STATUSES, start=1):
            style, values = STATUS_STYLES[status], [int(row[place] or 0) for row in table.rows]
            bars = axes.barh(
                names, values, left=left, height=0.65, color=style.fill, edgecolor=style.rim,
                hatch=HATCHES[status], label=table.columns[place].label, linewidth=0.6,
            )  # fmt: skip
            axes.bar_label(
                bars, labels=[str(value) if value else "" for value in values], label_type="center",
                color=INK, fontsize=9, bbox={"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none"},
            )  # fmt: skip
            left = [so_far + value for so_far, value in zip(left, values, strict=True)]
        for text in [text for text in axes.texts if not text.get_text()]:
            text.set_visible(False)
        axes.invert_yaxis()
        axes.locator_params(axis="x", integer=True)
        axes.set_xlabel(_("Hazard sites"))
        figure.legend(loc="outside upper center", ncols=len(STATUSES), frameon=False, fontsize=9)
    return file.getvalue()


def trend(months: Sequence[Month], target: Value) -> bytes:
    """The share month by month, with the target as a line of its own kind."""
    shares = [month.with_measures.percent for month in months]
    shown = [(place, share) for place, share in enumerate(shares) if share is not None]
    with drawing(62) as (figure, file):
        axes = figure.add_subplot()
        axes.plot(
            [place for place, _share in shown], [share for _place, share in shown],
            color="#0b4f5c", marker="o", markersize=5, linewidth=1.6, label=_("With measures"),
        )  # fmt: skip
        for place, share in shown:
            axes.annotate(
                wording.percent(share), (place, share), xytext=(0, 6),
                textcoords="offset points", ha="center", fontsize=8.5,
            )  # fmt: skip
        if target is not None:
            name = _("Target %(value)s%%") % {"value": wording.percent(float(target))}
            axes.axhline(float(target), color=INK, linestyle="--", linewidth=1, label=name)
        axes.set_xticks(
            range(len(months)), [f"{month.day:%d/%m}\n{month.day:%Y}" for month in months], fontsize=8
        )
        axes.set_xlim(-0.5, len(months) - 0.5)
        axes.set_ylim(0, 112)
        axes.set_yticks([0, 25, 50, 75, 100])
        axes.grid(axis="y", color="#d5dce0", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_ylabel("%")
        figure.legend(loc="outside upper center", ncols=2, frameon=False, fontsize=9)
    return file.getvalue()


def in_words(months: Sequence[Month]) -> str:
    """What the line shows."""
    told = [
        f"{day:%d/%m/%Y}: {share.numerator}/{share.denominator}" for day, share in months if share.denominator
    ]
    return _("Drowning sites with measures, of those that exist: %(told)s.") % {"told": "; ".join(told)}
