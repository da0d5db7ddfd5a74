"""The figures of a report: what each is called, and what it is on the last day of the period."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Commune, Target
from areas.working_days import WorkingDays
from hazards.status import WITH_MEASURES, Status
from maps.indicators import DROWNING, VILLAGES, commune_target
from reports.register import Facts, Period, facts_of, improved, money, protected, unmended, worsened
from reports.report_tables import tables_of
from reports.tables import Holds, Table, Value, share


@dataclass(frozen=True)
class Figure:
    """`token` stands for it in a text, between braces: the Vietnamese of a clerk, as papers are."""

    code: str
    token: str
    label: Promise
    holds: Holds = Holds.COUNT


FIGURES: Final = (
    Figure("sites", "số điểm nguy cơ", _("Hazard sites that exist")),
    Figure("drowning", "số điểm đuối nước", _("Drowning sites that exist")),
    Figure("drowning_protected", "số điểm đuối nước đã có biện pháp", _("Drowning sites with measures")),
    Figure("drowning_missing", "số điểm đuối nước chưa có biện pháp", _("Drowning sites without measures")),
    Figure(
        "drowning_share",
        "tỷ lệ điểm đuối nước đã có biện pháp",
        _("Share of drowning sites with measures"),
        Holds.SHARE,
    ),
    Figure("drowning_target", "chỉ tiêu điểm đuối nước", _("Target for drowning sites"), Holds.SHARE),
    Figure("drowning_share_before", "tỷ lệ đầu kỳ", _("The same share before the period"), Holds.SHARE),
    Figure("unprotected", "số điểm chưa khắc phục", _("Sites unprotected")),
    Figure("in_progress", "số điểm đang khắc phục", _("Sites in progress")),
    Figure("inspection_due", "số điểm cần kiểm tra lại", _("Sites where an inspection is due")),
    Figure("protected", "số điểm đã khắc phục", _("Sites protected and inspected in time")),
    Figure("overdue", "số điểm quá hạn", _("Sites past their deadline")),
    Figure("found", "số điểm phát hiện mới", _("Sites found in the period")),
    Figure("eliminated", "số điểm đã xóa bỏ", _("Sites eliminated in the period")),
    Figure(
        "improved",
        "số điểm chuyển biến tốt",
        _("Sites that were open before the period and are not at its end"),
    ),
    Figure(
        "worsened", "số điểm xấu đi", _("Sites that were protected before the period and are open at its end")
    ),
    Figure("reopened", "số lần nguy cơ trở lại", _("Losses of protection in the period")),
    Figure(
        "unmended",
        "số điểm chưa khắc phục lại",
        _("Sites that lost their protection in the period and are open at its end"),
    ),
    Figure("measures", "số biện pháp đã lắp đặt", _("Measures installed in the period")),
    Figure("measured_sites", "số điểm được lắp đặt", _("Sites where measures were installed")),
    Figure("plans", "số biện pháp dự kiến", _("Measures planned and not yet installed")),
    Figure("spent", "kinh phí đã thực hiện", _("Spent in the period"), Holds.MONEY),
    Figure("planned_money", "kinh phí dự kiến", _("Planned and not yet spent"), Holds.MONEY),
    Figure("inspections", "số lượt kiểm tra", _("Inspections in the period")),
    Figure("inspected_sites", "số điểm được kiểm tra", _("Sites inspected in the period")),
    Figure("villages", "số thôn", _("Villages that exist")),
    Figure("villages_covered", "số thôn có điểm vui chơi", _("Villages with a play point for children")),
    Figure(
        "villages_missing", "số thôn chưa có điểm vui chơi", _("Villages without a play point for children")
    ),
    Figure(
        "villages_share",
        "tỷ lệ thôn có điểm vui chơi",
        _("Share of villages with a play point"),
        Holds.SHARE,
    ),
    Figure("villages_target", "chỉ tiêu điểm vui chơi", _("Target for villages"), Holds.SHARE),
    Figure("accidents", "số vụ tai nạn", _("Accidents to children in the period")),
    Figure("drownings", "số vụ đuối nước", _("Drownings among them")),
    Figure("deaths", "số trẻ tử vong", _("Children who died")),
    Figure("drowning_deaths", "số trẻ tử vong do đuối nước", _("Children who died by drowning")),
)
BY_CODE: Final = {figure.code: figure for figure in FIGURES}


@dataclass(frozen=True)
class Figures:
    """`numbers` by the code of the figure; a share is None where there was nothing to count."""

    numbers: dict[str, Value]
    tables: list[Table]

    @property
    def has_sites(self) -> bool:
        return bool(self.numbers["sites"] or self.numbers["eliminated"])

    @property
    def has_villages(self) -> bool:
        return bool(self.numbers["villages"])

    def table(self, code: str) -> Table:
        return next(table for table in self.tables if table.code == code)

    def as_json(self) -> dict[str, Any]:
        return {"numbers": self.numbers, "tables": [table.as_json() for table in self.tables]}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Figures":
        return cls(told["numbers"], [Table.from_json(table) for table in told["tables"]])


def figures_of(commune: Commune, period: Period, calendar: WorkingDays) -> tuple[Figures, Facts]:
    """The figures and what they were reckoned from. Eleven queries."""
    facts = facts_of(commune, period, calendar)
    targets = {
        "drowning_target": commune_target(DROWNING, period.last),
        "villages_target": commune_target(VILLAGES, period.last),
    }
    return Figures(numbers_of(facts, targets), tables_of(facts)), facts


def numbers_of(facts: Facts, targets: dict[str, Target | None]) -> dict[str, Value]:
    period, drowning, existing = facts.period, facts.drowning, facts.existing
    covered = sum(village.is_covered for village in facts.villages)
    protected_before, existing_before = share_before(facts)
    numbers: dict[str, Value] = {
        "sites": len(existing),
        "drowning": len(drowning),
        "drowning_protected": protected(drowning),
        "drowning_missing": len(drowning) - protected(drowning),
        "drowning_share": share(protected(drowning), len(drowning)),
        "drowning_share_before": share(protected_before, existing_before),
        "overdue": len(facts.overdue),
        "found": within((site.found_on for site in facts.sites), period),
        "eliminated": within((site.eliminated_on for site in facts.sites), period),
        "improved": improved(facts.changes),
        "worsened": worsened(facts.changes),
        "reopened": len(facts.reopenings),
        "unmended": unmended(facts),
        "measures": len(facts.measures),
        "measured_sites": len({measure.site_id for measure in facts.measures}),
        "plans": len(facts.plans),
        "spent": money(facts.measures),
        "planned_money": money(facts.plans),
        "inspections": len(facts.inspections),
        "inspected_sites": len({site for site, _on in facts.inspections}),
        "villages": len(facts.villages),
        "villages_covered": covered,
        "villages_missing": len(facts.villages) - covered,
        "villages_share": share(covered, len(facts.villages)),
        "accidents": accidents(facts),
        "drownings": accidents(facts, kind="drowning"),
        "deaths": accidents(facts, outcome="died"),
        "drowning_deaths": accidents(facts, kind="drowning", outcome="died"),
    }
    numbers |= {code: target and float(target.value) for code, target in targets.items()}
    numbers |= {
        str(status): sum(site.status == status for site in existing)
        for status in Status
        if status != Status.ELIMINATED
    }
    return numbers


def share_before(facts: Facts) -> tuple[int, int]:
    """Drowning sites with measures, and all, on the eve of the period."""
    counts = {status: n for (drowning, status), n in facts.stood.items() if drowning}
    existing = sum(n for status, n in counts.items() if status != Status.ELIMINATED)
    return sum(counts.get(status, 0) for status in WITH_MEASURES), existing


def within(days: Iterable[Any], period: Period) -> int:
    return sum(day is not None and period.first <= day <= period.last for day in days)


def accidents(facts: Facts, kind: str = "", outcome: str = "") -> int:
    return sum(
        n
        for (its_kind, its_outcome), n in facts.accidents.items()
        if kind in ("", its_kind) and outcome in ("", its_outcome)
    )
