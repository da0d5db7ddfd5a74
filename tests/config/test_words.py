"""A page reads the words of its address that it says it reads, and no others."""

from typing import ClassVar

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict

from config.openapi.addresses import Address, addresses
from config.openapi.document import words_of

SHARED = {"commune"}  # whichever page it is, it may lead to another commune
OWN = set(dir(QueryDict))  # templates look for a word before they call a method
# Read only half-way through the log-in, when the password was given and the code was not.
OUT_OF_REACH = {"log-in-code": {"next"}}
NO_KEY = "00000000-0000-0000-0000-000000000000"


class Recorded(QueryDict):
    """Remembers which words were looked up."""

    seen: ClassVar[set[str]] = set()

    def __getitem__(self, word):
        self.seen.add(word)
        return super().__getitem__(word)

    def __contains__(self, word):
        self.seen.add(word)
        return super().__contains__(word)

    def getlist(self, word, default=None):
        self.seen.add(word)
        return super().getlist(word, default)


@pytest.fixture
def ask(client, an, monkeypatch):
    """`ask(method, path, words)` tells which words of the address were looked up."""
    client.force_login(an)
    monkeypatch.setattr(WSGIRequest, "GET", property(lambda request: Recorded(request.META["QUERY_STRING"])))

    def send(method: str, path: str, words: dict[str, str]) -> set[str]:
        Recorded.seen.clear()
        # The address stands in the query for POST too.
        getattr(client, method)(path, query_params=words, headers={"X-CSRFToken": "x"})
        return Recorded.seen - SHARED - OWN

    return send


def usual(schema: dict) -> str:
    """Something that the schema lets through."""
    schema = schema.get("anyOf", [schema])[0]
    schema = schema.get("items", schema)
    if "enum" in schema:
        return schema["enum"][0]
    if "examples" in schema:
        return schema["examples"][0]
    return {"uuid": NO_KEY}.get(schema.get("format", ""), "1")


def read_by(address: Address, path: str, ask) -> set[str]:
    """Words looked up with none given, with all, and with each alone that was passed over so far."""
    words = {word: usual(schema) for word, schema in words_of(address).items()}
    boxed = {word: value for word, value in words.items() if word == "bbox"}
    read = set()
    for method in address.methods:
        read |= ask(method, path, {}) | ask(method, path, words)
        for word in words.keys() - read:
            read |= ask(method, path, boxed | {word: words[word]})
    return read


@pytest.mark.parametrize("room", sorted({address.room for address in addresses()}))
def test_a_page_reads_the_words_that_it_declares_and_no_others(room, world, ask, client, an):
    """Where this fails: `@reads(...)` of foundation/contract.py beside the view."""
    wrong = {}
    for address in addresses():
        if address.room != room:
            continue
        read, declared = read_by(address, world.path_of(address), ask), set(words_of(address)) - SHARED
        read |= OUT_OF_REACH.get(address.name, set())
        if read != declared:
            wrong[address.name] = {"not declared": read - declared, "never read": declared - read}
        client.force_login(an)  # some pages end the session
    assert wrong == {}
