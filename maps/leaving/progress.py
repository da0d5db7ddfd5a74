"""How far the making of a file has come: who makes it tells, whoever waits for it listens."""

from typing import Protocol


class Progress(Protocol):
    """Told `done` of `total`; raises what ends the work, where nobody wants it any longer."""

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """Nobody listens."""
