"""An event → its tables: offsets, the sample's story, pages, agencies and overlaps."""

from dataclasses import replace

import pandas as pd
import pytest

from newsangle import load_event, tables
from newsangle.paths import Places
from newsangle.readers.pages import PageError, read_page
from newsangle.texts import EventError, duplicates, read
from newsangle.texts.reading import cleaned

BODY = [
    "The river rose above its banks on Monday night and flooded the old town, the police said.",
    "More than 300 people had to leave their houses, and the army sent boats and blankets to them.",
    "The mayor said that the water would fall by Friday, and that nobody had been hurt so far.",
]
PAGE = f"""<html><head><title>River floods town | The Example</title><meta name="author" content="Jane Smith">
<meta property="article:published_time" content="2025-03-02T08:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>River floods town</h1>{"".join(f"<p>{p}</p>" for p in BODY * 2)}</article>
<footer>Imprint</footer></body></html>"""


@pytest.fixture(scope="module")
def sample():
    return load_event("istanbul-talks-2025-06"), read(load_event("istanbul-talks-2025-06"))


def event(tmp_path, **texts: str):
    entries = "".join(f"- file: {name.replace('_', '.')}\n  outlet: {name}\n" for name in texts)
    (tmp_path / "event.yml").write_text(f"title: Flood\narticles:\n{entries}")
    for name, text in texts.items():
        (tmp_path / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return load_event(tmp_path)


def one_outlet(loaded):
    return replace(loaded, articles=tuple(replace(article, outlet="The Example") for article in loaded.articles))


def test_every_offset_leads_back_to_the_raw_text(sample):
    raws = {article.id: article.raw for article in sample[0].articles}
    for name in ("blocks", "sentences", "tokens"):
        for row in sample[1][name].itertuples():
            assert raws[row.article_id][row.start : row.end] == row.text


def test_the_tables_fit_their_schemas(sample, tmp_path):
    here = Places("e", tmp_path, tmp_path, tmp_path)
    for name, table in sample[1].items():
        tables.write(table, here, name)
        assert len(tables.read(here, name)) == len(table)


def test_tokens_hang_together_within_their_sentence(sample):
    for _, tokens in sample[1]["tokens"].groupby("sentence_id"):
        assert list(tokens["token"]) == list(range(len(tokens)))
        assert tokens["head"].between(0, len(tokens) - 1).all()


def test_the_sample_s_articles_are_summed_up(sample):
    articles = sample[1]["articles"].set_index("outlet")
    assert articles.loc["Türkiye Today", "headline"].startswith("Istanbul negotiations aimed")
    assert articles.loc["Türkiye Today", "byline"] == "By Newsroom"
    assert list(articles["sentences"]) == [20, 29]
    assert articles["wire"].isna().all() and articles["repeats"].isna().all()


def test_a_saved_page_gives_title_author_and_day(tmp_path):
    made = read(event(tmp_path, a_html=PAGE))
    article = made["articles"].iloc[0]
    assert (article.headline, article.byline) == ("River floods town", "Jane Smith")
    assert article.published == "2025-03-02T08:00:00+00:00"
    assert article.encoding == "html"
    assert list(made["sentences"]["text"]) == ["River floods town", *BODY]


@pytest.mark.parametrize("page", ["", "<html></html>", "<p>", "no markup"])
def test_a_page_without_an_article_is_an_error(page):
    with pytest.raises(PageError, match="no article"):
        read_page(page)


def test_one_agency_s_story_in_two_papers_is_one_voice(tmp_path):
    first = "River floods town\n\nGENEVA (AFP) - " + "\n\n".join(BODY)
    second = "Town under water\n\n" + "\n\n".join(BODY) + "\n\nWith inputs from Reuters"
    third = "Council meets\n\nThe council met on Tuesday and spoke about the new school for two hours, it said."
    articles = read(event(tmp_path, a_txt=first, b_txt=second, c_txt=third))["articles"].set_index("article_id")
    assert list(articles["wire"].fillna("")) == ["AFP", "Reuters", ""]
    assert list(articles["repeats"].fillna("")) == ["", "a", ""]
    assert articles.loc["b", "overlap"] > 0.7


def test_versions_of_one_story_by_one_outlet_keep_their_text(tmp_path):
    shared = ["The river rose on Monday night.", *BODY]
    texts = {
        f"v{i}_txt": "\n\n".join([f"River floods town: {what}", "Our menu", *shared, added])
        for i, (what, added) in enumerate(
            [
                ("what we know", "The school stays shut."),
                ("the first night", "A farmer lost his sheep."),
                ("the second day", "The army sent more boats on Tuesday."),
            ]
        )
    }
    made = read(one_outlet(event(tmp_path, **texts)))
    for i, text in enumerate(texts.values()):
        kept = made["sentences"].query(f"article_id == 'v{i}'")["text"].tolist()
        assert kept == [line for line in text.split("\n\n") if line != "Our menu"]
    articles = made["articles"].set_index("article_id")
    assert list(articles["repeats"].fillna("")) == ["", "v0", "v0"]
    assert (articles["overlap"].dropna() > 0.5).all()


def test_a_paragraph_in_all_of_an_outlet_s_stories_is_no_furniture(tmp_path):
    def story(subject: str) -> str:
        lines = [
            f"{subject} in the old town",
            f"{subject} was on the mind of everybody in the old town, she said.",
            f"What {subject} means for the farmers of the valley is not clear yet.",
        ]
        return "\n\n".join([*lines, BODY[0], "Since 1890"])

    files = {f"{name}_txt": story(name) for name in ("water", "fire", "wind")}
    for blocks in cleaned(one_outlet(event(tmp_path, **files)))[0].values():
        assert BODY[0] in " ".join(blocks.loc[blocks["kept"], "text"])
        assert "Since 1890" not in " ".join(blocks.loc[blocks["kept"], "text"])


def test_overlap_counts_the_shorter_text():
    words = [f"w{i}" for i in range(40)]
    found = duplicates.overlaps([" ".join(words), " ".join(words[:20]), "else altogether"])
    assert found.to_dict("records") == [{"first": 0, "second": 1, "overlap": 1.0}]
    assert isinstance(duplicates.overlaps([]), pd.DataFrame)


def test_an_article_of_which_nothing_is_kept_is_an_error(tmp_path):
    with pytest.raises(EventError, match=r"nothing of 'a.txt' looks"):
        read(event(tmp_path, a_txt="Advertisement\nShare on Facebook\n", b_txt=BODY[0]))


def test_an_article_without_a_story_is_left_out_while_two_outlets_remain(tmp_path):
    loaded = event(tmp_path, a_txt="Advertisement\nShare on Facebook\n", b_txt=BODY[0], c_txt=BODY[1])
    blocks, without_story = cleaned(loaded)
    assert list(blocks) == ["b", "c"] and [article.id for article in without_story] == ["a"]
    made = read(loaded)
    assert list(made["articles"]["article_id"]) == ["b", "c"]
    assert set(made["sentences"]["article_id"]) == set(made["blocks"]["article_id"]) == {"b", "c"}


@pytest.mark.parametrize(
    "text", ["Word", "一", "=1+1", "<b>x</b>", "a" * 3000, "\u200bodd\u200b", 'a"' * 300, "no stop " * 50]
)
def test_odd_articles_are_read(tmp_path, text):
    made = read(event(tmp_path, a_txt=text))
    assert set(made) == {"articles", "blocks", "sentences", "tokens", "attributions", "mentions"}
    assert "".join(made["blocks"]["text"]) == text
