"""The planner in a process of its own, which can be ended while it works. No Django."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final

from playspaces.planning import Answer

LOOK_EVERY_S: Final = 0.5


class EndedError(Exception):
    """`is_unwanted` said so."""


def solved_apart(ask: Callable[[], Answer], is_unwanted: Callable[[], bool]) -> Answer:
    """What `ask` (which can be pickled) returns; EndedError once nobody wants it any more.

    RuntimeError when the process ends without an answer, as one that takes too much memory does.
    """
    context = get_context("spawn")  # a fork of a process with threads may hang
    receiving, sending = context.Pipe(duplex=False)
    worker = context.Process(target=answer_through, args=(ask, sending), daemon=True)
    worker.start()
    sending.close()
    try:
        while not receiving.poll(LOOK_EVERY_S):
            if is_unwanted():
                raise EndedError
        return receiving.recv()
    except EOFError as error:
        raise RuntimeError("The planner ended without an answer.") from error
    finally:
        worker.terminate()
        worker.join()


def answer_through(ask: Callable[[], Answer], sending: Connection) -> None:
    sending.send(ask())
