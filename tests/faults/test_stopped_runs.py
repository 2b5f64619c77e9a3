"""A run may be stopped at any moment, in any way."""

import os
import tempfile
from pathlib import Path

import pytest
from faults.harness import stop_runs


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX")
def test_stopped_runs_leave_nothing_behind_and_the_next_one_is_whole():
    with tempfile.TemporaryDirectory() as folder:  # pytest's own has too long a path for sockets
        assert stop_runs(Path(folder), moments=6, seed=1, whole=False) == []
