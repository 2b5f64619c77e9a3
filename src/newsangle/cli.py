"""The command line: a thin shell over the pipeline and the events."""

import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from newsangle import parameters, pipeline
from newsangle.paths import RAW, outputs
from newsangle.texts import corpus, events

FAILED_RUN, BAD_INPUT, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    help="Compare how news outlets tell the same event.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
say = Console(highlight=False, markup=False, soft_wrap=True)
complain = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Event = Annotated[str, typer.Argument(help="A name under data/raw, or the path of an event's folder.")]
Given = Annotated[
    list[str], typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A notebook parameter; may be repeated.")
]
GivenFile = Annotated[Path | None, typer.Option("-f", "--parameters", help="A YAML file of notebook parameters.")]


@app.command(
    epilog="""Examples:

    newsangle run istanbul-talks-2025-06

    newsangle run ../my-event --out ~/reports -p codebook=policy

    newsangle run first second --force --jobs 1"""
)
def run(
    event: Annotated[list[str], typer.Argument(help="Names under data/raw, or paths of events' folders.")],
    given: Given = [],  # noqa: B006 - typer copies it
    given_file: GivenFile = None,
    jobs: Annotated[int, typer.Option(min=0, help="Notebooks at once; 0 for as many as serve.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Run even if nothing changed.")] = False,
    out: Annotated[
        Path | None, typer.Option(envvar="NEWSANGLE_OUT", help="Folder that takes processed/ and reports/.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Print the report to report.pdf, too (needs Chromium).")] = False,
) -> None:
    """Clean, compare, tabulate and report: run the five notebooks on each EVENT."""
    chosen = parameters.gather(given, given_file)
    failures = [name for name in event if not _run_one(name, chosen, jobs, force, out, pdf)]
    if failures:
        raise typer.Exit(FAILED_RUN)


@app.command("list")
def list_events() -> None:
    """List the events under data/raw and when they were last run."""
    for folder in events.folders(RAW):
        report = outputs(None)[1] / folder.name / "report.html"
        state = f"report: {report}" if report.exists() else f"not run yet: newsangle run {folder.name}"
        say.print(f"{folder.name}\n  {events.headline(folder)}\n  {state}")


@app.command(epilog="Example:\n\n    newsangle new my-event")
def new(event: Annotated[str, typer.Argument(help="A name for data/raw, or the path of a folder to make.")]) -> None:
    """Make an event's folder with a commented event.yml to fill in."""
    say.print(f"Fill in {events.new(event)} and put the articles beside it; then: newsangle check {event}")


@app.command(epilog="Example:\n\n    newsangle check my-event -p codebook=policy")
def check(event: Event, given: Given = [], given_file: GivenFile = None) -> None:  # noqa: B006
    """Find everything that a run would reject, without running."""
    problems = events.check(event)
    try:
        parameters.check(parameters.gather(given, given_file))
    except parameters.ParameterError as error:
        problems = [*problems, str(error)]
    if problems:
        complain.print("\n".join(problems))
        raise typer.Exit(BAD_INPUT)
    say.print(f"{event} is ready: newsangle run {event}")


@app.command("params")
def show_parameters() -> None:
    """Show every notebook parameter with its type, its default and what it does."""
    for name, spec in parameters.all_parameters().items():
        say.print(f"{name}: {spec['type']} = {spec['default']}  ({', '.join(spec['notebooks'])})\n  {spec['help']}")


def _run_one(event: str, given: dict, jobs: int, force: bool, out: Path | None, pdf: bool) -> bool:
    """Run one event and say how it went."""
    here = pipeline.final_places(event, out)
    page = here.report / "report.html"
    try:
        ran = pipeline.run(event, given, say.print, out=out, jobs=jobs, force=force)
        if pdf:
            from newsangle.report import print_pdf

            say.print(f"PDF: {print_pdf(page, page.with_suffix('.pdf'))}")
    except pipeline.RunError as error:
        complain.print(f"{here.event}: the run failed.\n{error}")
        return False
    say.print(f"Report: {page}" if ran else f"Nothing changed since the last run. Report: {page}")
    return True


def _interrupt(*_) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line; the exit code is 0, or tells a failed run (1), bad input (2) and Ctrl-C (130) apart."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    try:
        app()
    except (events.EventError, parameters.ParameterError) as error:
        complain.print(str(error))
        sys.exit(BAD_INPUT)
    except KeyboardInterrupt:
        complain.print("Stopped; nothing was changed.")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `newsangle list | head` is no failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
