"""Phrases, clauses and complements of a parsed sentence."""

import pytest

from newsangle import language
from newsangle.language import complements, phrases, verbs


def syntax(text: str) -> language.Syntax:
    return language.syntax_of_doc(language.parse([(a, text[a:b]) for a, b in language.sentences(text)]))


def shown(words: language.Syntax, span) -> str:
    return " ".join(words.text[slice(*span)])


def never(words: language.Syntax, i: int) -> bool:
    return False


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("The mayor said that the ferry sank.", "said", "mayor"),
        ("The mayor left, saying that the ferry sank.", "saying", "mayor"),
        ("The plan was praised by farmers.", "praised", "farmers"),
        ("The nurse who saw the crash wept.", "saw", "who"),
        ("The mayor went home and wrote a letter.", "wrote", "mayor"),
        ("The plan was praised.", "praised", None),
    ],
)
def test_a_verb_has_the_subject_of_its_clause_or_of_the_one_above(text, verb, who):
    words = syntax(text)
    found, _ = verbs.subject(words, words.text.index(verb), never)
    assert (None if found is None else words.text[found]) == who


def test_a_subject_that_is_unfit_gives_way_to_that_of_the_clause_above():
    words = syntax("She denied that the transfer of funds was odd, saying that the bank knew.")
    found, _ = verbs.subject(words, words.text.index("saying"), lambda words, i: words.lemma[i] == "transfer")
    assert found is not None and words.text[found] == "She"


def test_a_verb_group_holds_auxiliaries_negation_and_particle():
    words = syntax("The sides have not yet ruled out a deal.")
    assert shown(words, verbs.verb_group(words, words.text.index("ruled"))) == "have not yet ruled out"


def test_the_rest_of_a_clause_leaves_a_phrase_out():
    words = syntax("The ferry sank, according to police.")
    (rest, *_) = verbs.rest_of_clause(words, words.text.index("according"))
    assert shown(words, rest).startswith("The ferry sank")


def test_a_name_is_identified_by_what_follows_and_not_by_an_aside():
    words = syntax("Ada Holm, the mayor of Oslo, who left early, wept.")
    name = phrases.identifying_phrase(words, words.text.index("Holm"))
    assert shown(words, name).startswith("Ada Holm , the mayor of Oslo")
    assert [words.text[i] for i in phrases.appositions(words, words.text.index("Holm"))] == ["mayor"]


def test_what_a_sentence_says_that_somebody_is_not_is_left_out_on_demand():
    words = syntax("Ada Holm is not a doctor.")
    holm = words.text.index("Holm")
    assert [words.text[i] for i in phrases.predicate_nouns(words, holm)] == ["doctor"]
    assert phrases.predicate_nouns(words, holm, denied=False) == []


def test_the_complements_of_verb_noun_and_adjective():
    words = syntax("The mayor warned that the ferry is unsafe.")
    (clause,) = complements.of_verb(words, words.text.index("warned"))
    assert clause.name == "ccomp right" and shown(words, clause.content[0]) == "that the ferry is unsafe"
    words = syntax("Her claim that the ferry is unsafe was denied.")
    (clause,) = complements.of_noun(words, words.text.index("claim"))
    assert shown(words, clause.content[0]) == "that the ferry is unsafe"
    words = syntax("Workers are afraid of layoffs.")
    (of,) = complements.of_adjective(words, words.text.index("afraid"))
    assert of.name == "prep of" and of.preposition == words.text.index("of")


def test_a_complement_may_end_before_an_aside_and_after_what_follows():
    words = syntax("He said the ferry sank on Monday, while the crew slept.")
    (clause,) = [one for one in complements.of_verb(words, words.text.index("said")) if one.name == "ccomp right"]
    first, last = clause.content[0]
    shorter = {shown(words, (first, end.place)) for end in complements.shorter_ends(words, first, last)}
    longer = {
        shown(words, (first, end.place))
        for end in complements.longer_ends(words, last, None, len(words), prepositional=False)
    }
    assert "the ferry sank on Monday" in shorter | longer
    assert "the ferry sank on Monday , while the crew slept" in {text.rstrip(" .") for text in shorter | longer}


def test_the_root_of_a_range_is_never_a_mark_if_there_is_a_word():
    words = syntax("“ Never ,” she said.")
    assert words.text[words.root(0, 3)] == "Never"


def test_sentences_and_phrases_of_a_text():
    words = syntax("The ferry sank. The old crew slept.")
    assert [shown(words, span) for span in words.sentences()] == ["The ferry sank .", "The old crew slept ."]
    assert shown(words, words.phrase(words.text.index("crew"))) == "The old crew"
    assert words.sentence_of(len(words) - 1) == (4, 9)
    assert list(language.NO_WORDS.sentences()) == []
