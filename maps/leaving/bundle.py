"""Our ES modules as one plain script, for a page that may load nothing. Imports no Django.

Each module becomes a function of its own, so that their names do not meet. Understood is what our modules
write: `import { a, b as c } from "./x.js";` and `export` before a function, a class or a const.
"""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath
from typing import Final

IMPORT: Final = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";$', re.MULTILINE)
EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def bundle(entry: str, read: Callable[[str], str]) -> str:
    """`entry` and all that it imports, each once and before who asks for it. `read` gives a module's text."""
    written: dict[str, str] = {}

    def write(name: str) -> None:
        if name in written:
            return
        source = read(name)
        for _names, other in IMPORT.findall(source):
            write(beside(name, other))
        written[name] = as_function(name, source)

    write(entry)
    return "\n".join(['"use strict";', *written.values()])


def as_function(name: str, source: str) -> str:
    """Everything after the line is the module's own text, but for its imports and exports."""
    given = ", ".join(EXPORT.findall(source))

    def taken(found: re.Match[str]) -> str:
        names = found[1].replace(" as ", ": ").strip()
        return f"const {{ {names} }} = {variable(beside(name, found[2]))};"

    body = EXPORT.sub("", IMPORT.sub(taken, source))
    if re.search(r"^(import|export)\b", body, re.MULTILINE):
        raise ValueError(f"{name}: an import or export that is written otherwise than ours are")
    return f"const {variable(name)} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();"


def beside(name: str, other: str) -> str:
    return normpath(join(dirname(name), other))


def variable(name: str) -> str:
    """
    >>> variable("js/map/symbols.js")
    'js_map_symbols'
    """
    return re.sub(r"\W", "_", name.removesuffix(".js"))
