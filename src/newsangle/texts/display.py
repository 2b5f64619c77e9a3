"""What notebook 01 shows: the raw texts with all that was dropped struck through, and the rules that did it."""

from html import escape

import pandas as pd

_STYLE = """<style>
.cleaned { max-width: 48em; line-height: 1.5; }
.cleaned p { margin: .35em 0; overflow-wrap: anywhere; }
.cleaned .role { color: #555; font-size: .8em; margin-left: .6em; }
.cleaned del { color: #767676; }
.cleaned .headline { font-weight: bold; font-size: 1.15em; }
.cleaned .standfirst { font-style: italic; }
.cleaned .subhead { font-weight: bold; }
</style>"""


def cleaned(blocks: pd.DataFrame, articles: pd.DataFrame):
    """Return every article as one page: what is kept as it stands, what was dropped struck through with its rule."""
    from IPython.display import HTML

    pages = [_page(article, blocks[blocks["article_id"] == article.article_id]) for article in articles.itertuples()]
    return HTML(f'{_STYLE}<div class="cleaned">{"".join(pages)}</div>')


def dropped(blocks: pd.DataFrame) -> pd.DataFrame:
    """Return how much each rule dropped: article_id, role, rule, stretches, characters; most first."""
    gone = blocks[~blocks["kept"]].assign(characters=blocks["text"].str.strip().str.len())
    counts = gone.groupby(["article_id", "role", "rule"], sort=False)["characters"].agg(
        stretches="size", characters="sum"
    )
    return counts.reset_index().sort_values("characters", ascending=False, kind="stable", ignore_index=True)


def _page(article, blocks: pd.DataFrame) -> str:
    share = article.kept_chars / max(article.raw_chars, 1)
    said = f"{article.kept_chars:,} of {article.raw_chars:,} characters kept ({share:.0%})"
    lines = "".join(_line(block) for block in blocks.itertuples() if block.text.strip())
    head = f"<h3>{escape(article.outlet)} <small>({escape(article.article_id)})</small></h3>"
    return f"{head}<p><small>{said}</small></p>{lines}"


def _line(block) -> str:
    text = escape(" ".join(block.text.split()))
    if not block.kept:
        return f'<p><del>{text}</del><span class="role">{escape(block.role)}: {escape(block.rule)}</span></p>'
    role = "" if block.role == "body" else f'<span class="role">{escape(block.role)}</span>'
    return f'<p class="{escape(block.role)}">{text}{role}</p>'
