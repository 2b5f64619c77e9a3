"""The table to read."""

from html.parser import HTMLParser

import pytest

from newsangle.claims.display import claim_table, only_here_table

HOSTILE = '=HYPERLINK("http://x","<script>alert(1)</script>") & <img src=x onerror=alert(1)>'


@pytest.fixture
def hostile(ferry):
    shared = ferry.shared.assign(evidence=HOSTILE, value=HOSTILE, why=HOSTILE, label=HOSTILE)
    return shared, ferry.only.assign(evidence=HOSTILE)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), set()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)


def test_every_cell_opens_its_sentence(ferry):
    page = claim_table(ferry.shared, ferry.articles, ferry.sentences, ferry.blocks).data
    assert page.count("<details>") == len(ferry.shared)
    assert "<mark>The vessel was carrying 214 passengers when it hit a rock.</mark>" in page
    assert 'value="conflict"' in page and "not found in this text" in page


def test_text_cannot_run(ferry, hostile):
    shared, only = hostile
    parsed = Tags()
    parsed.feed(claim_table(shared, ferry.articles, ferry.sentences, ferry.blocks).data)
    parsed.feed(
        only_here_table(only, ferry.claims.assign(text=HOSTILE), ferry.articles, ferry.sentences, ferry.blocks).data
    )
    assert not {"script", "img"} & parsed.tags
    assert not any(name.startswith("on") for name in parsed.attributes)


def test_most_are_shown(sample):
    page = only_here_table(sample.only, sample.claims, sample.articles, sample.sentences, sample.blocks, most=2).data
    assert page.count("<details>") == 4 and "more in the table only_here" in page
