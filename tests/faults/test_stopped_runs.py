"""A run may be stopped at any moment, in any way."""

import os

import pytest
from faults.harness import stop_runs


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_stopped_runs_leave_nothing_behind_and_the_next_one_is_whole(tmp_path):
    assert stop_runs(tmp_path, moments=3, seed=1) == []
