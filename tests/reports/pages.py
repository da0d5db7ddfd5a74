"""What tests of the pages of reports send and read."""

from reports.models import PeriodReport

DUTY = {"kind": "half_year", "year": "2026"}


def said(response) -> str:
    return " ".join(response.content.decode().split())


def path(report: PeriodReport, deed: str = "") -> str:
    return f"/period-reports/{report.pk}/{deed}"


def typed(report: PeriodReport, **changed: str) -> dict[str, str]:
    """What the form of the wording sends, with some of it changed."""
    words = {
        "version": str(report.version),
        "from_on": f"{report.from_on:%d/%m/%Y}",
        "to_on": f"{report.to_on:%d/%m/%Y}",
        **{
            name: getattr(report, name)
            for name in ("subject", "recipients", "place", "signer", "signer_name")
        },
    }
    for section in report.sections:
        words |= {f"title_{section['key']}": section["title"], f"text_{section['key']}": section["text"]}
    return words | changed


def number(report: PeriodReport, **changed: str) -> dict[str, str]:
    given = {"version": str(report.version), "number": "5", "sign": "BC-UBND", "issued_on": "19/05/2026"}
    return given | changed


def stored(report: PeriodReport) -> PeriodReport:
    return PeriodReport.objects.get(pk=report.pk)


def text_of(report: PeriodReport, key: str) -> str:
    return next(section["text"] for section in report.sections if section["key"] == key)
