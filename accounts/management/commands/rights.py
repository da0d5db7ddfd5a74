"""`manage.py rights`: the table of rights; `--write` puts it into docs/rights.md, `--pages` says who opens what."""

from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.gate import Right
from accounts.rights_table import as_markdown, put_into

PAGE = settings.BASE_DIR / "docs" / "rights.md"


class Command(BaseCommand):
    help = "Print the table of rights."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--write", action="store_true", help="put it into docs/rights.md")
        parser.add_argument("--pages", action="store_true", help="every address with the right it asks for")

    def handle(self, *args, **options) -> None:
        if options["pages"]:
            for right, address in sorted(pages(get_resolver())):
                self.stdout.write(f"{right:<24}{address}")
        elif options["write"]:
            write()
        else:
            self.stdout.write(as_markdown())


def write() -> None:
    try:
        PAGE.write_text(put_into(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise CommandError(str(error)) from error


def pages(resolver: URLResolver, route: str = "/") -> Iterator[tuple[str, str]]:
    """What each address asks for, but those of the management pages, which ask by themselves."""
    for part in resolver.url_patterns:
        whole = f"{route}{part.pattern}"
        if isinstance(part, URLPattern):
            yield in_words(getattr(part.callback, "right", None)), whole
        elif part.namespace != "admin":
            yield from pages(part, whole)


def in_words(right: Right | None) -> str:
    if right is None:
        return "refused to all"
    if right.thing:
        return f"{right.deed} {right.thing}"
    return "for everybody" if right.is_public else "for anyone known"
