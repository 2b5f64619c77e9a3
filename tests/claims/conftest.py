"""Two events read once for all tests: the sample, and one written for the purpose, told by three outlets."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from newsangle import claims
from newsangle.claims import sentences
from newsangle.claims.sentences import Sentences
from newsangle.texts import reading
from newsangle.texts.events import load_event

EVENT = """
title: A ferry runs aground
date: 2024-03-06
articles:
  - {id: morning, file: morning.txt, outlet: Morning Post, published: 2024-03-06}
  - {id: evening, file: evening.txt, outlet: Evening Star, published: 2024-03-06}
  - {id: harbour, file: harbour.txt, outlet: Harbour Gazette, published: 2024-03-08}
"""
TEXTS = {
    "morning": """Ferry runs aground off Lindholm

The ferry Aurora ran aground off the island of Lindholm on Tuesday evening. At least nine passengers were injured, the coast guard said.

The vessel was carrying 214 passengers when it hit a rock. Rescuers needed 90 minutes to bring everybody ashore.

The harbour master Ingrid Solberg denied that the radar had failed. The repair of the hull will cost 4 million euros.

A dog named Bosun jumped overboard and swam to the beach.
""",  # noqa: E501
    "evening": """Aurora grounding leaves passengers hurt

On March 5 the ferry Aurora ran aground near Lindholm island. Twelve passengers were injured, according to the coast guard.

The ship was carrying 187 passengers when it struck a rock. It took rescuers an hour and a half to bring everyone ashore.

Engineers found that the radar had failed before the accident. The shipping line will replace the captain in April.
""",  # noqa: E501
    "harbour": """Aurora back in port after grounding

The ferry Aurora, which ran aground off Lindholm on 5 March, was towed back to port on Thursday. The shipping line Nordvik will sell the vessel, its director Per Dahl said.
""",  # noqa: E501
}

VOTE = {
    "morning": """Olsen wins the vote in Merania

Karl Olsen won the election in Merania on Sunday. Turnout was 71 per cent, the highest since 1994.

Olsen, 61, thanked his voters. He will be sworn in on 3 May.

The town hall was badly damaged by a fire because of a loose cable, firemen said.

About 40,000 people marched to the palace, the union said. Two people were killed in riots near the port.

A clerk reportedly burned the ballots of Nordby. The bank raised its interest rate in 1994.

The quota for cod will fall next year. The mayor of Nordby resigned.

Two managers of the bank were acquitted of fraud by the court in Nordby.
""",
    "evening": """Merania elects Karl Olsen

Karl Olsen won the election in Merania. Turnout was about 65 per cent.

Olsen, 62, thanked his voters. No date has been set for his inauguration. The town hall was undamaged.

The fire in the town hall was caused by a loose cable. About 25,000 people marched to the palace, police said.

A clerk burned the ballots of Nordby. The bank cut its interest rate on Monday.

The quota for herring will rise next year. The mayor of Sandby did not resign.

One manager of the bank was convicted of fraud by the court in Nordby.
""",
    "harbour": """After the vote in Merania

Karl Olsen was elected on Sunday. Six people were killed in riots near the port.
""",
}
STRIKE = {
    "morning": """Northern forces strike harbour of Port Amsel, killing 14

Northern forces attacked the harbour of Port Amsel with drones early on Tuesday, killing at least 14 people and wounding 30, the regional governor said.

Governor Ilse Marten told reporters that two rockets hit a grain terminal and that a third struck an apartment block.

Its spokesman, Colonel Davit Orlan, said that the strike destroyed an ammunition depot.

Traders said that prices could rise by 8 per cent if the terminal stays shut for more than a month.

The attack came a day before talks in Geneva at which both sides were to discuss a truce of 30 days.
""",  # noqa: E501
    "evening": """Depot destroyed in Port Amsel, 14 dead

A northern strike destroyed an ammunition depot in the harbour of Port Amsel on Tuesday, the defence ministry said. Southern officials put the number of dead at 14.

The governor of the region, Ilse Marten, spoke of two rockets that had fallen on a grain terminal.

Talks on a truce of three weeks are to begin in Geneva on Thursday. Grain prices rose by 3 per cent on Tuesday.
""",  # noqa: E501
    "harbour": """17 dead as missiles hit sleeping families in Port Amsel

The death toll from the northern assault on Port Amsel rose to 17 on Thursday as rescuers dug through the ruins of an apartment block, the governor's office said.

Governor Ilse Marten accused the northern army of deliberately bombing civilians.

A spokesman for the northern defence ministry, Davit Orlan, claimed that a depot had been hit.
""",  # noqa: E501
}
ADDED = "Islanders brought blankets and hot soup to the school gymnasium."


def compared(event, tables: dict, corrections=()) -> SimpleNamespace:
    """Return an event's tables with its claims, the shared ones and those told by one outlet alone."""
    listed = claims.tabulate_claims(
        tables["sentences"], tables["tokens"], tables["articles"], tables["attributions"], tables["mentions"]
    )
    found = claims.compare_claims(listed, tables["sentences"], tables["tokens"], tables["articles"], corrections)
    return SimpleNamespace(
        **tables, **found._asdict(), event=event, claims=listed, shared=found.shared_claims, only=found.only_here
    )


def written(folder: Path, event: str, texts: dict[str, str]) -> SimpleNamespace:
    """Write an event, read it and compare its claims."""
    folder.mkdir()
    (folder / "event.yml").write_text(event, encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    loaded = load_event(str(folder))
    return compared(loaded, reading.read(loaded))


@pytest.fixture(scope="session")
def ferry(tmp_path_factory) -> SimpleNamespace:
    return written(tmp_path_factory.mktemp("events") / "ferry", EVENT, TEXTS)


@pytest.fixture(scope="session")
def copied(tmp_path_factory) -> SimpleNamespace:
    """The ferry with an outlet that prints the first one's text, with another cost and a sentence of its own."""
    event = EVENT + "  - {id: island, file: island.txt, outlet: Island Echo, published: 2024-03-07}\n"
    copy = TEXTS["morning"].replace("4 million", "6 million") + f"\n{ADDED}\n"
    return written(tmp_path_factory.mktemp("events") / "copied", event, TEXTS | {"island": copy})


@pytest.fixture(scope="session")
def vote(tmp_path_factory) -> SimpleNamespace:
    """An election that three outlets tell, with contradictions and with what only looks like one."""
    return written(tmp_path_factory.mktemp("events") / "vote", EVENT.replace("-03-0", "-04-0"), VOTE)


@pytest.fixture(scope="session")
def strike(tmp_path_factory) -> SimpleNamespace:
    """A strike whose dead are counted again two days later."""
    return written(tmp_path_factory.mktemp("events") / "strike", EVENT, STRIKE)


@pytest.fixture
def told_by_two(tmp_path) -> Callable[[str, str], SimpleNamespace]:
    """Return the tables of texts of one day by two outlets."""

    def compare(one: str, other: str) -> SimpleNamespace:
        entries = "".join(f"  - {{file: {name}.txt, outlet: {name}, published: 2024-03-07}}\n" for name in "ab")
        texts = {"a": f"{one}\n", "b": f"{other}\n"}
        return written(tmp_path / "two", f"title: Told by two\narticles:\n{entries}", texts)

    return compare


@pytest.fixture
def prepared(tmp_path) -> Callable[[str, str], Sentences]:
    """Return two sentences of two outlets ready to be compared, as rows 0 and 1."""
    made = count()

    def prepare(one: str, other: str) -> Sentences:
        folder = tmp_path / f"event{next(made)}"
        folder.mkdir()
        for name, text in (("a", one), ("b", other)):
            (folder / f"{name}.txt").write_text(f"{text}\n", encoding="utf-8")
        entries = "".join(f"  - {{file: {name}.txt, outlet: {name}, published: 2024-03-07}}\n" for name in "ab")
        (folder / "event.yml").write_text(f"title: Two\narticles:\n{entries}", encoding="utf-8")
        tables = reading.read(load_event(str(folder)))
        names = ("sentences", "tokens", "articles", "attributions", "mentions")
        listed = claims.tabulate_claims(*(tables[name] for name in names))
        return sentences.prepare(listed, tables["articles"], tables["sentences"], tables["tokens"])

    return prepare


@pytest.fixture
def facts_of(tmp_path) -> Callable[[str], pd.DataFrame]:
    """Tabulate the claims of one sentence."""

    def tabulate(sentence: str) -> pd.DataFrame:
        (tmp_path / "a.txt").write_text(sentence, encoding="utf-8")
        (tmp_path / "event.yml").write_text("title: A gale\ndate: 2024-03-06\narticles: [{file: a.txt, outlet: A}]\n")
        tables = reading.read(load_event(str(tmp_path)))
        names = ("sentences", "tokens", "articles", "attributions", "mentions")
        return claims.tabulate_claims(*(tables[name] for name in names))

    return tabulate


@pytest.fixture(scope="session")
def sample() -> SimpleNamespace:
    event = load_event("istanbul-talks-2025-06")
    return compared(event, reading.read(event))
