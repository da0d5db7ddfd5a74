"""Every address of the product, and one thing for each that takes a key.

**A new address** whose pattern takes nothing (`people/new/`) needs nothing here: its view's mark
(`accounts.gate`) says what it asks for. One with a key (`people/<int:pk>/`) needs a line in
`SAMPLES`: the name of the pattern, and a function that gives a `Sample` from the town
(`tests.config.every_address.town`), with `place` where that thing lies. If what it asks of the thing is not what
the mark says, the line says so, with `asks` and a comment why.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.access import Located, Place
from accounts.gate import Right


@dataclass(frozen=True)
class Address:
    """A pattern: `name` with its namespaces (the route, where it has none), and its view."""

    name: str
    route: str
    view: Callable

    @property
    def takes_something(self) -> bool:
        return "<" in self.route

    @property
    def is_managing(self) -> bool:
        return self.route.startswith("manage/")


@dataclass(frozen=True)
class Sample:
    """`args` of the address; `place` where the thing lies, None when it lies nowhere in particular.

    `asks` of that thing, instead of the view's mark; `owner`, who alone has it; `path` of an address
    without a name; `also` further answers that are no refusal.
    """

    args: tuple = ()
    place: Located | None = None
    asks: Right | None = None
    owner: Any = None
    path: str = ""
    also: tuple[int, ...] = ()
    query: dict[str, str] = field(default_factory=dict)

    def address(self, pattern: Address) -> str:
        return self.path or reverse(pattern.name, args=self.args)


SEES_SITE = Right("see", "site")


def site(w: SimpleNamespace) -> list[Sample]:
    return [Sample((w.pond.pk,), w.pond)]


def layer(name: str, thing: str, w: SimpleNamespace) -> Sample:
    box = {"bbox": "105.8,20.9,105.9,21.0"}
    return Sample((name,), asks=Right("see", thing), query=box)


SAMPLES: dict[str, Callable[[SimpleNamespace], list[Sample]]] = {
    "map-layer": lambda w: [
        layer("hazards", "site", w),
        layer("playspaces", "play_space", w),
        layer("schools", "school", w),
        layer("villages", "area", w),
        layer("commune", "area", w),
    ],
    "village-card": lambda w: [Sample((w.village.pk,), Place(w.commune.pk, w.village.pk))],
    "leaders-table": lambda w: [Sample((name,)) for name in ("kinds", "months", "money")],
    "leaders-city-part": lambda w: [Sample((name,)) for name in ("kinds", "changes", "months", "money")],
    "leaders-city-table": lambda w: [
        Sample((name,)) for name in ("communes", "kinds", "changes", "months", "money")
    ],
    "coverage-distances": lambda w: [Sample((by,)) for by in ("straight", "walking")],
    "my-work-part": lambda w: [Sample(("overdue",), also=(404,))],
    # A session by its digest: nobody has this one, which is as if it were ended already.
    "session-end": lambda w: [Sample(("0" * 32,))],
    "view-edit": lambda w: [Sample((w.view.pk,), owner=w.lan)],
    "view-delete": lambda w: [Sample((w.view.pk,), owner=w.lan)],
    "bulk-edit": lambda w: [Sample((w.edit.pk,), Place(w.commune.pk))],
    "incident-edit": lambda w: [Sample((w.incident.pk,), w.incident)],
    "incident-withdraw": lambda w: [Sample((w.incident.pk,), w.incident)],
    "site": site,
    "site-card": site,
    "site-edit": site,
    "site-eliminate": site,
    "site-withdraw": site,
    # “This one” leads to an entry that the person sees, in another village too.
    "site-same": lambda w: [Sample((w.pond.pk,), w.pond, asks=SEES_SITE)],
    "site-restore": site,
    "measure-restore": lambda w: [Sample((w.fence.pk,), w.pond)],
    "inspection-restore": lambda w: [Sample((w.inspection.pk,), w.pond)],
    "site-merge-choose": site,
    "site-merge": lambda w: [Sample((w.pond.pk, w.other_pond.pk), w.pond)],
    "measure-new": site,
    "measure-edit": lambda w: [Sample((w.fence.pk,), w.pond)],
    "measure-record": lambda w: [Sample((w.fence.pk,), w.pond)],
    "measure-withdraw": lambda w: [Sample((w.fence.pk,), w.pond)],
    "inspection-withdraw": lambda w: [Sample((w.inspection.pk,), w.pond)],
    "inspection-new": site,
    "inspection-place": site,
    "photo-add": site,
    "photo": lambda w: [Sample((w.photo.pk,), w.pond)],
    "photo-withdraw": lambda w: [Sample((w.photo.pk,), w.pond)],
    # Forgets one's own photo that waits; another's, or none, is left alone without a word.
    "photo-drop": lambda w: [Sample((w.photo.pk,))],
    "photo-file": lambda w: [Sample((w.photo.pk, size), w.pond) for size in ("small", "large")],
    "report-page": lambda w: [Sample((w.report.pk,), w.report)],
    "report-same": lambda w: [Sample((w.report.pk,), w.report)],
    "report-turn-down": lambda w: [Sample((w.report.pk,), w.report)],
    # Before it is stored, a file is for those who may store it.
    "head-count-file": lambda w: [
        Sample((w.head_counts.pk,), Place(w.commune.pk), asks=Right("add", "head_count"))
    ],
    "head-count-columns": lambda w: [Sample((w.head_counts.pk,), Place(w.commune.pk))],
    "head-count-store": lambda w: [Sample((w.head_counts.pk,), Place(w.commune.pk))],
    "head-count-withdraw": lambda w: [Sample((w.head_counts.pk,), Place(w.commune.pk))],
    "head-count-edit": lambda w: [Sample((w.village.pk, 2025), Place(w.commune.pk, w.village.pk))],
    "campaign": lambda w: [Sample((w.campaign.pk,), Place(w.commune.pk))],
    "campaign-sites": lambda w: [Sample((w.campaign.pk,), Place(w.commune.pk))],
    "campaign-edit": lambda w: [Sample((w.campaign.pk,), Place(w.commune.pk))],
    "campaign-end": lambda w: [Sample((w.campaign.pk,), Place(w.commune.pk))],
    **dict.fromkeys(
        (
            "playspace",
            "playspace-card",
            "playspace-edit",
            "playspace-close",
            "playspace-withdraw",
            "closure-new",
            "equipment-inspection-new",
            "swimming-class-new",
            "playspace-photo-new",
        ),
        lambda w: [Sample((w.play.pool.pk,), w.play.pool)],
    ),
    "playspace-restore": lambda w: [Sample((w.play.pool.pk,), w.play.pool)],
    "closure-edit": lambda w: [Sample((w.play.pool.pk, w.play.closure.pk), w.play.pool)],
    "equipment-inspection-withdraw": lambda w: [Sample((w.play.inspection.pk,), w.play.pool)],
    "fault-mended": lambda w: [Sample((w.play.fault.pk,), w.play.pool)],
    "fault-withdraw": lambda w: [Sample((w.play.fault.pk,), w.play.pool)],
    "swimming-class-edit": lambda w: [Sample((w.play.swimming_class.pk,), w.play.pool)],
    "swimming-class-withdraw": lambda w: [Sample((w.play.swimming_class.pk,), w.play.pool)],
    "playspace-photo": lambda w: [
        Sample((w.play.photo.pk, size), w.play.pool) for size in ("small", "large")
    ],
    "playspace-photo-withdraw": lambda w: [Sample((w.play.photo.pk,), w.play.pool)],
    **dict.fromkeys(
        (
            "school",
            "school-card",
            "school-edit",
            "school-withdraw",
            "school-restore",
            "school-people",
            "school-sheet",
        ),
        lambda w: [Sample((w.school.pk,), w.school)],
    ),
    "school-acknowledge": lambda w: [Sample((w.school.pk,), w.school)],
    "school-report": lambda w: [Sample((w.school.pk,), w.school)],
    "school-self-checks": lambda w: [Sample((w.school.pk,), w.school)],
    "self-check-begin": lambda w: [Sample((w.school.pk,), w.school)],
    **dict.fromkeys(
        ("self-check", "self-check-hand-in", "self-check-take-back"),
        lambda w: [Sample((w.self_check.pk,), w.school)],
    ),
    "self-check-part": lambda w: [Sample((w.self_check.pk, "grounds"), w.school)],
    "self-check-promise": lambda w: [Sample((w.self_check.pk, "fence"), w.school)],
    **dict.fromkeys(
        (
            "plan",
            "plan-progress",
            "plan-again",
            "plan-cancel",
            "plan-rename",
            "plan-restore",
            "plan-withdraw",
            "plan-csv",
            "plan-geojson",
        ),
        lambda w: [Sample((w.planned.scenario.pk,), Place(w.commune.pk))],
    ),
    **dict.fromkeys(
        ("candidate-edit", "candidate-restore", "candidate-withdraw"),
        lambda w: [Sample((w.planned.candidate.pk,), w.planned.candidate)],
    ),
    **dict.fromkeys(
        ("delivery", "delivery-file", "delivery-cancel", "delivery-again", "delivery-remove"),
        lambda w: [Sample((w.delivery.pk,), owner=w.lan)],
    ),
    "period-report": lambda w: [
        Sample((w.issued_report.pk,), w.issued_report),
        # A draft is for those who write.
        Sample((w.report_draft.pk,), w.report_draft, asks=Right("see", "period_report")),
    ],
    **dict.fromkeys(
        ("period-report-edit", "period-report-preview", "period-report-issue", "period-report-progress"),
        lambda w: [Sample((w.report_draft.pk,), w.report_draft)],
    ),
    "period-report-picture": lambda w: [Sample((w.report_draft.pk, "map"), w.report_draft)],
    "period-report-draft": lambda w: [Sample((w.report_draft.pk, "xlsx"), w.report_draft)],
    "period-report-file": lambda w: [
        Sample((w.issued_report.pk, form), w.issued_report) for form in ("docx", "pdf", "xlsx")
    ],
    "period-report-compared": lambda w: [Sample((w.issued_report.pk,), w.issued_report)],
    "period-report-withdraw": lambda w: [
        Sample((w.report_draft.pk,), w.report_draft),
        Sample((w.issued_report.pk,), w.issued_report, asks=Right("withdraw", "issued_report")),
    ],
    "notice": lambda w: [Sample((w.notice.pk,), owner=w.lan)],
    "notice-read": lambda w: [Sample((w.notice.pk,), owner=w.lan)],
}


def person(w: SimpleNamespace) -> list[Sample]:
    return [Sample((w.lan.pk,), Place(w.commune.pk))]


def post(w: SimpleNamespace) -> list[Sample]:
    return [Sample((w.lan.pk, w.lan.memberships.get().pk), Place(w.commune.pk))]


OF_A_PERSON = (
    "person", "person-edit", "person-leave", "person-back", "person-sessions-end",
    "person-second-factor-reset", "person-unlock",
    "person-link", "person-link-new", "person-link-send", "person-link-withdraw", "post-give",
)  # fmt: skip
SAMPLES |= {
    **dict.fromkeys(OF_A_PERSON, person),
    "post-change": post,
    "school-staff": lambda w: [Sample((w.cast["school_staff"].pk,), Place(w.commune.pk))],
    "post-end": post,
    # Whoever holds a link is let in to the page that says what it is good for.
    "invitation": lambda w: [Sample(("MQ", "set-password"))],
}


def addresses() -> list[Address]:
    return list(walk(get_resolver()))


def walk(resolver: URLResolver, names: str = "", route: str = "") -> Iterator[Address]:
    for part in resolver.url_patterns:
        whole = route + str(part.pattern)
        if isinstance(part, URLPattern):
            yield Address(names + (part.name or whole), whole, part.callback)
        else:
            yield from walk(part, names + (f"{part.namespace}:" if part.namespace else ""), whole)


def samples(pattern: Address, town: SimpleNamespace) -> list[Sample]:
    """KeyError for an address with a key of which no sample is known."""
    if pattern.name in SAMPLES:
        return SAMPLES[pattern.name](town)
    if pattern.takes_something:
        raise KeyError(pattern.name)
    return [Sample()]
