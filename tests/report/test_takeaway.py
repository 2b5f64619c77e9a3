"""The citation, the data package and the summary that lie beside the page."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from newsangle.report import event_tables, write_datapackage, write_summary
from newsangle.report.takeaway import citation
from newsangle.tables import TABLES
from newsangle.texts.events import load_event


def test_the_data_package_describes_every_csv_beside_it(ferry_event):
    package = json.loads(write_datapackage(ferry_event).read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package" and package["title"] == "The ferry at Varn"
    for resource in package["resources"]:
        frame = pd.read_csv(ferry_event.report / resource["path"])
        assert list(frame) == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["schema"]["primaryKey"] == list(TABLES[resource["name"]].key)
    relation = next(r for r in package["resources"] if r["name"] == "shared_claims")["schema"]["fields"][2]
    assert "conflict" in relation["constraints"]["enum"]


def test_the_summary_says_what_the_top_of_the_page_says(ferry_event):
    text = write_summary(ferry_event, event_tables(ferry_event)).read_text(encoding="utf-8")
    for said in (
        "# The ferry at Varn",
        "**Harbour Post** (6 May 2024, 59 words): Ferry strikes pier, 40 hurt",
        "**The two outlets agree on one point",
        "- How many people were hurt: 40 (Harbour Post) / 25 (Varn Courier)",
        "- When the ferry left the island (Harbour Post and Varn Courier)",
        "## Only here",
    ):
        assert said in text


def test_nothing_in_a_text_becomes_markdown_or_html(frightful_event):
    text = write_summary(frightful_event, event_tables(frightful_event)).read_text(encoding="utf-8")
    assert "<script" not in text.replace("\\<", "") and "](javascript" not in text


@pytest.mark.parametrize("title", ["The {ferry} & \\the #1 pier", "50 % of $10_000"])
def test_a_citation_names_the_articles_and_stays_valid_bibtex(ferry_event, title):
    event = replace(load_event(ferry_event.raw), title=title)
    cited = citation(event, event_tables(ferry_event)["articles"], "ferry", {"fingerprint": "ab" * 32})
    assert "2 articles from Harbour Post and Varn Courier" in cited.text and "inputs abababababab" in cited.text
    assert cited.bibtex.count("{") == cited.bibtex.count("}")
    assert not [c for c in "&%$#_" if f" {c}" in cited.bibtex]
