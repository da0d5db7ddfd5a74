"""The planner in a process of its own."""

import os
import time
from functools import partial

import numpy as np
import pytest
from scipy.sparse import csr_array

from playspaces.planning import Problem, plan_for_target
from playspaces.solving import EndedError, solved_apart


def small() -> Problem:
    return Problem(
        np.array([1, 1]), np.zeros(2, dtype=bool), csr_array(np.eye(2, dtype=int)), np.array([3, 4])
    )


def test_answer_comes_back_from_the_other_process():
    ask = partial(plan_for_target, small(), 2, time_limit_s=5)
    assert solved_apart(ask, lambda: False) == ask()


def test_process_ends_when_nobody_wants_the_answer_any_more():
    with pytest.raises(EndedError):
        solved_apart(partial(time.sleep, 600), lambda: True)


def test_process_that_breaks_off_is_told_of():
    with pytest.raises(RuntimeError, match="without an answer"):
        solved_apart(partial(os._exit, 1), lambda: False)
