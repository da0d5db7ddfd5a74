"""Two wordings of a report side by side, when two people changed it at once."""

from accounts.models import User
from foundation.records import changed_fields
from hazards.conflict import Difference, compared
from reports.forms.wording import name_of
from reports.models import PeriodReport

COMPARED = ["from_on", "to_on", "subject", "recipients", "place", "signer", "signer_name"]


def differences(mine: PeriodReport, stored: PeriodReport, reader: User) -> list[Difference]:
    """Fields and parts in which the two differ."""
    rows = compared(mine, stored, COMPARED, reader)
    if changed_fields(mine, stored, ["sections"]):
        texts = {section["key"]: section for section in stored.sections}
        for section in mine.sections:
            other = texts.get(section["key"], {"title": "", "text": ""})
            if (section["title"], section["text"]) != (other["title"], other["text"]):
                rows.append(Difference(name_of(section), whole(section), whole(other)))
    return rows


def whole(section: dict[str, str]) -> str:
    return "\n".join(filter(None, [section["title"], section["text"]]))
