"""Code where a name belongs, in every text of every row; and what it must not have become."""

from html.parser import HTMLParser

from django.apps import apps
from django.db import models

LONG = (
    """'"><img src=x onerror="ran=1"><svg onload="ran=1"></svg>{{7*7}}{%now "Y"%}"""
    """<a href="javascript:ran=1">x</a></script><script>ran=1</script>"""
)
SHORT = "<svg/onload=ran=1>"
ROOMS = ("hazards", "playspaces", "schools", "accounts", "areas", "notices", "audit")
# Keys, not words: pages find their rows by them.
KEYS = {
    "code", "search_key", "password", "username", "kind", "key", "url", "source", "sent_sha256", "session_key",
    "session_data", "source_ref", "province_code", "edition",
}  # fmt: skip


def words_of(model: type[models.Model]) -> dict[str, str]:
    """Every text of a model with what it is to say."""
    found = {}
    for field in model._meta.fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        if is_text and not field.unique and field.name not in KEYS and model.__name__ != "Session":
            room = field.max_length or len(LONG)
            found[field.name] = LONG if room >= len(LONG) else SHORT[:room]
    return found


def poison() -> set[str]:
    """Hostile words in every text of every row, history too; the names of the models that had rows.

    Beside the forms, straight into the tables: it shall not matter how they came there.
    """
    poisoned = set()
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            words = words_of(model)
            rows = models.QuerySet(model)  # the audit's own refuses to change a row
            if words and rows.update(**words):
                poisoned.add(model.__name__)
    return poisoned


class Page(HTMLParser):
    """The elements of a page that only the hostile words can have made."""

    def __init__(self, html: str):
        super().__init__()
        self.made: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        runs = any(name.startswith("on") for name in values) or any(
            value.strip().lower().startswith("javascript:") for value in values.values()
        )
        inline = tag == "script" and not values.get("src") and "json" not in values.get("type", "")
        if runs or inline or values.get("src") == "x":
            self.made.append(str(self.get_starttag_text())[:120])
