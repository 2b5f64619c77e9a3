"""The command line: a thin shell over the pipeline and the events."""

import os
import re
import signal
import sys
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from newsangle.errors import InputError, RunError, explained
from newsangle.paths import RAW, outputs, places, places_below

if TYPE_CHECKING:  # a command loads what it needs itself, so that the light ones answer at once
    from newsangle import pipeline

FAILED_RUN, BAD_INPUT = 1, 2


app = typer.Typer(
    help="Compare how news outlets tell the same event.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


class _Terminal(Console):
    """A console that prints text from files without the control characters by which a terminal is steered."""

    def print(self, *texts, **options) -> None:
        super().print(*(_CONTROL.sub("?", str(text)) for text in texts), **options)


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
say = _Terminal(highlight=False, markup=False, soft_wrap=True)
complain = _Terminal(stderr=True, highlight=False, markup=False, soft_wrap=True)

Event = Annotated[str, typer.Argument(help="A name under data/raw, or the path of an event's folder.")]
Given = Annotated[
    list[str], typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A notebook parameter; may be repeated.")
]
GivenFile = Annotated[Path | None, typer.Option("-f", "--parameters", help="A YAML file of notebook parameters.")]

Judge = Annotated[
    str,
    typer.Option(help="A judge to ask: the address of a model's server, or a classifier's folder."),
]
JudgeModel = Annotated[str, typer.Option(help="The name of the model behind the judge's address.")]
Open = Annotated[bool, typer.Option("--open", help="Open the report in the browser.")]
AllowRemote = Annotated[bool, typer.Option("--allow-remote", help="Let sentences be sent to a judge elsewhere.")]


@app.command(
    epilog="""Examples:

    newsangle run istanbul-talks-2025-06

    newsangle run ../my-event --out ~/reports -p codebook=policy

    newsangle run first second --force --jobs 1

    newsangle run --all

    newsangle run my-event --judge http://127.0.0.1:11434/v1 --judge-model llama3.1"""
)
def run(
    event: Annotated[
        list[str] | None, typer.Argument(help="Names under data/raw, or paths of events' folders.")
    ] = None,
    all_events: Annotated[bool, typer.Option("--all", help="Run all events under data/raw.")] = False,
    given: Given = [],  # noqa: B006 - typer copies it
    given_file: GivenFile = None,
    jobs: Annotated[int, typer.Option(min=0, help="Notebooks at once; 0 for as many as serve.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Run even if nothing changed.")] = False,
    out: Annotated[
        Path | None, typer.Option(envvar="NEWSANGLE_OUT", help="Folder that takes processed/ and reports/.")
    ] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="Also print the report to report.pdf (needs Chromium).")] = False,
    open_report: Open = False,
    judge: Judge = "",
    judge_model: JudgeModel = "",
    judge_most: Annotated[int | None, typer.Option(min=1, help="Questions an event put to the judge.")] = None,
    judge_tokens: Annotated[int | None, typer.Option(min=1, help="Tokens an event that the judge may use.")] = None,
    allow_remote: AllowRemote = False,
) -> None:
    """Clean, compare, tabulate and report: run the five notebooks on each EVENT."""
    from newsangle import parameters
    from newsangle.texts import events

    chosen = parameters.gather(given, given_file)
    chosen |= _of_judge(judge, judge_model, allow_remote, judge_most, judge_tokens)
    names = [folder.name for folder in events.folders(RAW)] if all_events else event or []
    if not names:
        raise InputError("Name an event, or run all under data/raw with --all; `newsangle list` shows them.")
    _run_all(names, chosen, jobs, force, out, pdf, open_report)


@app.command("list")
def list_events() -> None:
    """List the events under data/raw and when they were last run."""
    from newsangle.texts import events

    for folder in events.folders(RAW):
        report = outputs(None)[1] / folder.name / "report.html"
        state = f"report: {report}" if report.exists() else f"not run yet: newsangle run {folder.name}"
        say.print(f"{folder.name}\n  {events.headline(folder)}\n  {state}")


ARTICLES = "Articles: text, HTML, .docx, .odt, .rtf, .pdf, .eml, archives, tables, a .zip or a folder of them."
Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help=ARTICLES)]
Columns = Annotated[
    list[str], typer.Option(metavar="OURS=THEIRS", help="What a table calls event, outlet, text …; repeatable.")
]


@app.command(
    epilog="""Examples:

    newsangle new my-event

    newsangle new my-event post.html times.docx nexis-export.txt

    newsangle new my-event --paste --outlet "The Post" < article.txt"""
)
def new(
    event: Annotated[str, typer.Argument(help="A name for data/raw, or the path of a folder to make.")],
    file: Annotated[list[Path], typer.Argument(metavar="[FILE…]", help=ARTICLES)] = [],  # noqa: B006
    paste: Annotated[bool, typer.Option("--paste", help="Take one article from standard input.")] = False,
    outlet: Annotated[str, typer.Option(help="With --paste: the outlet of the article.")] = "",
    column: Columns = [],  # noqa: B006
) -> None:
    """Make an event's folder from FILES, event.yml included; without files, one to fill in."""
    from newsangle import collecting
    from newsangle.texts import events

    if paste:
        made = collecting.add_articles(event, [collecting.pasted(sys.stdin.buffer.read(), outlet)])
    elif file:
        made = collecting.new_event(event, file, _pairs(column))
    else:
        say.print(f"Fill in {events.new(event)} and put the articles there; then: newsangle check {event}")
        return
    say.print("\n".join(made.told()))
    say.print(f"Next: newsangle check {event}")


@app.command(
    epilog="""Examples:

    newsangle compare post.html times.html

    newsangle compare nexis-export.docx --event flood"""
)
def compare(
    file: Files,
    event: Annotated[str, typer.Option(help="What to call the event; by default, after the files.")] = "",
    out: Annotated[
        Path | None, typer.Option(envvar="NEWSANGLE_OUT", help="Folder for processed/ and reports/.")
    ] = None,
    open_report: Open = False,
) -> None:
    """Make an event of FILES and run it: the shortest way from articles to a report."""
    from newsangle import collecting

    name = event or collecting.name_for(file)
    made = collecting.new_event(name, file)
    say.print("\n".join(made.told()))
    _run_all([str(made.folder)], {}, out=out, open_report=open_report)


@app.command(epilog="Example:\n\n    newsangle check my-event -p codebook=policy")
def check(event: Event, given: Given = [], given_file: GivenFile = None) -> None:  # noqa: B006
    """Find everything that a run would reject, and what is doubtful, without running."""
    from newsangle import parameters, pipeline
    from newsangle.texts import events

    problems = events.check(event)
    check_rest = pipeline.check_settings if problems else pipeline.check
    try:
        check_rest(event, parameters.gather(given, given_file))
    except InputError as error:
        problems = [*problems, str(error)]
    if problems:
        complain.print("\n".join(problems))
        raise typer.Exit(BAD_INPUT)
    for warning in pipeline.warnings(event):
        say.print(f"Warning: {warning}")
    say.print(f"{event} is ready: newsangle run {event}")


@app.command(
    "import",
    epilog="""Examples:

    newsangle import articles.csv

    newsangle import stories.jsonl --column outlet=media_name --column published=publish_date""",
)
def import_table(
    file: Annotated[Path, typer.Argument(help="A CSV, .xlsx, JSON, JSON lines or Parquet file, one row an article.")],
    column: Columns = [],  # noqa: B006
) -> None:
    """Make an event's folder under data/raw for every event of a table of articles."""
    from newsangle import collecting

    for made in collecting.import_events(file, columns=_pairs(column)):
        say.print("\n".join(made.told()))
        say.print(f"  next: newsangle check {made.folder.name}")


@app.command(
    epilog="""Examples:

    newsangle collect https://example.org/flood https://example.com/flood --event flood

    newsangle collect mediacloud-stories.csv --event flood"""
)
def collect(
    source: Annotated[list[str], typer.Argument(metavar="URL…|FILE", help="Addresses, or files of addresses.")],
    event: Annotated[str, typer.Option(help="The event that takes the pages; it is made if it is not there.")],
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to a host.")] = 2.0,
) -> None:
    """Fetch pages from the web into an EVENT: the only command that uses a network."""
    from newsangle import collecting

    made, failed = collecting.collect(event, source, say.print, delay)
    if made:
        say.print("\n".join(made.told()))
        say.print(f"Next: newsangle check {event}")
    if failed:
        complain.print("\n".join(["Not fetched:", *(f"  {answer.url}: {answer.fault}" for answer in failed)]))
        raise typer.Exit(FAILED_RUN)


@app.command(
    epilog="""Examples:

    newsangle corpus articles.parquet --out results

    newsangle corpus stories.csv --light --column outlet=media_name

    newsangle corpus /shared/articles.jsonl --out /shared/results --scheduler tcp://10.0.0.5:8786"""
)
def corpus(
    source: Annotated[Path, typer.Argument(help="A table of articles, or a folder of events' folders.")],
    out: Annotated[
        Path | None, typer.Option(envvar="NEWSANGLE_OUT", help="Folder that takes processed/ and reports/.")
    ] = None,
    column: Columns = [],  # noqa: B006
    light: Annotated[bool, typer.Option("--light", help="Compare words and tone only, not frames and claims.")] = False,
    window: Annotated[int, typer.Option(min=0, help="Days without an article after which an event is over.")] = 14,
    workers: Annotated[int, typer.Option(min=0, help="Processes on this machine; 0 for one a core.")] = 0,
    scheduler: Annotated[str, typer.Option(help="Address of a Dask scheduler whose workers see the same files.")] = "",
) -> None:
    """Compare outlets over many events: find the events of many articles and read them all."""
    from newsangle.corpus import run

    page = run(
        source, out, columns=_pairs(column), light=light, window=window, workers=workers, scheduler=scheduler,
        tell=say.print,
    )  # fmt: skip
    say.print(f"Report: {page}")


def _pairs(column: list[str]) -> dict[str, str]:
    return {ours: theirs for ours, _, theirs in (pair.partition("=") for pair in column)}


@app.command("params")
def show_parameters() -> None:
    """Show every notebook parameter with its type, its default and what it does."""
    from newsangle import parameters

    for name, spec in parameters.all_parameters().items():
        say.print(f"{name}: {spec['type']} = {spec['default']}  ({', '.join(spec['notebooks'])})\n  {spec['help']}")


@app.command(
    epilog="""Examples:

    newsangle codesheet istanbul-talks-2025-06 --codebook generic --coders A,B --sample 40 --seed 1

    newsangle codesheet istanbul-talks-2025-06 --what tone --coders A,B

    newsangle codesheet my-event --what claims --coders A --judge http://127.0.0.1:11434/v1 --judge-model NAME"""
)
def codesheet(
    event: Event,
    coders: Annotated[str, typer.Option(help="The coders' names, by commas.")] = "",
    what: Annotated[
        str,
        typer.Option(
            help="frames, voice (whose words), tone (the outlet's), actors (toward them) or claims (how two stand)."
        ),
    ] = "frames",
    codebook: Annotated[str, typer.Option(help="For frames: one that ships, or the path of a .yml file.")] = "generic",
    unit: Annotated[str, typer.Option(help="For frames: sentence or article.")] = "sentence",
    sample: Annotated[int, typer.Option(help="How many units to draw, equally from all outlets.")] = 40,
    seed: Annotated[int, typer.Option(help="Another number draws other units.")] = 1,
    judge: Judge = "",
    judge_model: JudgeModel = "",
    allow_remote: AllowRemote = False,
) -> None:
    """Write sheets to code by hand, blind to the outlet and to the machine: a workbook and a CSV for each coder."""
    from newsangle import coding

    names = [name.strip() for name in coders.split(",") if name.strip()]
    fill = {}
    if judge:
        from newsangle import judges

        opened = judges.open_judge(judge, judge_model, allow_remote)
        names.append(judges.CODER)
        fill[judges.CODER] = lambda task, rows: judges.fill(task, rows, opened, places(event).raw)
    written = coding.write_sheets(places(event), names, what, codebook, unit, sample, seed, fill)
    say.print("\n".join(map(str, written)))
    say.print(f"Fill in the workbook or the CSV of each coder, and save; then: newsangle agreement {event}")


@app.command(epilog="Example:\n\n    newsangle agreement istanbul-talks-2025-06")
def agreement(event: Event) -> None:
    """Tell from the filled sheets how far the coders agree, and set their majority beside the machine."""
    from newsangle import coding

    found = coding.coded(places(event))
    say.print("\n".join(coding.told(found)))
    say.print(f"The report shows it with all the rest: newsangle run {event}")


@app.command(
    epilog="""Examples:

    newsangle classroom harrowmere-bus-march

    newsangle classroom my-event --out ~/Desktop/lesson --no-key"""
)
def classroom(
    event: Event,
    out: Annotated[Path | None, typer.Option(help="The folder to write; by default in the event's report.")] = None,
    sample: Annotated[int, typer.Option(min=1, help="How many sentences pupils code in each part.")] = 8,
    seed: Annotated[int, typer.Option(help="Another number draws other sentences.")] = 1,
    key: Annotated[bool, typer.Option("--key/--no-key", help="Write the answer key.")] = True,
    codebook: Annotated[str, typer.Option(help="The frames: one that ships, or the path of a .yml file.")] = "generic",
) -> None:
    """Write pages for a class that has browsers and no Python: read, exercises, coding, results, sheets to print."""
    from newsangle.classroom import write_classroom
    from newsangle.tables import TableError

    here = places(event)
    try:
        page = write_classroom(here, out, sample, seed, key, codebook)
    except TableError:  # not run yet, or by an older version
        _run_all([event], {}, out=_out())
        page = write_classroom(here, out, sample, seed, key, codebook)
    say.print(f"Open this page: {page}")


def _out() -> Path | None:
    """Return the folder that NEWSANGLE_OUT names."""
    return Path(os.environ["NEWSANGLE_OUT"]) if os.environ.get("NEWSANGLE_OUT") else None


@app.command(
    "judge-bench",
    epilog="Example:\n\n    newsangle judge-bench --judge http://127.0.0.1:11434/v1 --judge-model llama3.1",
)
def judge_bench(
    judge: Judge,
    judge_model: JudgeModel = "",
    allow_remote: AllowRemote = False,
    pairs: Annotated[int, typer.Option(min=4, help="How many annotated pairs to put to the judge.")] = 60,
) -> None:
    """Measure a judge on annotated pairs of sentences, beside the built-in model."""
    from newsangle import judge_bench
    from newsangle.judges import open_judge

    folder = judge_bench.annotated()
    found = judge_bench.bench(open_judge(judge, judge_model, allow_remote), folder, pairs)
    say.print(found.to_string(index=False, justify="left"))
    say.print("The built-in model was fitted on these events, so its figures are too high; see docs/judges.md.")


def _of_judge(judge: str, model: str, allow_remote: bool, most: int | None, tokens: int | None) -> dict:
    """Return the parameters of a judge that were given."""
    where = str(Path(judge).expanduser().resolve()) if judge and Path(judge).expanduser().is_dir() else judge
    named = {
        "judge": where, "judge_model": model, "judge_allow_remote": allow_remote, "judge_most": most,
        "judge_tokens": tokens,
    }  # fmt: skip
    return {name: value for name, value in named.items() if value}


def _run_all(
    events: list[str],
    given: dict,
    jobs: int = 0,
    force: bool = False,
    out: Path | None = None,
    pdf: bool = False,
    open_report: bool = False,
) -> None:
    """Run events, say how each went, and open or print the reports where that was asked for.

    Exits with a code that tells of failures.
    """
    from newsangle import pipeline, progress

    codes, several = set(), len(events) > 1

    def ended(event: str | Path, outcome: "pipeline.Outcome") -> None:
        if isinstance(outcome, Exception):
            why = explained(outcome) if isinstance(outcome, OSError) else str(outcome)
            bad = isinstance(outcome, InputError)
            complain.print(why if bad and not several else f"{event}: the run failed.\n{why}")
            codes.add(BAD_INPUT if bad else FAILED_RUN)
            return
        page = places_below(event, out).report / "report.html"
        say.print(f"Report: {page}" if outcome else f"Nothing changed since the last run. Report: {page}")
        if open_report and not import_module("webbrowser").open(page.resolve().as_uri()):
            complain.print(f"No browser was found to open {page}.")
        if pdf and not _print_pdf(page):
            codes.add(FAILED_RUN)

    bar = nullcontext(say.print) if several else progress.shown(events[0], say.print)
    try:
        with bar as tell:
            pipeline.run_all(
                events, given, lambda event, line: tell(f"{event}: {line}" if several else line), ended,
                out=out, jobs=jobs, force=force,
            )  # fmt: skip
    except KeyboardInterrupt as stop:
        complain.print(f"Stopped; {stop if stop.args else 'the last report is as it was'}.")
        raise
    if codes:
        raise typer.Exit(min(codes))


def _print_pdf(page: Path) -> bool:
    from newsangle.report.pdf import PrintError, print_pdf

    try:
        say.print(f"PDF: {print_pdf(page, page.with_suffix('.pdf'))}")
    except PrintError as error:
        complain.print(str(error))
        return False
    return True


def _interrupt(*_) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line. The exit code tells success (0), a failed run (1), bad input (2) and Ctrl-C (130) apart."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupt)
    try:
        app()
    except InputError as error:
        complain.print(str(error))
        sys.exit(BAD_INPUT)
    except RunError as error:
        complain.print(str(error))
        sys.exit(FAILED_RUN)
    except BrokenPipeError:  # `newsangle list | head` is no failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        complain.print(explained(error))
        sys.exit(FAILED_RUN)
