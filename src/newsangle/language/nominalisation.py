"""The verbs that nouns are made of ('deny' for 'denial'), by a list and never by cutting off endings."""

from functools import cache

from newsangle.language.lexicons import read_lexicon


def verb_of(lemma: str) -> str:
    """Return the verb that a noun is made of ('deny' for 'denial'); any other lemma itself.

    Other spellings of a verb are returned as the listed one ('criticize' for 'criticise' and 'criticism'). The list is
    lexicons/nominalisations.yml.
    """
    lemma = lemma.lower()
    return _verbs().get(lemma, lemma)


@cache
def _verbs() -> dict[str, str]:
    entries = read_lexicon("language", "nominalisations").items()
    return {noun: verb for verb, nouns in entries for noun in nouns}
