"""What a sentence denies, and what it only reports, supposes or plans."""

import pytest

from newsangle import language
from newsangle.language import negation


def syntax(text: str) -> language.Syntax:
    return language.syntax_of_doc(language.parse([(a, text[a:b]) for a, b in language.sentences(text)]))


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The sides did not agree.", {"agree"}),
        ("No deal was reached.", {"deal"}),
        ("No soldiers were killed.", {"soldiers", "killed"}),
        ("Nobody was hurt.", {"hurt"}),
        ("None of the hostages was freed.", {"freed"}),
        ("The city was not under attack.", {"attack"}),
        ("He is not guilty of murder, the court said.", {"guilty"}),
        ("The army did not attack or burn the village.", {"attack", "burn"}),
        ("The plan was not rejected and the mine opened.", {"rejected"}),
        ("The minister denied that they were exchanged.", {"exchanged"}),
        ("The minister ruled out a strike.", {"strike"}),
        ("He failed to stop the bus.", {"stop"}),
        ("The board is unable to approve the deal.", {"approve"}),
        ("Police stopped him from leaving.", {"leaving"}),
        ("He left without paying.", {"paying"}),
        ("He does not think the plan will work.", {"work"}),
        ("It was not immediately clear who fired the shots.", {"clear"}),
        ("The sides agreed.", set()),
    ],
)
def test_a_negation_reaches_what_it_denies(text, denied):
    words = syntax(text)
    assert {words.text[i] for i in negation.negated(words)} == denied


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("He has never seen a crowd like this.", "like"),
        ("The club has not won since 1908.", "since"),
        ("They would not comment until Friday.", "until"),
        ("The rate may not rise by more than 2 per cent.", "more"),
        ("Not only miners marched.", "only"),
        ("The court did not convict him because the witness lied.", "because"),
    ],
)
def test_a_limited_negation_does_not_deny_the_whole(text, limit):
    words = syntax(text)
    assert [found.limit for found in negation.negations(words)] == [limit] and negation.negated(words) == {}


@pytest.mark.parametrize("text", ["He did not fail to stop the bus.", "She did not rule out a strike."])
def test_two_negations_cancel_each_other(text):
    assert negation.negated(syntax(text)) == {}


@pytest.mark.parametrize(
    ("text", "word", "states"),
    [
        ("Officials said the bridge had collapsed.", "collapsed", "reported"),
        ("The bridge collapsed, officials said.", "collapsed", "reported"),
        ("He allegedly fled.", "fled", "reported"),
        ("According to police, the man fled.", "fled", "reported"),
        ("If the talks fail, troops will attack.", "attack", "conditional planned"),
        ("He may resign.", "resign", "conditional"),
        ("He will resign on Monday.", "resign", "planned"),
        ("He is to resign on Monday.", "resign", "planned"),
        ("They want the mayor to resign.", "resign", "planned"),
        ("The union demanded the removal of the statue.", "removal", "planned"),
        ("He resigned.", "resigned", "asserted"),
        ("The man who fled may face a trial.", "fled", "asserted"),
        ("He may resign because he lied.", "lied", "asserted"),
        ("The mayor may resign, and his deputy took over.", "took", "asserted"),
        ("He may resign and leave.", "leave", "conditional"),
        ("The bridge is expected to reopen.", "reopen", "planned"),
        ("He said he would resign.", "resign", "reported planned"),
        ("A ban would hurt farmers.", "hurt", "conditional"),
        ("He did not resign.", "resign", ""),
    ],
)
def test_what_is_not_stated_as_a_fact(text, word, states):
    words = syntax(text)
    place = words.text.index(word)
    found = ("reported", "conditional", "planned", "asserted")
    assert " ".join(s for s in found if getattr(negation, f"is_{s}")(words, place)) == states


@pytest.mark.parametrize("text", ["", "not", "no no no no", "“”", "\x00", "never " * 300, "日本は"])
def test_survives_any_text(text):
    words = syntax(text)
    assert all(i < len(words) for i in negation.negated(words))


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("denial", "deny"),
        ("decision", "decide"),
        ("destruction", "destroy"),
        ("criticism", "criticize"),
        ("vote", "vote"),
    ],
)
def test_a_noun_is_its_verb(noun, verb):
    assert language.verb_of(noun) == language.verb_of(verb) == verb


@pytest.mark.parametrize(("one", "other"), [("police", "policy"), ("party", "part"), ("county", "count")])
def test_words_that_look_alike_are_not_one(one, other):
    assert language.verb_of(one) != language.verb_of(other)
