"""'He' and 'she': the person last named who may be meant."""

from collections import deque

from newsangle.language import phrases
from newsangle.language.dependents import is_subject
from newsangle.texts.actors.mention import PRONOUN, Mention, Text
from newsangle.texts.actors.people import Person

_SEXES = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_LOOK_BACK = 4  # sentences in which a pronoun looks for its person


def find_pronouns(text: Text, mentions: list[Mention], named: dict[str, Person]) -> list[Mention]:
    """Give 'he' and 'she' the person last named who may be meant; the subject of a sentence comes first."""
    people = sorted((m for m in mentions if m.actor in named), key=lambda m: m.first, reverse=True)
    words, sentence = text.words, text.words.sentence
    recent: deque[Mention] = deque()
    found: list[Mention] = []
    for i, word in enumerate(words.text):
        sex = _SEXES.get(word.lower())
        if sex is None or words.pos[i] not in ("PRON", "DET"):
            continue
        while people and people[-1].first < i:
            recent.append(people.pop())
        while recent and sentence[i] - sentence[recent[0].first] > _LOOK_BACK:
            recent.popleft()
        fitting = [
            m for m in recent if named[m.actor].sex in (None, sex) and not phrases.in_one_clause(words, m.head, i)
        ]
        if fitting:
            best = max(fitting, key=lambda m: (_salience(text, m, named[m.actor].sex == sex), m.first))
            mention = Mention(i, i + 1, i, "PERSON", PRONOUN, best.actor)
            found.append(mention)
            recent.append(mention)
    return found


def _salience(text: Text, mention: Mention, sure: bool) -> float:
    """Return how likely a person is spoken of next: mentioned lately, as a subject, and known to be he or she; less
    likely after an aside ('Citing the pact, which Smith opposed, he said ...')."""
    words = text.words
    subject = is_subject(words, mention.head)
    aside = phrases.is_subject_of_relative(words, mention.head)
    return words.sentence[mention.first] + 0.6 * subject - 1.2 * aside + 0.5 * sure
