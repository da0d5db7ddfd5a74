"""Mapping files: found by name, guessed by the columns of a file, and read from TOML."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from exchange.conditions import condition
from exchange.errors import MappingError
from exchange.mapping import Mapping, Rule, check_names

READY_MADE: Final = Path(__file__).parent / "mappings"
PLAIN: Final = "plain"
TABLES: Final = {"fields", "defaults", "constants"}
KEYS: Final = {
    "source": str, "unnamed": str, "key": list, "osm_keys": bool, "recognised_by": list, "rules": list,
}  # fmt: skip


def load_mapping(name: str, noun: str, allowed: Collection[str]) -> Mapping:
    """The ready-made mapping `name` for `noun`, or the file at the path `name`."""
    path = Path(name) if name.endswith(".toml") else READY_MADE / name / f"{noun}.toml"
    if not path.is_file():
        raise MappingError(
            _(
                "There is no mapping “{name}” for {noun}. Ready-made: {known}. Or give the path of a .toml file."
            ).format(name=name, noun=noun, known=", ".join(ready_made(noun)))
        )
    try:
        return parse(tomllib.loads(path.read_text(encoding="utf-8")), allowed)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingError(
            _("The mapping {file} is not valid TOML: {error}").format(file=path.name, error=error)
        ) from error
    except MappingError as error:
        raise MappingError(_("The mapping {file}: {error}").format(file=path.name, error=error)) from error


def ready_made(noun: str) -> list[str]:
    return sorted(path.parent.name for path in READY_MADE.glob(f"*/{noun}.toml"))


def guess_mapping(columns: Collection[str], noun: str, allowed: Collection[str]) -> Mapping:
    """The ready-made mapping that recognises a column of the file, else the plain one."""
    for name in ready_made(noun):
        mapping = load_mapping(name, noun, allowed)
        if set(mapping.recognised_by) & set(columns):
            return mapping
    return load_mapping(PLAIN, noun, allowed)


def parse(data: dict[str, Any], allowed: Collection[str]) -> Mapping:
    """MappingError where `data` says what a mapping can't say, or fills an unknown field."""
    check_names(_("At the top"), data, TABLES | KEYS.keys())
    for name, wanted in KEYS.items():
        if name in data and not isinstance(data[name], wanted):
            raise MappingError(_("“{name}” is of the wrong type.").format(name=name))
    for table in TABLES & data.keys():
        check_names(f"[{table}]", data[table], allowed)
    check_single(data.get("defaults", {}) | data.get("constants", {}))
    check_template(data.get("unnamed", ""))
    columns = data.get("fields", {})
    return Mapping(
        fields={name: column_names(name, value) for name, value in columns.items()},
        needed=frozenset(value for value in columns.values() if isinstance(value, str)),
        defaults=data.get("defaults", {}),
        constants=data.get("constants", {}),
        rules=tuple(
            parse_rule(number, rule, allowed) for number, rule in enumerate(data.get("rules", []), 1)
        ),
        source=data.get("source", ""),
        unnamed=data.get("unnamed", Mapping.unnamed),
        key=tuple(data.get("key", ())),
        osm_keys=data.get("osm_keys", False),
        recognised_by=tuple(data.get("recognised_by", ())),
    )


def parse_rule(number: int, rule: Any, allowed: Collection[str]) -> Rule:
    where = _("Rule {number}").format(number=number)
    if not isinstance(rule, dict) or not isinstance(rule.get("when"), dict) or not rule["when"]:
        raise MappingError(_("{where} needs a “when” with the tags that it is about.").format(where=where))
    values = {name: value for name, value in rule.items() if name != "when"}
    check_names(where, values, allowed)
    check_single(values)
    return Rule(tuple(condition(name, value) for name, value in rule["when"].items()), values)


def check_single(values: dict[str, Any]) -> None:
    for name, value in values.items():
        if isinstance(value, list | dict):
            raise MappingError(_("“{name}” must be a single value.").format(name=name))


def check_template(unnamed: str) -> None:
    try:
        unnamed.format(kind="", place="")
    except (LookupError, ValueError) as error:
        raise MappingError(
            _("“unnamed” may hold {{kind}} and {{place}} in braces, and nothing else.").format()
        ) from error


def column_names(name: str, value: Any) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(each, str) for each in names):
        raise MappingError(
            _("[fields] {name} must be the name of a column, or a list of names.").format(name=name)
        )
    return tuple(names)
