"""What the system refuses is said in a plain message with the path and what helps; nothing is lost or left."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from faults.harness import EVENT, TESTS, state

from newsangle.errors import explained_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and devices of Linux")
LIMITED = """
import resource, runpy, sys
resource.setrlimit(resource.{limit}, ({value}, {value}))
del sys.argv[0]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@pytest.fixture
def rain():
    """An event, in a folder whose path is short enough for sockets."""
    with tempfile.TemporaryDirectory() as folder:
        event = Path(folder, "rain")
        event.mkdir()
        for name, text in EVENT.items():
            (event / name).write_text(text, encoding="utf-8")
        yield event


def run(event: Path, out: Path, limit: str = "", value: int = 0) -> tuple[int, str]:
    """Run an event with three small notebooks (stub_run.py), under a limit of the system if one is named."""
    stub = [str(TESTS / "faults/stub_run.py"), str(event.parent / "notebooks"), str(event), str(out)]
    if limit:
        code = LIMITED.format(limit=limit, value=value)
        stub = ["-c", code, *stub]
    paths = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": paths}
    done = subprocess.run([sys.executable, *stub], capture_output=True, text=True, env=environment, timeout=120)
    return done.returncode, done.stdout + done.stderr


def test_an_out_that_is_a_file(rain):
    out = rain.parent / "file"
    out.write_text("kept", encoding="utf-8")
    code, said = run(rain, out)
    assert code == 1 and "not a directory" in said and str(out) in said and "Traceback" not in said
    assert out.read_text(encoding="utf-8") == "kept"


@pytest.mark.slow
def test_files_that_may_not_grow_and_too_few_of_them_leave_the_last_report(rain):
    out = rain.parent / "out"
    assert run(rain, out)[0] == 0
    last = state(out)
    code, said = run(rain, out, "RLIMIT_FSIZE", 1000)
    assert code == 1 and "ulimit -f" in said and str(out) in said and "Traceback" not in said
    code, said = run(rain, out, "RLIMIT_NOFILE", 9)  # a run needs eleven
    assert code == 1 and "ulimit -n" in said and str(rain) in said and "Traceback" not in said
    assert state(out) == last


def test_what_a_program_complained_of_is_explained():
    said = "Traceback (most recent call last):\n  File x\nOSError: [Errno 28] No space left on device: '/x'\n\n"
    assert "free some space" in explained_in(said)
    assert explained_in("one\nlast words\n") == "last words"
    assert explained_in("") == ""
