"""Pupils' pages can be read at about 13: a Flesch–Kincaid grade of 8 or lower (Kincaid and others 1975).

Counted are whole sentences of the pages' own text, of everything the scripts can say, and of the sheets to print; the
articles and quotations from them are not.
"""

import re

import pytest
import yaml
from classroom.conftest import INVENTED
from lxml import html

from newsangle.classroom import read_lesson
from newsangle.classroom.pages import TEMPLATES
from newsangle.classroom.sheets import words
from newsangle.paths import RAW
from newsangle.texts import load_event

HIGHEST = 8.0
PUPILS = ("read", "lesson", "code", "discuss")
SAMPLE = "istanbul-talks-2025-06"


def syllables(word: str) -> int:
    """Return the syllables of a word: runs of vowels, without a silent e."""
    word = re.sub(r"[^a-z]", "", word.lower())
    runs = len(re.findall(r"[aeiouy]+", word))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxzh]es$", word) is not None
    return max(1, runs - silent)


def grade(sentences: list[str]) -> float:
    """Return the Flesch–Kincaid grade of sentences."""
    found = [word for sentence in sentences for word in re.findall(r"[A-Za-z][A-Za-z’'-]*", sentence)]
    return 0.39 * len(found) / len(sentences) + 11.8 * sum(map(syllables, found)) / len(found) - 15.59


def sentences(text: str) -> list[str]:
    """Return what ends like a sentence; labels and headings are no sentences and would lower the grade."""
    found = re.findall(r"[^.!?:]+[.!?:](?=[\s”)]|$)", " ".join(text.split()))
    return [one for one in found if len(one.split()) > 2]


def own_text(page) -> str:
    """Return the text of a page without articles, data and script, a line for each block."""
    tree = html.parse(str(page)).getroot()
    for element in tree.xpath("//*[contains(@class, 'from-text')] | //script | //style | //footer | //mark"):
        element.drop_tree()
    for button in tree.xpath("//*[@class='meaning']"):
        button.drop_tree()
    return "\n".join(block.text_content() for block in tree.xpath("//p | //li | //legend | //label | //blockquote"))


def by_script(name: str) -> str:
    script = (TEMPLATES / f"{name}.js").read_text("utf-8")
    return "\n".join(re.findall(r'["`]([A-Z][^"`]*[.!?])["`]', script))


@pytest.mark.parametrize("name", PUPILS)
def test_a_page_can_be_read_at_thirteen(march, name):
    text = own_text(march / f"{name}.html") + "\n" + by_script(name)
    assert len(sentences(text)) > 5 and grade(sentences(text)) <= HIGHEST


def test_the_codebook_and_the_glossary_can_be_read_at_thirteen():
    kept = {name: part for name, part in words().items() if name != "nicknames"}
    text = re.sub(r"[-\[\]'\"]+|\w+: ", " ", yaml.safe_dump(kept, allow_unicode=True, width=10_000))
    assert grade(sentences(text)) <= HIGHEST


@pytest.mark.parametrize("event", [*INVENTED, SAMPLE])
def test_the_exercises_can_be_read_at_thirteen(event):
    lesson = read_lesson(RAW / event)
    said = [
        text
        for exercise in lesson.exercises.values()
        for text in (exercise.text, exercise.otherwise, exercise.well_done, *exercise.wrong.values())
    ]
    text = " ".join([*said, *(question.ask for question in lesson.talk)])
    assert grade(sentences(text)) <= HIGHEST


@pytest.mark.parametrize("event", INVENTED)
def test_the_invented_articles_can_be_read_by_pupils(event):
    for article in load_event(RAW / event).articles:
        assert grade(sentences(article.raw)) <= HIGHEST


def test_the_formula_knows_simple_and_hard_text():
    assert grade(sentences("The cat sat on the mat. It saw a dog.")) < 2
    assert (
        grade(sentences("Institutional considerations necessitate comprehensive organisational accountability.")) > 15
    )
