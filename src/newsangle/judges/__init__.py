"""Second opinions from a model that the user has: a language model's server or a local classifier. Off by default.

A judge sees only what the built-in methods are unsure of, at most a stated number of questions an event. Every answer
is kept in the event's folder (judgements.jsonl), so that a later run without the judge gives the same bytes.
"""

from newsangle.judges.chat import ChatJudge
from newsangle.judges.claims import second_opinions
from newsangle.judges.classifier import ClassifierJudge
from newsangle.judges.coding import CODER, fill
from newsangle.judges.judgements import Judgements, ask
from newsangle.judges.opening import open_judge
from newsangle.judges.questions import Judge, JudgeError, Judgement, Question
from newsangle.judges.speakers import name_speakers

__all__ = [
    "CODER",
    "ChatJudge",
    "ClassifierJudge",
    "Judge",
    "JudgeError",
    "Judgement",
    "Judgements",
    "Question",
    "ask",
    "fill",
    "name_speakers",
    "open_judge",
    "second_opinions",
]
