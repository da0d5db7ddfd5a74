"""A view says which right it asks for; the gate refuses whoever has it nowhere, and a view that says nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks, for_anyone_known, for_everybody
from accounts.middleware import Gate

gate = Gate(lambda request: HttpResponse())


def page(request) -> HttpResponse:
    return HttpResponse()


def lets_in(rf, user, view) -> bool:
    request = rf.get("/")
    request.user, request.resolver_match = user, None
    try:
        return gate.process_view(request, view, (), {}) is None
    except PermissionDenied:
        return False


def made(mark):
    """A page of its own that bears the mark."""
    return mark(lambda request: page(request))


def test_a_view_is_for_those_who_may_do_its_deed_somewhere(rf, lan, minh):
    logging = made(asks(access.ADD, "site"))
    assert lets_in(rf, lan, logging)
    assert not lets_in(rf, minh, logging)
    assert not lets_in(rf, AnonymousUser(), logging)


def test_what_the_public_may_do_asks_for_no_log_in(rf, lan):
    reporting = made(asks(access.ADD, "report"))
    assert lets_in(rf, AnonymousUser(), reporting)
    assert lets_in(rf, lan, reporting)
    assert reporting.login_required is False


def test_what_is_about_the_person_alone_is_for_whoever_is_known(rf, person):
    own = made(for_anyone_known)
    newcomer = person("moi", "Người Mới")
    assert lets_in(rf, newcomer, own)
    assert not lets_in(rf, AnonymousUser(), own)
    newcomer.is_active = False
    assert not lets_in(rf, newcomer, own)


def test_the_log_in_is_for_everybody(rf):
    log_in = made(for_everybody)
    assert lets_in(rf, AnonymousUser(), log_in)
    assert log_in.login_required is False


def test_a_view_that_asks_for_nothing_is_refused_to_everyone(rf, lan, person):
    keeper = person("quantri", "Quản Trị")
    keeper.is_superuser = True
    for user in (lan, keeper, AnonymousUser()):
        assert not lets_in(rf, user, page)


def test_the_mark_outlasts_what_else_is_wrapped_around_a_view(rf, lan, minh):
    sending = require_POST(made(asks(access.ADD, "site")))
    assert lets_in(rf, lan, sending)
    assert not lets_in(rf, minh, sending)


def test_a_right_that_the_table_does_not_know_cannot_be_asked_for():
    with pytest.raises(KeyError):
        asks("paint", "site")
