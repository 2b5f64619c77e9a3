"""Who may speak in an article: its named actors and the people it only describes, and where each appears."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from newsangle.language import Syntax, phrases, read_lexicon
from newsangle.texts.actors.mention import sex_of_given_name
from newsangle.texts.attribution.cues import is_inanimate
from newsangle.texts.attribution.parsed import ParsedText

_SEX_OF = {
    "he": "male", "him": "male", "his": "male", "himself": "male", "it": "neither", "its": "neither",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_HE_OR_SHE = frozenset(word for word, sex in _SEX_OF.items() if sex != "neither")
_KIND_OF = {
    "PERSON": "person", "ORG": "body", "NORP": "body", "GPE": "body", "LOC": "place", "FAC": "place",
    "person": "person", "group": "person", "body": "body",
}  # fmt: skip
_ENDINGS = {"body": ("maker",), "person": ("ist", "man", "woman", "ian", "or", "er")}
_TITLE, _ROLE, _FIRST_NAME, _PRONOUN = 3.0, 2.0, 1.5, 0.5  # what each kind of evidence for a sex counts


@dataclass
class Figure:
    """Somebody who may speak: an actor, or a person or body that is only described ('the pilot')."""

    name: str
    kind: str  # person, body, document, place
    named: bool
    places: list[int] = field(default_factory=list)  # heads of its appearances outside quotations, in order
    quoted: list[int] = field(default_factory=list)  # and of those inside
    nouns: set[str] = field(default_factory=set)  # the lemmas that describe it
    # male and female, by how strong the evidence is
    sexes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    plural: bool = False

    def last(self, before: int) -> int | None:
        """Return the head of the last appearance outside quotations before a token."""
        k = bisect_left(self.places, before)
        return self.places[k - 1] if k else None


@dataclass
class Cast:
    """The figures of an article, and which of them each token of a name belongs to."""

    figures: list[Figure]
    at: dict[int, Figure]
    rows: list[int]  # by sentence: how many sentences up to it have words outside quotations

    def mention(self, name: str, before: int) -> tuple[int, int] | None:
        """Return the tokens of the last mention of a named figure before a token."""
        figure = next((figure for figure in self.figures if figure.name == name and figure.named), None)
        last = figure.last(before) if figure else None
        if last is None:
            return None
        first = end = last
        while self.at.get(first - 1) is figure:
            first -= 1
        while self.at.get(end) is figure:
            end += 1
        return first, end


def cast(here: ParsedText, names: list) -> Cast:
    """Return who appears in an article; names are its mentions with start, end, actor, entity and form."""
    figures: dict[str, Figure] = {}
    at: dict[int, Figure] = {}
    for name in names:
        if name.form != "pronoun" and name.entity != "animal":
            first, last = here.token(name.start), here.token(name.end - 1) + 1
            kind = "person" if _is_full_name(here.words, first, last) else _KIND_OF.get(name.entity, "body")
            if kind == "person" and last - first == 1 and first and here.words.text[first - 1].lower() == "the":
                kind = "body"  # 'the Observer'
            figure = figures.setdefault(
                name.actor, Figure(name.actor, kind, name.form != "unnamed", plural=name.entity == "group")
            )
            at.update(dict.fromkeys(range(first, last), figure))
            head = here.words.root(first, last)
            (figure.quoted if here.is_quoted(head) else figure.places).append(head)
            _describe(here.words, figure, head, first, last)
    for figure, sex in list(_first_names(here, figures, at)):
        figure.sexes[sex] += _FIRST_NAME
    for figure in _described(here, at):
        figures.setdefault(f"{figure.name}\n", figure)  # no actor's name has a line break
    for figure in figures.values():
        figure.places.sort()
        figure.quoted.sort()
    _observe_pronouns(here, figures, at)
    return Cast(list(figures.values()), at, _rows(here))


def _is_full_name(words: Syntax, first: int, last: int) -> bool:
    """Return whether a name is a given name and another, whatever the model takes it for: 'Nadia Okoro'."""
    known = sex_of_given_name(words.text[first]) is not None
    return known and last - first == 2 and kind_of(words.text[last - 1].lower()) is None


def kind_of(lemma: str) -> str | None:
    """Return what a noun names: a person, a body, a document, or None for what can't be told."""
    found = next((kind for kind in ("person", "body", "document") if lemma in _lists()[kind]), None)
    if found is None:
        found = next((kind for kind, endings in _ENDINGS.items() if len(lemma) > 5 and lemma.endswith(endings)), None)
    return found


def role_of(lemma: str) -> str:
    """Return one word for titles and roles that mean the same: 'representative' and 'Rep.' are 'congressman'."""
    lemma = lemma.rstrip(".")
    lemma = _lists()["short"].get(lemma, lemma)
    return _lists()["same_role"].get(lemma, lemma)


def sex_of(word: str) -> str | None:
    """Return the sex that a pronoun, title or noun tells: 'male', 'female' or None."""
    word = word.lower().rstrip(".")
    return _SEX_OF.get(word) or next((sex for sex in ("female", "male") if word in _lists()[sex]), None)


def _describe(words: Syntax, figure: Figure, head: int, first: int, last: int) -> None:
    """Note the nouns that describe a figure where it is named: before the name, in apposition, or after 'is'."""
    around = [*phrases.before_name(words, head, first), *range(max(0, first - 1), first)]
    for noun in phrases.appositions(words, head):
        around += [noun, *phrases.attributes(words, noun)]
    around += phrases.predicate_nouns(words, head)
    for i in (*around, *range(first, last - 1)):  # a label may begin with a title: 'Ms. Roe'
        if words.pos[i] in ("NOUN", "PROPN", "ADJ") and not head <= i < last:
            figure.nouns.add(role_of(words.lemma[i]))
            if (sex := sex_of(words.text[i])) and figure.kind == "person":
                figure.sexes[sex] += _TITLE if first - 1 <= i < last else _ROLE
    if figure.kind != "person" or not figure.named:
        figure.nouns.update(map(role_of, words.lemma[first:last]))
    if not figure.named and (sex := sex_of(words.text[head])):
        figure.sexes[sex] += _TITLE


def _first_names(here: ParsedText, figures: dict[str, Figure], at: dict[int, Figure]) -> Iterator[tuple[Figure, str]]:
    """Yield the people whose first name is a man's or a woman's. A name that somebody of the article bears as the
    family name, or is called by alone, says nothing: 'Kim Jong Un', 'Kim'."""
    alone = {here.words.text[i].lower() for i in at if at.get(i - 1) is not at[i] and at.get(i + 1) is not at[i]}
    people = [figure for figure in figures.values() if figure.kind == "person" and len(figure.name.split()) > 1]
    families = {figure.name.lower().split()[-1] for figure in people} | _lists()["family"]
    for figure in people:
        first, family = (figure.name.lower().split()[i] for i in (0, -1))
        if first in families or (first in alone and family not in alone):
            continue
        if sex := sex_of_given_name(first):
            yield figure, sex


def _described(here: ParsedText, at: dict[int, Figure]) -> Iterator[Figure]:
    """Yield the people and bodies that are described and not named, 'the pilot' being one in the whole article."""
    found: dict[str, Figure] = {}
    words = here.words
    for i, lemma in enumerate(words.lemma):
        kind = kind_of(lemma) if words.pos[i] == "NOUN" and i not in at else None
        if kind is None or is_inanimate(words, i) or phrases.is_attached_noun(words, i) or _is_about_name(words, i, at):
            continue
        phrase = range(max(words.phrase(i)[0], i - 4), i + 1)
        name = " ".join(words.text[j] for j in phrase if words.pos[j] in ("NOUN", "ADJ", "PROPN"))
        figure = found.setdefault(lemma, Figure(name, kind, False, plural=words.tag[i] in ("NNS", "NNPS")))
        (figure.quoted if here.is_quoted(i) else figure.places).append(i)
        figure.nouns.update(role_of(words.lemma[j]) for j in phrase if words.pos[j] in ("NOUN", "ADJ"))
        if sex := sex_of(words.text[i]):
            figure.sexes[sex] += _TITLE
    yield from found.values()


def _is_about_name(words: Syntax, noun: int, at: dict[int, Figure]) -> bool:
    """Return whether a noun is next to a name that it describes: 'the pilot, Ann Roe'."""
    after = at.get(noun + 1)
    return (after is not None and after.kind == "person") or any(j in at for j in phrases.joined_nouns(words, noun))


def _observe_pronouns(here: ParsedText, figures: dict[str, Figure], at: dict[int, Figure]) -> None:
    """Count 'he' and 'she' for the only person named in the same sentence before them, outside quotations, up to one
    that must be somebody else ('Roe told her'), and at the beginning of the next sentence."""
    words = here.words
    before: set[str] = set()  # who is named in the sentence before
    for sentence in words.sentences():
        first = words.text[sentence[0]].lower()
        if len(before) == 1 and first in _HE_OR_SHE:
            figures[next(iter(before))].sexes[_SEX_OF[first]] += _PRONOUN
        named = {at[i].name for i in range(*sentence) if i in at and at[i].kind == "person"}
        before = named if first not in _HE_OR_SHE else named or before
        last = None
        for i in range(*sentence):
            figure = at.get(i)
            if figure is not None and figure.kind == "person":
                if last is not None and at[last] is not figure:
                    break
                last = i
            elif last is not None and words.text[i].lower() in _HE_OR_SHE and not here.is_quoted(i):
                if phrases.in_one_clause(words, last, i):
                    break
                at[last].sexes[_SEX_OF[words.text[i].lower()]] += _PRONOUN


def _rows(here: ParsedText) -> list[int]:
    """Return for every sentence how many sentences up to it have words outside quotations."""
    words = here.words
    told = {words.sentence[i] for i, text in enumerate(words.text) if text.isalpha() and not here.is_quoted(i)}
    rows, count = [], 0
    for sentence in range(max(words.sentence, default=-1) + 1):
        count += sentence in told
        rows.append(count)
    return rows


@cache
def _lists() -> dict:
    """Return the word lists of lexicons/speakers.yml, with the roles of lexicons/people.yml."""
    own, people = read_lexicon("texts/attribution", "speakers"), read_lexicon("texts", "people")
    lists = {name: frozenset(words) for name, words in own.items() if name != "short"}
    lists["person"] |= frozenset(people["roles"])
    same = {word: words[0] for words in people["same_role"] for word in words}
    return lists | {"short": own["short"], "same_role": same}
