"""What the machine says of the invented events is true: every speaker, every equal answer, every conflict."""

import pytest
from classroom.conftest import INVENTED

from newsangle.tables import read

# Words of each quotation → who says them. Where the machine is unsure it may leave the speaker open.
SPEAKERS = {
    "harrowmere-bus-march": {
        "nine people in it": "Ruth Calder", "at their desks": "Martin Pell", "whole afternoon": "Martin Pell",
        "how strongly": "Joan Marsh", "Friday at noon": "Joan Marsh", "three times": "Amina Yusuf",
        "Nobody answered": "Amina Yusuf", "happiest crowd": "Lena Ortiz", "science club": "Amina Yusuf",
        "next bus": "Amina Yusuf", "I admire": "Ruth Calder", "play football": "Dev Malhotra",
        "football goes": "Dev Malhotra", "at the weekend": "Amina Yusuf", "lesson too": "Amina Yusuf",
    },
    "kelver-river-spill": {
        "since I was seven": "Piet Hollander", "and cried": "Piet Hollander", "from the colour": "Ines Faro",
        "as their drain": "Karin Dahl", "Mistakes were made": "Anton Reyes", "Marlow coughs": "Greta Lindqvist",
        "called sooner": "Anton Reyes", "The water is safe": "Hana Weiss", "Nobody should drink": "Hana Weiss",
        "a first step": "Karin Dahl",
    },
    "tarrendale-wolf": {
        "little ones": "Maureen Tate", "sleep again": "Maureen Tate", "finding my ewes": "Elin Brodie",
        "loses its fear": "Ivo Hartmann", "hardly ever": "Ivo Hartmann", "People come first": "Gordon Shaw",
        "before we act": "Gordon Shaw", "I don't hate": "Elin Brodie", "good fence": "Sunniva Aas",
        "dogs are lovely": "Elin Brodie", "at night": "Elin Brodie", "no fence at all": "Nadia Okoro",
        "not against farmers": "Nadia Okoro", "before it pays": "Nadia Okoro",
    },
}  # fmt: skip
# Answers that two texts or more give alike, and pairs that cannot both be true of one thing.
ALIKE = {
    "harrowmere-bus-march": ["20 May", "1.15 pm"],
    "kelver-river-spill": ["£40,000", "wells", "9.30 am", "three to five years"],
    "tarrendale-wolf": ["30 years"],
}
DIFFERENT = {
    "harrowmere-bus-march": [("400", "900"), ("400", "912"), ("nine", "140"), ("60,000", "85,000")],
    "kelver-river-spill": [
        ("2,000", "12,000"),
        ("3,200", "1,800"),
        ("3,000", "1,800"),
        ("240", "300"),
        ("pipe", "valve"),
    ],
    "tarrendale-wolf": [("17", "11"), ("50 kilos", "31 kilos"), ("male", "she"), ("rising", "stable"), ("30", "28")],
}


@pytest.mark.parametrize("event", INVENTED)
def test_quotations_have_their_speakers(invented, event):
    said = read(invented[event], "attributions").query("kind == 'direct'")
    known = SPEAKERS[event]
    named = 0
    for row in said.itertuples():
        speaker = next((name for words, name in known.items() if words in row.content), None)
        if speaker and isinstance(row.speaker, str):
            assert row.speaker.split()[-1] == speaker.split()[-1], row.content
            named += 1
    assert named >= 0.7 * len(said)


@pytest.mark.parametrize("event", INVENTED)
def test_equal_answers_are_found_and_conflicts_are_real(invented, event):
    shared = read(invented[event], "shared_claims")
    alike = " | ".join(shared.query("relation == 'agree'")["value"].dropna())
    assert [answer for answer in ALIKE[event] if answer.lower() not in alike.lower()] == []
    for _, row in shared.query("relation == 'conflict'").groupby("shared_id"):
        evidence = " ".join(row["evidence"])
        assert any(one in evidence and other in evidence for one, other in DIFFERENT[event]), evidence


@pytest.mark.parametrize(
    ("event", "one", "other"),
    [
        ("harrowmere-bus-march", "About 400", "More than 900"),
        ("kelver-river-spill", "2,000 litres", "12,000 litres"),
        ("tarrendale-wolf", "17 sheep", "11 sheep"),
        ("tarrendale-wolf", "50 kilos", "31 kilos"),
    ],
)
def test_counts_that_differ_are_pointed_at(invented, event, one, other):
    shared = read(invented[event], "shared_claims")
    differing = shared[shared["relation"].isin(["conflict", "check"]) & (shared["kind"] == "number")]
    rows = [" | ".join(own["value"].dropna()) for _, own in differing.groupby("shared_id")]
    assert any(one in row and other in row for row in rows)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("harrowmere-bus-march", "Police were called"),
        ("tarrendale-wolf", "wolf is removed"),
        ("tarrendale-wolf", "was killed on Monday"),
    ],
)
def test_a_passive_that_names_nobody_is_seen(invented, event, words):
    sentences = read(invented[event], "sentences")
    own = sentences[sentences["text"].str.contains(words, regex=False)]
    mentions = read(invented[event], "mentions").merge(own[["sentence_id"]]).query("function == 'patient'")
    assert set(mentions["voice"]) == {"passive without agent"}
