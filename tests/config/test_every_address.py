"""Every address × every post: who has the right gets in, nobody else does, and none is unknown.

What each address asks for is the mark of its view; where its thing lies, and what to do for a new
address, stands in `tests/config/every_address/addresses.py`.
"""

import logging
from http.cookies import SimpleCookie

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts import access
from accounts.models import User
from config import urls
from tests.config.every_address.addresses import Address, Sample, addresses, samples
from tests.config.every_address.managing import managing_sample, may_manage, nameless
from tests.config.every_address.town import town  # noqa: F401  (a fixture)

LET_IN, REFUSED, TO_LOG_IN, NO_ANSWER = "let in", "refused", "led to the log-in", "broken"
OTHER_METHOD = "asked in another way"
LET_IN_BY = {200, 201, 204, 302, 304, 400}
METHODS = ("get", "post")


@pytest.fixture
def walkers(town) -> "dict[str, Walker]":  # noqa: F811
    return {name: Walker(user) for name, user in town.cast.items()}


@pytest.fixture
def quiet(monkeypatch):
    """Thousands of refusals are no news here, and get no page each."""
    logging.disable(logging.ERROR)
    for status in (403, 404):
        monkeypatch.setattr(urls, f"handler{status}", short_answer(status), raising=False)
    yield
    logging.disable(logging.NOTSET)


def short_answer(status: int):
    return lambda request, exception: HttpResponse(status=status)


class Walker:
    """A person with a browser; `user` None is a stranger."""

    def __init__(self, user: User | None):
        self.user = user
        self.client = Client(raise_request_exception=False, headers={"accept-language": "en"})
        if user:
            self.client.force_login(user)
        self.cookies = {name: cookie.value for name, cookie in self.client.cookies.items()}

    @property
    def reader(self) -> access.Reader:
        """As the server knows them: who left is a stranger."""
        return self.user if self.user and self.user.is_active else AnonymousUser()

    def tries(self, method: str, address: str, query: dict, also: tuple[int, ...] = ()) -> str:
        """What comes of it; whatever it changed is taken back."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = getattr(self.client, method)(address, query_params=query)
            transaction.set_rollback(True)
        if response.status_code == 302 and "/login/?next=" in response["Location"]:
            return TO_LOG_IN
        if response.status_code in (403, 404) and response.status_code not in also:
            return REFUSED
        if response.status_code == 405:
            return OTHER_METHOD
        return LET_IN if response.status_code in LET_IN_BY | set(also) else NO_ANSWER


def expected(walker: Walker, pattern: Address, method: str, sample: Sample) -> str:
    user = walker.reader
    right = getattr(pattern.view, "right", None)
    if not user.is_authenticated and not (right and right.is_public):
        return TO_LOG_IN
    if pattern.is_managing:
        return LET_IN if may_manage(user, pattern, method, sample) else REFUSED
    return LET_IN if right.is_held_by(user) and reaches(user, right, sample) else REFUSED


def is_other_method(came: str, pattern: Address, walker: Walker) -> bool:
    """Said before anything is looked up, to whoever has the right somewhere."""
    right = getattr(pattern.view, "right", None)
    return came == OTHER_METHOD and (right is None or right.is_held_by(walker.reader))


def reaches(user: access.Reader, mark, sample: Sample) -> bool:
    """Whether the person may do there what the page does."""
    if sample.owner:
        return user == sample.owner
    right = sample.asks or mark
    if sample.place is None or not right.thing:
        return right.is_held_by(user)
    return access.may_at(user, right.deed, right.thing, sample.place)


def samples_of(pattern: Address, town) -> list[Sample]:  # noqa: F811
    return [managing_sample(pattern, town)] if pattern.is_managing else samples(pattern, town)


def walked() -> list[Address]:
    """All but those that lead on to another, and the log-in to the management pages, which is refused."""
    return [one for one in addresses() if not nameless(one) and one.name != "admin:login"]


def test_every_address_says_what_it_asks_for():
    unmarked = [one.route for one in addresses() if not one.is_managing and not hasattr(one.view, "right")]
    assert unmarked == [], "mark these views with accounts.gate"


def test_every_address_has_a_sample(town):  # noqa: F811
    unknown = []
    for pattern in walked():
        try:
            samples_of(pattern, town)
        except KeyError:
            unknown.append(pattern.name)
    assert unknown == [], "give these a line in tests/config/every_address/addresses.py"


@pytest.mark.parametrize("method", METHODS)
def test_each_post_is_let_in_where_it_has_the_right_and_nowhere_else(method, walkers, town, quiet):  # noqa: F811
    wrong = []
    for pattern in walked():
        for sample in samples_of(pattern, town):
            address = sample.address(pattern)
            for name, walker in walkers.items():
                came = walker.tries(method, address, sample.query, sample.also)
                due = expected(walker, pattern, method, sample)
                if came != due and not is_other_method(came, pattern, walker):
                    wrong.append(f"{name}: {method} {address} ({pattern.name}): {came}, not {due}")
    assert not wrong, "\n".join(["", *wrong])
