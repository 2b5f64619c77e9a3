"""The claim matrix for reading: a row a claim, a column an outlet, every cell a sentence that opens in its paragraph.

Everything that comes from a text is escaped. The filters are radio buttons and CSS, so the page needs no script; where a
viewer strips them, the whole table shows.
"""

from html import escape

import pandas as pd

from newsangle.tables import KINDS, RELATIONS

_STYLE = """<style>
.claims table{border-collapse:collapse;width:100%;table-layout:fixed}
.claims th,.claims td{border:1px solid #d0d0d0;padding:.4em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.claims th{background:#f5f5f5;color:#111}.claims mark{background:#fff3b0;color:inherit}
.claims summary{cursor:pointer}.claims p{margin:.3em 0;color:#444;font-size:.92em}
.claims .why{font-size:.92em}.claims label{margin-right:.8em}
.claims .badge{border-radius:.3em;padding:0 .4em;font-weight:600}
.claims .conflict .badge{background:#f6d5c5;color:#5c1a00}.claims .partial .badge{background:#f5e6b8;color:#4d3a00}
.claims .agree .badge{background:#cfe5f3;color:#00304f}
"""


def claim_table(shared: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, blocks: pd.DataFrame):
    """Return the matrix of shared claims as HTML to display; a claim of more cells an outlet shows them under each other."""
    outlets = [o for o in articles["outlet"].unique() if o in set(shared["outlet"])]
    paragraph = _paragraphs(sentences, blocks)
    rows = []
    for _, cells in shared.groupby("shared_id", sort=False):
        head = cells.iloc[0]
        columns = "".join(
            f"<td>{''.join(_cell(c, paragraph) for c in cells[cells['outlet'] == outlet].itertuples()) or '<p>not found in this text</p>'}</td>"
            for outlet in outlets
        )
        rows.append(
            f'<tr class="{head["relation"]} {head["kind"]}"><td><span class="badge">{head["relation"]}</span> {head["kind"]}<br>'
            f'<b>{escape(head["label"])}</b><div class="why">{escape(head["why"])}</div></td>{columns}</tr>'
        )
    header = "".join(f'<th scope="col">{escape(outlet)}</th>' for outlet in outlets)
    table = f'<table><thead><tr><th scope="col">Claim</th>{header}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    return _html(_filters(shared) + table)


def only_here_table(
    only: pd.DataFrame, articles: pd.DataFrame, sentences: pd.DataFrame, blocks: pd.DataFrame, most: int = 10
):
    """Return what one outlet alone tells as HTML to display, the most salient first, up to `most` rows an outlet."""
    paragraph = _paragraphs(sentences, blocks)
    parts = []
    for outlet in articles["outlet"].unique():
        own = only[only["outlet"] == outlet]
        rows = "".join(
            f"<tr><td>{row.salience:.2f}</td><td>{_opening(row, paragraph)}</td></tr>"
            for row in own.head(most).itertuples()
        )
        rest = f"<p>… and {len(own) - most} more in the table only_here.</p>" if len(own) > most else ""
        parts.append(
            f'<h4>{escape(outlet)}: not found in the other texts</h4><table><thead><tr><th scope="col" style="width:6em">Salience</th>'
            f'<th scope="col">Sentence</th></tr></thead><tbody>{rows}</tbody></table>{rest}'
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
            rules.append(
                f'.claims:has(input[name="claims-{name}"][value="{value}"]:checked) tbody tr:not(.{value}){{display:none}}'
            )
        rows.append(f"<div>{''.join(buttons)}</div>")
    return f"<style>{''.join(rules)}</style>{''.join(rows)}"


def _cell(cell, paragraph: dict[str, tuple[str, str, str]]) -> str:
    shown = escape(str(cell.value)) if cell.value == cell.value and cell.value else escape(cell.evidence)
    before, sentence, after = paragraph.get(cell.sentence_id, ("", cell.evidence, ""))
    return f"<details><summary>{shown}</summary><p>{escape(before)}<mark>{escape(sentence)}</mark>{escape(after)}</p></details>"


def _opening(row, paragraph: dict[str, tuple[str, str, str]]) -> str:
    before, sentence, after = paragraph.get(row.sentence_id, ("", row.evidence, ""))
    return (
        f"<details><summary>{escape(row.evidence)}</summary><p>{escape(before)}<mark>{escape(sentence)}</mark>"
        f"{escape(after)}</p></details>"
    )


def _paragraphs(sentences: pd.DataFrame, blocks: pd.DataFrame) -> dict[str, tuple[str, str, str]]:
    """Return every sentence with what stands before and after it in its paragraph."""
    block = blocks.set_index("block_id")
    start, text = block["start"].to_dict(), block["text"].to_dict()
    return {
        s.sentence_id: (
            text[s.block_id][: s.start - start[s.block_id]].lstrip(),
            s.text,
            text[s.block_id][s.end - start[s.block_id] :].rstrip(),
        )
        for s in sentences.itertuples()
        if s.block_id in text
    }


def _html(body: str):
    from IPython.display import HTML

    return HTML(f'{_STYLE}</style><div class="claims">{body}</div>')
