"""Labels are questions, or clauses that a reader understands alone."""

import pytest


def labels(event) -> list[str]:
    return event.shared_claims.drop_duplicates("shared_id")["label"].tolist()


@pytest.mark.parametrize(
    ("one", "other", "label"),
    [
        (
            "Nine passengers were injured when the ferry ran aground, the coast guard said.",
            "Nine passengers were injured as the ferry ran aground, the coast guard said.",
            "How many passengers were injured?",
        ),
        (
            "The ferry Aurora sank off Lindholm on March 5.",
            "The ferry Aurora sank near Lindholm on March 5.",
            "When did the ferry Aurora sink off Lindholm?",
        ),
        (
            "The firm raised its bid for the rail line to 47 billion dollars on Monday.",
            "The firm raised its bid for the rail line to about 38 billion dollars on Monday.",
            "The firm raised its bid for the rail line to how much on Monday?",
        ),
        (
            "The mayor of Halden, who has led the town since 1994, resigned after the report on the harbour.",
            "After the report on the harbour the mayor of Halden resigned.",
            "After the report on the harbour the mayor of Halden resigned",
        ),
        (
            "“We will rebuild the harbour of Halden,” Ingrid Solberg said.",
            "“We will rebuild the harbour of Halden,” said Ingrid Solberg.",
            "Ingrid Solberg: “We will rebuild the harbour of Halden”",
        ),
        (
            "Ingrid Solberg visited Halden. She criticised the repair of the old harbour wall.",
            "Ingrid Solberg visited Halden. She criticised the repair of the old harbour wall.",
            "Ingrid Solberg criticised the repair of the old harbour wall",
        ),
    ],
)
def test_label(told_by_two, one, other, label):
    assert label in labels(told_by_two(one, other))


@pytest.mark.parametrize("event", ["ferry", "vote", "strike", "sample"])
def test_labels_are_short_and_whole(event, request):
    for label in labels(request.getfixturevalue(event)):
        assert 0 < len(label) <= 113 and label[0] == label[0].upper()
        assert not label.endswith((",", " and", " the", "–"))
