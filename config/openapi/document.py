"""The document itself: OpenAPI 3.1, without a word that depends on who asks or on what is stored."""

from functools import cache
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.utils import translation

from config.openapi.addresses import Address, addresses
from config.openapi.schemas import MULTIPART, URLENCODED, of_forms, required_in
from foundation.contract import HTML, KEY, PLAIN, ROW, TEXT, Answer, Schema

SLUG: Final[Schema] = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
WORD: Final[Schema] = {"type": "string", "pattern": "^[^/]+$"}
# What Django's converters let through between two slashes.
ARGUMENTS: Final[dict[str, Schema]] = {"uuid": KEY, "int": ROW, "slug": SLUG, "str": WORD, "path": TEXT}

# What any address may answer besides its own: led elsewhere, or refused before or in its view.
USUAL: Final = (302, 400, 403, 404, 405, 413, 414, 429)
LOG_IN_AGAIN: Final = {"description": "The session has ended: `HX-Redirect` leads a script to the log-in."}
SECURITY: Final = {
    "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRFToken",
        "description": "What stands in the cookie `csrftoken`; a form sends it as `csrfmiddlewaretoken`.",
    },
}
COMMUNE: Final = {
    "name": "commune",
    "in": "query",
    "description": "Code of the commune to work in from now on, of those that the person may see.",
    "schema": TEXT,
}
ABOUT: Final = (
    "Every address of AnToan. Pages and fragments are HTML for people; layers of the map are GeoJSON. "
    "A stranger is led to the log-in."
)


@cache
def document() -> dict[str, Any]:
    with translation.override("en"):
        return {
            "openapi": "3.1.0",
            "info": {"title": "AnToan", "version": "1", "description": ABOUT},
            "paths": {address.path: path_item(address) for address in addresses()},
            "components": {
                "securitySchemes": SECURITY,
                "parameters": {"commune": COMMUNE},
                "schemas": {body_name(address): sent(address) for address in addresses() if is_sent(address)},
                "responses": {str(status): usual(status) for status in USUAL},
            },
        }


def usual(status: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if status != HTTPStatus.FOUND:
        answer["content"] = {HTML: {}, PLAIN: {}}
    return answer


def path_item(address: Address) -> dict[str, Any]:
    shared = [argument(address, name) for name in address.arguments]
    if not is_public(address):
        shared.append({"$ref": "#/components/parameters/commune"})
    item: dict[str, Any] = {method: operation(address, method) for method in address.methods}
    return item | ({"parameters": shared} if shared else {})


def is_public(address: Address) -> bool:
    """Whether a stranger is let in: LoginRequiredMiddleware asks the same."""
    return not getattr(address.view, "login_required", True)


def argument(address: Address, name: str) -> dict[str, Any]:
    schema = address.contract.words.get(name) or ARGUMENTS[address.arguments[name]]
    return {"name": name, "in": "path", "required": True, "schema": schema}


def operation(address: Address, method: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": f"{address.name}-{method}",
        "summary": address.summary,
        "tags": [address.room],
        "parameters": [word(name, schema) for name, schema in words_of(address).items()],
        "responses": responses(address),
    }
    if method == "post":
        said["requestBody"] = body(address)
    if not is_public(address):
        said["security"] = [{"session": [], "csrf": []} if method == "post" else {"session": []}]
    return said


def words_of(address: Address) -> dict[str, Schema]:
    """The words of the query string that the view says it reads."""
    said = of_forms(address.contract.filters) | address.contract.words
    return {name: schema for name, schema in said.items() if name not in address.arguments}


def word(name: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


def body(address: Address) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{body_name(address)}"}
    return {"content": {kind: {"schema": schema} for kind in (URLENCODED, MULTIPART)}}


def is_sent(address: Address) -> bool:
    return "post" in address.methods


def body_name(address: Address) -> str:
    """Addresses that take the same form share its schema."""
    contract = address.contract
    forms = "-".join(form.__name__ for form in contract.bodies)
    return address.name if contract.sent or not forms else forms


def sent(address: Address) -> Schema:
    contract = address.contract
    fields = of_forms(contract.bodies) | contract.sent
    return {"type": "object", "properties": fields, "required": required_in(contract.bodies)}


def responses(address: Address) -> dict[str, Any]:
    own = dict(address.contract.answers)
    if not any(200 <= status < 300 for status in own):
        own[200] = Answer(HTML)
    if 200 in own and own[200] is None:
        own[200] = Answer(HTML)
    said: dict[str, Any] = {str(status): {"$ref": f"#/components/responses/{status}"} for status in USUAL}
    said["204"] = LOG_IN_AGAIN
    return said | {str(status): told(status, answer) for status, answer in own.items()}


def told(status: int, answer: Answer | None) -> dict[str, Any]:
    about: dict[str, Any] = {"description": HTTPStatus(status).phrase}
    if answer is not None:
        about["content"] = {answer.kind: {"schema": answer.schema} if answer.schema else {}}
    return about
