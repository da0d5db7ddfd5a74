"""A room that makes things: what is delivered is a story, told in as many steps as a test wants."""

import pytest

from deliveries import makers, progress
from deliveries.makers import CannotBeMadeError, Made, maker


def no_other_kind(monkeypatch) -> None:
    """Nothing is made but what the test says."""
    makers.discover()
    monkeypatch.setattr(makers, "_makers", {})


@pytest.fixture
def story(monkeypatch):
    """Registers the kind `story`; what happens between its steps is `story.between`, a list of deeds.

    `story.barred` holds the names of those who lost the right to it.
    """
    no_other_kind(monkeypatch)
    monkeypatch.setattr(progress, "EVERY_S", 0)

    class Story:
        between = []
        barred = set()
        told = 0

    state = Story()
    state.between, state.barred = [], set()

    def may(user, *, words, **rest) -> bool:
        return user.username not in state.barred

    @maker("story", may=may)
    def make(progress, user, *, words) -> Made:
        state.told += 1
        for step, deed in enumerate(state.between):
            deed()
            progress(step, len(state.between), "Đang kể")
        if not words:
            raise CannotBeMadeError("Không có gì để kể.")
        return Made("truyện.txt", "text/plain; charset=utf-8", words.encode())

    return state


@pytest.fixture
def nobody_works(monkeypatch):
    """What is asked for waits: no worker looks at the queue."""
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
