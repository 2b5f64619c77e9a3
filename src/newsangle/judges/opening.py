"""From what a user names to a judge."""

from pathlib import Path

from newsangle.judges.chat import ChatJudge
from newsangle.judges.classifier import ClassifierJudge
from newsangle.judges.questions import Judge, JudgeError


def open_judge(named: str, model: str = "", allow_remote: bool = False, tokens: int = 0) -> Judge:
    """Return the judge that a user names: the address of a server with a model's name, or a classifier.

    named: an address such as http://127.0.0.1:11434/v1, or the folder or name of a classifier. tokens: how many a
    server may use, read and written; 0 for no limit. Raises JudgeError.
    """
    if "://" in named:
        return ChatJudge(named, model, allow_remote, tokens)
    if not named.strip():
        raise JudgeError("Name a judge: the address of a server, or the folder of a classifier.")
    return ClassifierJudge(str(Path(named).expanduser()) if Path(named).expanduser().is_dir() else named)
