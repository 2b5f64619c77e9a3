"""The views of an event: each takes the event's name and a question, and returns DataFrames with a page."""

import re
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from newsangle import framing, tables
from newsangle.explore import display
from newsangle.explore.events import ExploreError, events_not_run, events_run, how_to_run
from newsangle.framing.codebook import SHIPPED
from newsangle.framing.figures import plot_frames, plot_keyness
from newsangle.framing.keyness import dispersion
from newsangle.framing.words import PARTS
from newsangle.paths import places
from newsangle.style import outlet_colours
from newsangle.tables import outlet_order

AROUND = 160  # characters of raw text shown on each side of a sentence


@dataclass(frozen=True)
class View:
    """DataFrames by name, and a page to look at: view['rates'] is a DataFrame."""

    frames: dict[str, pd.DataFrame]
    html: str = field(repr=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.frames:
            raise ExploreError(f"This view has no '{name}'; it has: {', '.join(self.frames)}.")
        return self.frames[name]

    def _repr_html_(self) -> str:
        return self.html


def read(event: str, name: str) -> pd.DataFrame:
    """Return a table of an event that has been run."""
    if not (places(event).processed / "sentences.parquet").exists():
        how = f"In a terminal: newsangle run {event}" if event in events_not_run() else how_to_run()
        raise ExploreError(
            f"The event '{event}' has not been run. Already run: {', '.join(events_run()) or 'none'}. {how}".strip()
        )
    return tables.read_table(event, name)


def outlets(event: str) -> list[str]:
    """Return the outlets of an event, in its order."""
    return outlet_order(read(event, "articles"))


def actors(event: str) -> list[str]:
    """Return the actors of an event, the most mentioned first."""
    return list(read(event, "mentions")["actor"].value_counts().index)


def frames(event: str) -> list[tuple[str, str]]:
    """Return the codebooks and frames of an event, as pairs."""
    shares = read(event, "frame_shares")[["codebook", "frame"]].drop_duplicates()
    return list(shares.itertuples(index=False, name=None))


def sentences(event: str) -> pd.DataFrame:
    """Return the sentences of an event with the outlet of each."""
    return read(event, "sentences").merge(
        read(event, "articles")[["article_id", "outlet"]], on="article_id", sort=False
    )


# --- A word ---------------------------------------------------------------------------------------------------


def word(event: str, terms: str) -> View:
    """Return how each outlet uses words or phrases: 'rates', and the 'lines' of a concordance.

    terms: separated by commas; * stands for any letters at the beginning or end of a word. rates: term, outlet,
    count, per_1000 (kept words), articles, in_quotes (uses inside quotation marks), dispersion (0 for a term spread
    like the text, near 1 for a term in one place; Gries 2008). lines: the columns of framing.concordance.
    """
    wanted = [" ".join(term.split()) for term in terms.split(",") if re.search(r"[^\W_]", term)]
    if not wanted:
        raise ExploreError(
            "Type a word or phrase, or several separated by commas; * stands for any letters: ceasefire, truce*"
        )
    articles, own = read(event, "articles"), read(event, "sentences")
    tokens = read(event, "tokens")
    lines = framing.concordance(own, wanted, articles)
    rates = _rates(lines, wanted, articles, tokens)
    return View({"rates": rates, "lines": lines}, _word_page(rates, lines, articles))


def _rates(lines: pd.DataFrame, terms: list[str], articles: pd.DataFrame, tokens: pd.DataFrame) -> pd.DataFrame:
    names = outlet_order(articles)
    keys = ["term", "outlet"]
    quoted = tokens[tokens["voice"] == "quoted"][["article_id", "start"]].assign(in_quotes=1)
    found = lines.merge(quoted, on=["article_id", "start"], how="left")
    spread = _spread(lines, tokens, articles) if len(lines) and len(tokens) else {}
    rates = pd.DataFrame([(term, outlet) for term in terms for outlet in names], columns=keys).drop_duplicates()
    rates = rates.merge(found.groupby(keys).size().rename("count").reset_index(), how="left")
    words = articles.groupby("outlet")["words"].sum()
    rates["count"] = rates["count"].fillna(0).astype(int)
    rates["per_1000"] = 1000 * rates["count"] / rates["outlet"].map(words).clip(lower=1)
    rates = rates.merge(found.groupby(keys)["article_id"].nunique().rename("articles").reset_index(), how="left")
    rates = rates.merge(found.groupby(keys)["in_quotes"].sum().reset_index(), how="left")
    rates[["articles", "in_quotes"]] = rates[["articles", "in_quotes"]].fillna(0).astype(int)
    by_key = {(outlet, key): value for (outlet, key), value in spread.items()}
    rates["dispersion"] = [by_key.get((row.outlet, row.term)) for row in rates.itertuples()]
    return rates.astype({"dispersion": float})


def _spread(lines: pd.DataFrame, tokens: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Return the dispersion of each term, by outlet and term."""
    parts = (lines["place"] * PARTS).astype(int).clip(0, PARTS - 1)
    return dispersion(lines.assign(key=lines["term"], part=parts), framing.running_words(tokens, articles))


def _word_page(rates: pd.DataFrame, lines: pd.DataFrame, articles: pd.DataFrame) -> str:
    names = outlet_order(articles)
    colours = outlet_colours(names)
    strips, columns = {}, {}
    for outlet in names:
        mine = lines[lines["outlet"] == outlet]
        strips[outlet] = "".join(
            f'<p class="meta"><bdi>{escape(article)}</bdi></p>'
            + display.strip(list(own["place"]), colours[outlet], f"{len(own)} uses in {article}")
            for article in articles.loc[articles["outlet"] == outlet, "article_id"]
            for own in [mine[mine["article_id"] == article]]
        )
        columns[outlet] = display.items([
            f"<bdi>{escape(row.left)}<mark>{escape(row.keyword)}</mark>{escape(row.right)}</bdi> "
            f'<span class="meta">{escape(row.sentence_id)}</span>'
            for row in mine.itertuples()
        ])  # fmt: skip
    return display.page(
        display.section(
            "How often?",
            display.grid(rates),
            note="per 1000: uses in 1,000 words of the outlet. dispersion: 0 if spread like the text, "
            "near 1 if in one place.",
        ),
        display.section(
            "Where?",
            display.side_by_side(strips, names),
            note="From the headline on the left to the last word on the right.",
        ),
        display.section("In which context?", display.side_by_side(columns, names)),
    )


# --- The words of each outlet ---------------------------------------------------------------------------------


def words(event: str, *names: str, own_voice: bool = False) -> View:
    """Return the 'terms' that mark each outlet, compared anew: for some outlets, or without quotations.

    names: two outlets or more; all by default. own_voice: leave out words in quotation marks. terms: the columns of
    keyness, the strongest of each outlet first.
    """
    articles = read(event, "articles")
    chosen = _chosen(event, names)
    running = framing.running_words(read(event, "tokens"), articles, quoted=not own_voice)
    terms = framing.shown_terms(framing.key_terms(running, read(event, "sentences"), chosen))
    terms = terms[terms["z"] > 0].drop(columns=["length", "function", "name"]).reset_index(drop=True)
    if terms.empty:
        raise ExploreError("No word is used often enough by these outlets to be compared.")
    top = terms.groupby("outlet", sort=False).head(12)
    whose = "the outlets' own words" if own_voice else "all words, quotations included"
    page = display.page(
        display.section(
            "Which words mark each outlet?",
            display.figure(plot_keyness(terms, outlets(event)), f"{event}-words", "Words that mark each outlet"),
            display.download(terms, f"{event}-words.csv"),
            display.grid(top),
            note=f"Compared: {', '.join(chosen)}; {whose}. A line that crosses zero could be chance.",
        )
    )
    return View({"terms": terms}, page)


def _chosen(event: str, names: tuple[str, ...]) -> list[str]:
    """Return the outlets to compare, in the event's order: those named, or all."""
    known = outlets(event)
    for name in names:
        if name not in known:
            raise ExploreError(f"There is no outlet '{name}' in this event; the outlets are: {', '.join(known)}.")
    chosen = [name for name in known if name in (names or known)]
    if len(chosen) < 2:
        raise ExploreError("Choose two different outlets, or more.")
    return chosen


# --- An actor -------------------------------------------------------------------------------------------------


def actor(event: str, name: str) -> View:
    """Return how each outlet presents an actor: 'labels', 'agency', 'verbs', 'says', 'about' and 'tone'.

    labels: outlet, label, count. agency: outlet, function (agent, patient, other), voice, count. verbs: outlet,
    function, verb, count. says: outlet, speaker, kind, content, sentence_id, what the actor is quoted or reported as
    saying. about: the same for what others say about the actor. tone: the actor's rows of the table actor_tone.
    """
    every = read(event, "mentions")
    mine = every[every["actor"] == name]
    if mine.empty:
        raise ExploreError(
            f"There is no actor '{name}' in this event; the most mentioned are: {', '.join(actors(event)[:8])}."
        )
    articles = read(event, "articles")
    by_article = articles.set_index("article_id")["outlet"]
    mine = mine.assign(outlet=mine["article_id"].map(by_article))
    spoken = read(event, "attributions")
    spoken = spoken.assign(outlet=spoken["article_id"].map(by_article))
    says = spoken[spoken["speaker"] == name]
    about = spoken[[_holds(row, mine) for row in spoken.itertuples()]] if len(spoken) else spoken
    about = about[about["speaker"] != name]
    shown = ["outlet", "speaker", "kind", "content", "sentence_id"]
    named = mine[mine["form"] != "pronoun"]
    tone = read(event, "actor_tone")
    found = {
        "labels": _counted(named, ["outlet", "label"]),
        "agency": _counted(mine.fillna({"voice": ""}), ["outlet", "function", "voice"]),
        "verbs": _counted(mine.dropna(subset="verb"), ["outlet", "function", "verb"]),
        "says": says[shown].reset_index(drop=True),
        "about": about[shown].reset_index(drop=True),
        "tone": tone[tone["actor"] == name].drop(columns="actor").reset_index(drop=True),
    }
    return View(found, _actor_page(found, outlet_order(articles)))


def _actor_page(found: dict[str, pd.DataFrame], names: list[str]) -> str:
    def rows_of(frame: str, outlet: str) -> pd.DataFrame:
        return found[frame][found[frame]["outlet"] == outlet].drop(columns="outlet")

    def tables_of(frame: str, *without: str) -> str:
        columns = {name: display.grid(rows_of(frame, name).drop(columns=list(without))) for name in names}
        return display.side_by_side(columns, names)

    def quotations_of(frame: str) -> str:
        columns = {name: display.items([_said(row) for row in rows_of(frame, name).itertuples()]) for name in names}
        return display.side_by_side(columns, names)

    return display.page(
        display.section("Under which names?", tables_of("labels")),
        display.section(
            "Acting, or acted on?", tables_of("agency"),
            note="agent: does something; patient: something is done to it. A passive may not say by whom.",
        ),
        display.section("With which verbs?", tables_of("verbs")),
        display.section("What does this actor say?", quotations_of("says")),
        display.section("Who says what about this actor?", quotations_of("about")),
        display.section(
            "Negative or positive?", tables_of("tone", "articles"),
            note="A classifier's estimate for each sentence, −1 to 1; outlet: in the outlet's own words.",
        ),
    )  # fmt: skip


def _said(row) -> str:
    speaker = row.speaker if isinstance(row.speaker, str) and row.speaker else "unnamed speaker"
    return (
        f"<bdi>{escape(row.content)}</bdi><br>"
        f'<span class="meta"><bdi>{escape(speaker)}</bdi> · {row.kind} · {escape(row.sentence_id)}</span>'
    )


def _holds(attribution, mentions: pd.DataFrame) -> bool:
    inside = (mentions["start"] >= attribution.content_start) & (mentions["end"] <= attribution.content_end)
    return bool((inside & (mentions["article_id"] == attribution.article_id)).any())


def _counted(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    counts = rows.groupby(columns, sort=False, dropna=False).size().rename("count").reset_index()
    return counts.sort_values("count", ascending=False, kind="stable").reset_index(drop=True)


# --- A frame --------------------------------------------------------------------------------------------------


def frame(event: str, name: str, codebook: str = "generic") -> View:
    """Return where a frame was found: 'shares' by outlet, and the 'sentences' with what triggered it, strongest first.

    shares: the frame's rows of frame_shares. sentences: outlet, sentence_id, score, terms, nearness, evidence, text.
    """
    shares = read(event, "frame_shares")
    shares = shares[(shares["codebook"] == codebook) & (shares["frame"] == name)]
    if shares.empty:
        known = ", ".join(f"{book}: {frame}" for book, frame in frames(event))
        raise ExploreError(f"There is no frame '{name}' in a codebook '{codebook}'; the frames are {known}.")
    found = read(event, "frames")
    found = found[(found["codebook"] == codebook) & (found["frame"] == name)]
    found = found.merge(sentences(event)[["sentence_id", "outlet", "text"]], on="sentence_id", sort=False)
    found = found.sort_values("score", ascending=False, kind="stable").reset_index(drop=True)
    found = found[["outlet", "sentence_id", "score", "terms", "nearness", "evidence", "text"]]
    names = list(shares["outlet"])
    columns = {
        outlet: display.items([_framed(row) for row in found[found["outlet"] == outlet].itertuples()])
        for outlet in names
    }
    page = display.page(
        display.said(_definition(codebook, name)),
        display.section(
            "How much of each text?", display.grid(shares.drop(columns=["codebook", "frame"])),
            note="share of the sentences that use the frame, with its 95% interval.",
        ),
        display.section("Which sentences, and what triggered the frame?", display.side_by_side(columns, names)),
    )  # fmt: skip
    return View({"shares": shares.reset_index(drop=True), "sentences": found}, page)


def _definition(codebook: str, name: str) -> str:
    """Return what a frame of a built-in codebook means; '' for a reader's own codebook."""
    if codebook not in SHIPPED:
        return ""
    (book,) = framing.codebooks(codebook)
    return next((f"{frame.definition} ({book.title})" for frame in book.frames if frame.name == name), "")


def _framed(row) -> str:
    terms = sorted((term for term in row.terms.split("; ") if term), key=len, reverse=True)
    pattern = "|".join(re.escape(term).replace(r"\ ", r"\s+").replace("'", "['’]") for term in terms)
    pieces = re.split(rf"(?<!\w)({pattern})(?!\w)", row.text, flags=re.IGNORECASE) if terms else [row.text]
    text = "".join(f"<mark>{escape(p)}</mark>" if i % 2 else escape(p) for i, p in enumerate(pieces))
    return (
        f"<bdi>{text}</bdi><br>"
        f'<span class="meta">{row.score:.2f} · <bdi>{escape(row.evidence)}</bdi> · {escape(row.sentence_id)}</span>'
    )


def codebook(event: str, name: str = "generic", *names: str) -> View:
    """Return the 'shares' of the frames of a codebook, found anew: another codebook, or some of the outlets.

    name: a built-in codebook, or the path of a .yml file. names: two outlets or more; all by default. shares: outlet,
    frame, share, low, high, sentences.
    """
    articles, chosen = read(event, "articles"), _chosen(event, names)
    articles = articles[articles["outlet"].isin(chosen)]
    own = read(event, "sentences")
    own = own[own["article_id"].isin(articles["article_id"])]
    books = framing.codebooks(name)
    shares = framing.frame_shares(framing.frame_table(own, books), own, books, articles)
    defined = [f"{frame.name}: {frame.definition}" for book in books for frame in book.frames]
    page = display.page(
        display.section(
            "How much of each text uses a frame?",
            display.figure(plot_frames(shares, outlets(event)), f"{event}-frames", "Share of sentences for each frame"),
            display.download(shares, f"{event}-frames.csv"),
            display.grid(shares.drop(columns="codebook")),
            note=f"Compared: {', '.join(chosen)}, with {', '.join(f'{book.title} ({book.name})' for book in books)}.",
        ),
        display.folded("What the frames mean", display.items([escape(line) for line in defined])),
    )
    return View({"shares": shares.drop(columns="codebook")}, page)


# --- Two outlets or more --------------------------------------------------------------------------------------


def linked(event: str, *names: str) -> View:
    """Return the texts of two or more outlets with their shared claims linked: 'links' and 'sentences'.

    links: number, relation, label, each outlet's answer in a column of its name, why. sentences: outlet, sentence_id,
    text, links (the numbers, by commas).
    """
    known = outlets(event)
    if len(set(names)) < max(len(names), 2):
        raise ExploreError("Choose two different outlets, or more.")
    _chosen(event, names)
    shared = read(event, "shared_claims")
    shared = shared[shared["outlet"].isin(names)]
    shared = shared[shared.groupby("shared_id")["outlet"].transform("nunique") > 1]
    number = {shared_id: i for i, shared_id in enumerate(dict.fromkeys(shared["shared_id"]), 1)}
    rows = [_link(number[name], own, names) for name, own in shared.groupby("shared_id", sort=False)]
    links = pd.DataFrame(rows, columns=["number", "relation", "label", *names, "why"])
    relation = dict(zip(links["number"], links["relation"], strict=True))
    at = shared.groupby("sentence_id")["shared_id"].agg(lambda ids: sorted({number[name] for name in ids}))
    own = sentences(event)
    own = own[own["outlet"].isin(names)]
    own = own.assign(links=[at.get(name, []) for name in own["sentence_id"]])
    columns = {name: _text(own[own["outlet"] == name], relation) for name in names}
    page = display.page(
        display.section("What do they share?", display.grid(links.replace({"relation": display.SIGNS}))),
        display.section(
            "Where?", display.side_by_side(columns, known),
            note="The number after a sentence links it to the sentences in the other texts and to its row above.",
        ),
    )  # fmt: skip
    shown = own[["outlet", "sentence_id", "text"]].assign(links=[", ".join(map(str, some)) for some in own["links"]])
    return View({"links": links, "sentences": shown.reset_index(drop=True)}, page)


def _link(number: int, own: pd.DataFrame, names: tuple[str, ...]) -> tuple:
    relation = next(r for r in display.SIGNS if r in set(own["relation"]))
    answers = [
        "; ".join(dict.fromkeys(v if v else e for v, e in zip(rows["value"], rows["evidence"], strict=True)))
        for rows in (own[own["outlet"] == name] for name in names)
    ]
    return (number, relation, own["label"].iloc[0], *answers, own["why"].iloc[0])


def _text(own: pd.DataFrame, relation: dict[int, str]) -> str:
    pieces = []
    for row in own.itertuples():
        badges = "".join(f'<span class="badge">{display.SIGNS[relation[i]][0]} {i}</span>' for i in row.links)
        held = ' class="linked"' if row.links else ""
        tag = "b" if row.role in ("headline", "subhead") else "span"
        pieces.append(f"<{tag}{held}><bdi>{escape(row.text)}</bdi></{tag}>{badges}")
    return display.items(pieces, most=len(pieces))


# --- A sentence -----------------------------------------------------------------------------------------------


def sentence(event: str, sentence_id: str) -> View:
    """Return everything the tables say about a sentence, by table, and its place in the raw file.

    The DataFrames have the names of the tables and contain their rows for this sentence; 'shared_claims' also has the
    other outlets' rows of the same claims, and 'findings' those that use the sentence.
    """
    every = sentences(event)
    own = every[every["sentence_id"] == sentence_id]
    if own.empty:
        raise ExploreError(
            f"There is no sentence '{sentence_id}' in this event; the first is '{every['sentence_id'].iloc[0]}'."
        )
    row = own.iloc[0]
    made = {name for name in tables.TABLES if (places(event).processed / f"{name}.parquet").exists()}
    found = {}
    for name in (name for name, table in tables.TABLES.items() if "sentence_id" in table.columns and name in made):
        rows = read(event, name)
        mine = rows["sentence_id"] == sentence_id
        if name == "shared_claims":
            mine = rows["shared_id"].isin(rows.loc[mine, "shared_id"])
        found[name] = rows[mine].reset_index(drop=True)
    if "findings" in made:
        rows = read(event, "findings")
        found["findings"] = rows[[sentence_id in str(e).split() for e in rows["evidence"]]].reset_index(drop=True)
    article = read(event, "articles").set_index("article_id").loc[row.article_id]
    page = display.page(
        display.section(f"{row.outlet}: {row.article_id}", _in_the_raw_file(event, row, article.file)),
        *(display.section(name, _record(rows)) for name, rows in found.items() if len(rows) and name != "tokens"),
        display.section("tokens", display.folded("Every word with its syntax", display.grid(found["tokens"]))),
        display.said(f"No rows in: {', '.join(name for name, rows in found.items() if rows.empty) or '–'}."),
    )
    return View(found, page)


def _in_the_raw_file(event: str, row, file: str) -> str:
    blocks = read(event, "blocks")
    raw = "".join(blocks[blocks["article_id"] == row.article_id].sort_values("start")["text"])
    before, after = raw[max(0, row.start - AROUND) : row.start], raw[row.end : row.end + AROUND]
    number = raw.count("\n", 0, row.start) + 1
    changed = "" if raw[row.start : row.end] == row.text else " These characters have changed: run the event again."
    return (
        f"<pre><bdi>{display.marked(before + row.text + after, len(before), len(before) + len(row.text))}</bdi></pre>"
        + display.said(f"Characters {row.start:,}–{row.end:,} of {file}, line {number}.{changed}")
    )


def _record(rows: pd.DataFrame) -> str:
    """Return the rows of a table; a single row is shown as one column per line."""
    rows = rows.drop(columns=[c for c in ("article_id", "sentence_id") if c in rows and len(set(rows[c])) == 1])
    if len(rows) > 1:
        return display.grid(rows)
    only = rows.iloc[0]
    return display.grid(pd.DataFrame({"column": only.index, "value": [display.cell(value) for value in only]}))


# --- Any table ------------------------------------------------------------------------------------------------

_COMPARED = {
    ">=": pd.Series.ge, "<=": pd.Series.le, "!=": pd.Series.ne, ">": pd.Series.gt, "<": pd.Series.lt, "=": pd.Series.eq,
}  # fmt: skip


def table(event: str, name: str, search: str = "", where: dict[str, str] | None = None, sort: str = "") -> pd.DataFrame:
    """Return a table, filtered and sorted.

    search: text that any cell of a row contains, in upper or lower case. where: column → condition: text that the
    cell contains, or a comparison ('>= 0.5', '= conflict', '!= agree'). sort: a column, with a minus in front for the
    largest first.
    """
    rows = read(event, name)
    if search:
        holds = rows.apply(lambda cells: _holding(cells, search))
        rows = rows[holds.any(axis=1)]
    for column, condition in (where or {}).items():
        rows = rows[_meeting(rows[_column(rows, column, name)], condition)]
    if sort:
        column = _column(rows, sort.lstrip("-"), name)
        rows = rows.sort_values(column, ascending=not sort.startswith("-"), kind="stable")
    return rows.reset_index(drop=True)


def _column(rows: pd.DataFrame, column: str, name: str) -> str:
    if column not in rows:
        raise ExploreError(f"The table '{name}' has no column '{column}'; it has: {', '.join(rows)}.")
    return column


def _holding(cells: pd.Series, text: str) -> pd.Series:
    return cells.fillna("").astype(str).str.contains(text, case=False, regex=False)


def _meeting(cells: pd.Series, condition: str) -> pd.Series:
    condition = condition.strip()
    sign = next((sign for sign in _COMPARED if condition.startswith(sign)), "")
    if not sign:
        return _holding(cells, condition)
    value = condition.removeprefix(sign).strip()
    if pd.api.types.is_bool_dtype(cells) or not pd.api.types.is_numeric_dtype(cells):
        return _COMPARED[sign](cells.fillna("").astype(str).str.casefold(), value.casefold())
    try:
        return _COMPARED[sign](cells, float(value.replace(",", ".")))
    except ValueError:
        raise ExploreError(f"'{value}' is not a number: compare '{cells.name}' with one, as in {sign} 0.5") from None
