"""Exports of Nexis, Factiva and ProQuest: one file, many articles, each with its fields."""

import pytest

from newsangle.readers import read_file
from newsangle.readers.archives import split_archive

STORY = [
    "The river rose on Monday night and flooded the old town, the police said.",
    "Nobody was hurt, the mayor said.",
]


def nexis_classic(i: int) -> str:
    return f"""
                               {i} of 2 DOCUMENTS


                              Vale Post (Vale)

                             March {i}, 2025 Monday
                                 1 Edition;
                                  Northern

River floods town {i}

BYLINE: Jane Roe

SECTION: NEWS; Pg. 7

LENGTH: 22 words

The river rose on Monday night and flooded
the old town, the police said.

Nobody was hurt, the mayor said.

LOAD-DATE: March 4, 2025

LANGUAGE: ENGLISH

                           Copyright 2025 Vale Post
                              All Rights Reserved
"""


def nexis_new(i: int) -> str:
    return f"""
River floods town {i}
Vale Post (Vale)
March {i}, 2025 Monday 9:20 AM GMT

Copyright 2025 Vale Post All Rights Reserved

Section: NEWS; Pg. 7
Length: 22 words
Byline: Jane Roe
Body

{STORY[0]}

{STORY[1]}
Load-Date: March 4, 2025

End of Document
"""


def factiva_coded(i: int) -> str:
    return (
        f"HD\nRiver floods town {i}\n\nBY  By Jane Roe\n\nWC\n22 words\n\nPD\n{i} March 2025\n\nSN\n"
        f"Vale Post (Vale)\n\nLA\nEnglish\n\nLP\n{STORY[0]}\n\nTD\n{STORY[1]}\n\nRE\nvale : Vale\n\nAN\n"
        f"Document VALP00002025030{i}el630000{i}\n\n"
    )


def factiva_plain(i: int) -> str:
    return (
        f"River floods town {i}\nBy Jane Roe\n22 words\n{i} March 2025\n09:20\nVale Post (Vale)\nVALP\n7\nEnglish\n"
        f"(c) 2025 Vale Post. All Rights Reserved.\n\n{STORY[0]}\n\n{STORY[1]}\n\n"
        f"Document VALP00002025030{i}el630000{i}\n\n"
    )


@pytest.mark.parametrize("export", [nexis_classic, nexis_new, factiva_coded, factiva_plain])
def test_every_article_is_read_with_its_fields(export):
    found = split_archive(export(1) + export(2), "export.txt")
    assert [f.place for f in found] == ["export.txt, article 1", "export.txt, article 2"]
    for i, article in enumerate(found, 1):
        assert (article.title, article.outlet, article.author) == (
            f"River floods town {i}",
            "Vale Post (Vale)",
            "Jane Roe",
        )
        assert "2025" in article.published
        assert article.text == "\n\n".join(STORY)


def test_the_list_of_contents_above_an_export_is_no_article():
    cover = "Date and Time: Monday\nDocuments (2)\n1. River floods town 1\nSearch Terms: river\n\n"
    assert [f.title for f in split_archive(cover + nexis_new(1) + nexis_new(2), "e.docx")] == [
        "River floods town 1",
        "River floods town 2",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "River floods town\n\n" + STORY[0],
        "HD\nIN\nCO\n",
        "Copyright 2025\n",
        "LENGTH: 9 words\n",
        "1 of 2 DOCUMENTS",
    ],
)
def test_other_texts_are_no_archives(text):
    assert split_archive(text, "a.txt") == []


def test_what_holds_no_story_is_left_out_by_name_and_the_others_are_read():
    head = "3 of 3 DOCUMENTS\n\nVale Post (Vale)\n\nMarch 5, 2025 Wednesday"
    letters = f"{head}\n\nLetters\n\nSECTION: NEWS\n\nLOAD-DATE: March 6, 2025\n"
    found = split_archive(nexis_classic(1) + nexis_classic(2) + letters, "e.txt")
    assert [type(item).__name__ for item in found] == ["Found", "Found", "LeftOut"]
    assert found[2].place == "e.txt, article 3" and "no text" in found[2].reason


@pytest.mark.parametrize(
    ("head", "outlet", "day"),
    [
        ("Vale Post\n\nMarch 1, 2025, Saturday, Late Edition - Final\n\n", "Vale Post", "March 1, 2025, Saturday"),
        ("Vale Post\n\n1. März 2025\n\nMarch 1, 2025\n\n", "Vale Post", "March 1, 2025"),
        (
            "Vale News Service\n\nNothing may be republished without\npermission of the service.\n\nMarch 1, 2025\n\n",
            "Vale News Service", "March 1, 2025",
        ),
    ],
)  # fmt: skip
def test_the_head_of_a_nexis_article_gives_outlet_and_day(head, outlet, day):
    body = f"River floods town\n\nGUESTS: Jane Roe\n\nLENGTH: 22 words\n\n{STORY[0]}\n\nLOAD-DATE: March 4, 2025\n"
    (found,) = split_archive(f"1 of 1 DOCUMENTS\n\n{head}{body}", "e.txt")
    assert (found.outlet, found.published, found.title) == (outlet, day, "River floods town")


def test_an_export_saved_as_a_page_is_read(tmp_path):
    lines = nexis_classic(1).replace("1 of 2", "1 of 1").split("\n\n")
    (tmp_path / "e.html").write_text(f"<html><body>{''.join(f'<p>{line}</p>' for line in lines)}</body></html>")
    (found,) = read_file(tmp_path / "e.html")
    assert (found.title, found.outlet, found.author) == ("River floods town 1", "Vale Post (Vale)", "Jane Roe")


def test_factiva_names_the_author_without_by():
    text = factiva_plain(1).replace("By Jane Roe", "Jane Roe").replace("River floods", "Geschichten\nRiver floods")
    (found,) = split_archive(text, "e.txt")
    assert (found.title, found.author) == ("River floods town 1", "Jane Roe")


PROQUEST = """Report Information from ProQuest
04 June 2025 09:12

{first}

River floods town
Author: Roe, Jane
ProQuest document link
Abstract: The river rose.
Full text: {one}
{two}
Subject: Floods; Rivers
Publication title: Vale Post; Vale
Publication date: Mar 3, 2025
ProQuest document ID: 1234
Copyright: Copyright Vale Post Mar 3, 2025

{second}

Boats on the square

ProQuest document link


FULL TEXT
{two}

DETAILS

Title: Boats on the square

Publication title: Island Times

Publication date: Mar 4, 2025

ProQuest document ID: 1235

LINKS
Linking Service
"""


@pytest.mark.parametrize("breaks", [("Document 1 of 2", "Document 2 of 2"), ("_" * 60, "_" * 60)])
def test_proquest_gives_its_articles(breaks):
    one, two = split_archive(PROQUEST.format(first=breaks[0], second=breaks[1], one=STORY[0], two=STORY[1]), "p.txt")
    assert (one.title, one.author, one.outlet, one.published) == (
        "River floods town",
        "Roe, Jane",
        "Vale Post",
        "Mar 3, 2025",
    )
    assert one.text.split("\n\n") == STORY
    assert (two.title, two.outlet, two.text) == ("Boats on the square", "Island Times", STORY[1])
