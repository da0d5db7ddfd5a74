"""The table of `access.py` as docs/rights.md shows it to people."""

from typing import Final

from accounts.access import COMMON, DEEDS, POSTS, RIGHTS, THINGS

BEGIN: Final = "<!-- made by manage.py rights: do not edit by hand -->"
END: Final = "<!-- end of the table -->"

POST_WORDS: Final = {
    "public": "public",
    "school_staff": "school",
    "village_collaborator": "collaborator",
    "economic_staff": "economic staff",
    "culture_staff": "culture staff",
    "service_centre": "service centre",
    "health_station": "health station",
    "police": "police",
    "leader": "leader",
    "city_viewer": "city viewer",
    "administrator": "administrator",
}
THING_WORDS: Final = {
    "site": "hazard site",
    "measure": "measure",
    "inspection": "inspection",
    "photo": "photo",
    "campaign": "campaign",
    "history": "history (who did what)",
    "incident": "accident",
    "play_space": "play space",
    "plan": "plan for new play spaces",
    "school": "school",
    "self_check": "self-check of a school",
    "school_word": "what a school says for itself: a danger read of, a danger reported",
    "head_count": "head count of children",
    "period_report": "report that has to be sent, as a draft",
    "issued_report": "the same, issued under a number",
    "contact": "name and phone of an owner, a household, a reporter",
    "worker": "name of the person who answers for something",
    "note": "internal note",
    "warning": "public warning",
    "report": "report of a danger",
    "area": "commune, village",
    "unit": "unit",
    "kind": "look-up table (kinds)",
    "target": "target",
    "setting": "setting, working calendar",
    "import": "import",
    "user": "person and post",
    "audit": "security log",
    "person_data": "what is stored about a person",
}


def letters(post: str, thing: str) -> str:
    """“sacw”, in the order of `DEEDS`; a dash where nothing is allowed."""
    return "".join(letter for letter, deed in DEEDS.items() if deed in RIGHTS[post][thing]) or "–"


def as_markdown() -> str:
    """The table and what its letters mean, between the two marks."""
    head = ["thing", *(POST_WORDS[post] for post in POSTS)]
    rows = [[name_of(thing), *(letters(post, thing) for post in POSTS)] for thing in THINGS]
    lines = [line(head), line(["---"] * len(head)), *map(line, rows)]
    meaning = " · ".join(f"**{letter}** {deed}" for letter, deed in DEEDS.items())
    return "\n".join([BEGIN, "", meaning, "", *lines, "", END])


def name_of(thing: str) -> str:
    return f"{THING_WORDS[thing]}{' ¹' if thing in COMMON else ''} `{thing}`"


def line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def put_into(page: str) -> str:
    """`page` with the table of today in the place of the one it has. ValueError without its marks."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"The page has no place for the table, from “{BEGIN}” to “{END}”.")
    return before + as_markdown() + after
