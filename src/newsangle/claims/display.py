"""The claim matrix for reading: a row a claim, a column an outlet, every cell a sentence that opens in its paragraph.

Everything that comes from a text is escaped. The filters are radio buttons and CSS, so the page needs no script; where
a viewer strips them, the whole table shows.
"""

from html import escape

import pandas as pd

from newsangle.tables import KINDS, RELATIONS, outlet_order, paragraphs

_STYLE = """<style>
.claims table{border-collapse:collapse;width:100%;table-layout:fixed}
.claims th,.claims td{border:1px solid #d0d0d0;padding:.4em .6em;text-align:left;vertical-align:top}
.claims th,.claims td{overflow-wrap:anywhere}
.claims th{background:#f5f5f5;color:#111}.claims mark{background:#fff3b0;color:inherit}
.claims summary{cursor:pointer}.claims p{margin:.3em 0;color:#444;font-size:.92em}
.claims .why{font-size:.92em}.claims label{margin-right:.8em}
.claims .badge{border-radius:.3em;padding:0 .4em;font-weight:600}
.claims .conflict .badge{background:#f6d5c5;color:#5c1a00}.claims .partial .badge{background:#f5e6b8;color:#4d3a00}
.claims .check .badge{background:#e6dcf2;color:#2f1a4d}
.claims .agree .badge{background:#cfe5f3;color:#00304f}
"""


def claim_table(shared: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, blocks: pd.DataFrame):
    """Return the matrix of shared claims as HTML to display; several cells of one outlet stand under each other."""
    outlets = [outlet for outlet in outlet_order(articles) if outlet in set(shared["outlet"])]
    if not outlets:
        return _html("<p>No claim was found in the texts of two outlets.</p>")
    paragraph = paragraphs(blocks, sentences)
    rows = "".join(_row(cells, outlets, paragraph) for _, cells in shared.groupby("shared_id", sort=False))
    header = "".join(f'<th scope="col">{_text(outlet)}</th>' for outlet in ["Claim", *outlets])
    return _html(f"{_filters(shared)}<table><thead><tr>{header}</tr></thead><tbody>{rows}</tbody></table>")


def _row(cells: pd.DataFrame, outlets: list[str], paragraph: dict[str, tuple[str, str, str]]) -> str:
    head = cells.iloc[0]
    corrected = (
        f"<p>Corrected by a reader: {_text(head['corrected'])}</p>" if isinstance(head["corrected"], str) else ""
    )
    columns = []
    for outlet in outlets:
        own = cells[cells["outlet"] == outlet]
        shown = "".join(_opening(_shown(cell), cell, paragraph) for cell in own.itertuples())
        columns.append(f"<td>{shown or '<p>not found in this text</p>'}</td>")
    relation, kind, why = head["relation"], head["kind"], _text(head["why"])
    return (
        f'<tr class="{relation} {kind}"><td><span class="badge">{relation}</span> {kind}<br>'
        f'<b>{_text(head["label"])}</b><div class="why">{why}</div>{corrected}</td>{"".join(columns)}</tr>'
    )


def _shown(cell) -> str:
    """Return an answer; a copied text is one voice with the text that it repeats."""
    return f"the text of {cell.copy_of}" if isinstance(cell.copy_of, str) else cell.value or cell.evidence


def only_here_table(
    only: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    blocks: pd.DataFrame,
    most: int = 10,
):
    """Return what one outlet alone tells as HTML to display: up to `most` claims each, the most salient first."""
    text = dict(zip(claims["claim_id"], claims["text"], strict=True))
    paragraph = paragraphs(blocks, sentences)
    parts = []
    for outlet in outlet_order(articles):
        own = only[only["outlet"] == outlet]
        rows = "".join(
            f"<tr><td>{row.salience:.2f}</td><td>{_opening(text[row.claim_id], row, paragraph)}</td></tr>"
            for row in own.head(most).itertuples()
        )
        rest = f"<p>… and {len(own) - most} more in the table only_here.</p>" if len(own) > most else ""
        parts.append(
            f"<h4>{_text(outlet)}: not found in the other texts</h4>"
            '<table><thead><tr><th scope="col" style="width:6em">Salience</th><th scope="col">Claim</th>'
            f"</tr></thead><tbody>{rows}</tbody></table>{rest}"
        )
    return _html("".join(parts))


def _filters(shared: pd.DataFrame) -> str:
    """Return radio buttons, one row for the relation and one for the kind, and the CSS that they steer."""
    rules, rows = [], []
    for name, values in (("relation", RELATIONS), ("kind", KINDS)):
        present = [value for value in values if value in set(shared[name])]
        buttons = [f'<label><input type="radio" name="claims-{name}" value="all" checked> every {name}</label>']
        for value in present:
            count = shared.loc[shared[name] == value, "shared_id"].nunique()
            buttons.append(
                f'<label><input type="radio" name="claims-{name}" value="{value}"> {value} ({count})</label>'
            )
            chosen = f'.claims:has(input[name="claims-{name}"][value="{value}"]:checked)'
            rules.append(f"{chosen} tbody tr:not(.{value}){{display:none}}")
        rows.append(f"<div>{''.join(buttons)}</div>")
    return f"<style>{''.join(rules)}</style>{''.join(rows)}"


def _opening(shown: str, row, paragraph: dict[str, tuple[str, str, str]]) -> str:
    """Return text that opens its sentence, marked, in its paragraph."""
    before, sentence, after = paragraph.get(row.sentence_id, ("", row.evidence, ""))
    return (
        f"<details><summary>{_text(shown)}</summary><p>{_text(before)}<mark>{_text(sentence)}</mark>{_text(after)}</p>"
        f"<p><small>{_text(row.claim_id)}</small></p></details>"
    )


def _text(value) -> str:
    return escape(str(value))


def _html(body: str):
    from IPython.display import HTML

    return HTML(f'{_STYLE}</style><div class="claims tex2jax_ignore mathjax_ignore">{body}</div>')
