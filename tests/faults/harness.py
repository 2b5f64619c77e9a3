"""Stop runs at random moments, in every way a run may be stopped, and see what is left.

`make faults` stops five hundred runs, most of them with three small notebooks (stub_run.py); the tests stop a few.
After each stop no process is left, and what lies in the results' folders is nothing or whole, once a next run has
completed what a kill cut off. After all, the next run gives the bytes of a run that nothing stopped, and no temporary
file is left.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from newsangle import publishing
from newsangle.paths import places_below

WAYS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PATIENCE = 15  # seconds in which the processes of a stopped run have to end
TESTS = Path(__file__).parents[1]
LONG = "The road to the mill was closed until the evening, and the water came up to the windows of the bakery. " * 3
EVENT = {
    "event.yml": "title: Rain\narticles:\n  - {file: a.txt, outlet: The Ash}\n  - {file: b.txt, outlet: The Birch}\n",
    "a.txt": f"Rain fell in Vale\n\nRain fell all day, the mayor said. Twelve houses were flooded. {LONG}\n",
    "b.txt": f"Vale under water\n\nThe mayor said fourteen houses were flooded on Monday. Nobody was hurt. {LONG}\n",
}


def main() -> None:
    """Stop runs as the command line asks, and print how many of them left something that should not be there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=450, help="runs with three small notebooks")
    parser.add_argument("--whole", type=int, default=50, help="runs with the five notebooks")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    failures = []
    for moments, whole in ((chosen.moments, False), (chosen.whole, True)):
        with tempfile.TemporaryDirectory() as folder:
            found = stop_runs(Path(folder), moments, chosen.seed, whole) if moments else []
        print(
            f"{moments} {'whole' if whole else 'small'} runs stopped, {len(found)} failed", *found, sep="\n", flush=True
        )
        failures += found
    sys.exit(bool(failures))


def stop_runs(folder: Path, moments: int, seed: int, whole: bool) -> list[str]:
    """Stop so many runs of an invented event at random moments; return what went wrong, a line each."""
    event, temporary = folder / "rain", folder / "temporary"
    event.mkdir()
    temporary.mkdir()
    for name, text in EVENT.items():
        (event / name).write_text(text, encoding="utf-8")
    started = time.monotonic()
    _run(event, folder / "clean", whole).wait()
    duration, clean = time.monotonic() - started, state(folder / "clean")
    if not clean:
        return ["the run that nothing stopped left no results"]
    drawn, failures = random.Random(seed), []
    for number in range(moments):
        ending, after = drawn.choice(WAYS), drawn.uniform(0, 1.1 * duration)
        problem = _stopped(event, folder / "out", whole, ending, after, clean)
        if problem:
            failures.append(f"{number}: {ending.name} after {after:.1f} s: {problem}")
    _run(event, folder / "out", whole).wait()
    if state(folder / "out") != clean:
        failures.append("the run after all of them does not give the bytes of a clean one")
    if left := [path.name for path in temporary.iterdir()]:
        failures.append(f"temporary files are left: {', '.join(left)}")
    return failures


def state(out: Path) -> dict[str, str]:
    """Return the hash of every file of the results, and of nothing hidden."""
    files = [path for path in out.rglob("*") if path.is_file()]
    visible = [path for path in files if not any(part.startswith(".") for part in path.relative_to(out).parts)]
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in visible
        if path.name != "index.html"  # says when each event was run
    }


def _run(event: Path, out: Path, whole: bool) -> subprocess.Popen:
    command = [sys.executable, "-m", "newsangle", "run", str(event), "--force", "--out", str(out)]
    if not whole:
        stub = str(TESTS / "faults" / "stub_run.py")
        command = [sys.executable, stub, str(event.parent / "notebooks"), str(event), str(out)]
    paths = os.pathsep.join(filter(None, [str(TESTS), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"TMPDIR": str(event.parent / "temporary"), "PYTHONPATH": paths}
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=environment
    )


def _stopped(event: Path, out: Path, whole: bool, ending: signal.Signals, after: float, clean: dict[str, str]) -> str:
    """Stop one run and return what is wrong with what it left, or ''."""
    process = _run(event, out, whole)
    time.sleep(after)
    family = _family(process.pid)
    os.kill(process.pid, ending)
    process.wait()
    _, alive = psutil.wait_procs(family, timeout=PATIENCE)
    for left in alive:
        left.kill()
    if alive:
        return f"{len(alive)} processes are left"
    if ending == signal.SIGKILL:
        publishing.complete(places_below(event, out))  # as the next run does
    found = state(out)
    return "" if found in ({}, clean) else "the results are neither the last nor the new ones"


def _family(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


if __name__ == "__main__":
    main()
