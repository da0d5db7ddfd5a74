"""Requests that the live server is still answering.

A test that ends while its page is still fetching leaves the server reading tables that are
about to be emptied: PostgreSQL calls that a deadlock.
"""

import threading

from django.core.signals import request_finished, request_started

PATIENCE = 20  # seconds; only a hanging request takes as long


class Traffic:
    """Counts the requests under way in the server's threads."""

    def __init__(self) -> None:
        self.under_way = 0
        self.changed = threading.Condition()

    def watch(self) -> None:
        request_started.connect(self.one_more)
        request_finished.connect(self.one_less)

    def leave(self) -> None:
        request_started.disconnect(self.one_more)
        request_finished.disconnect(self.one_less)

    def one_more(self, **kwargs) -> None:
        self.count(1)

    def one_less(self, **kwargs) -> None:
        self.count(-1)

    def count(self, change: int) -> None:
        if threading.current_thread() is not threading.main_thread():  # not the tests' own client
            with self.changed:
                self.under_way += change
                self.changed.notify_all()

    def wait_until_quiet(self) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: self.under_way <= 0, PATIENCE), "a request hangs"
