"""A local classifier: a real, very small transformers model, made here; it knows nothing, but it answers."""

import pytest

from newsangle.judges import ClassifierJudge, JudgeError, Question, open_judge

pytest.importorskip("torch", reason="the extra newsangle[transformers] is not installed")
transformers = pytest.importorskip("transformers", reason="the extra newsangle[transformers] is not installed")

TEXTS = (("first", "Twelve people were hurt."), ("second", "Fourteen people were hurt."))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of a model with the labels of natural language inference and random weights."""
    folder = tmp_path_factory.mktemp("tiny-nli")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "twelve", "fourteen", "people", "were", "hurt", "."]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    transformers.BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    labels = ["entailment", "neutral", "contradiction"]
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        id2label=dict(enumerate(labels)), label2id={label: i for i, label in enumerate(labels)},
    )  # fmt: skip
    transformers.set_seed(1)
    transformers.BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_a_model_in_a_folder_answers_questions_about_two_texts_and_gives_the_same_again(folder):
    judge = open_judge(str(folder))
    questions = [
        Question("relation", TEXTS),
        Question("speaker", (("content", "x"),), ("A",)),
        *[Question("relation", TEXTS)] * 20,
    ]
    first, speaker, *others = judge.judge(questions)
    assert first.answer in ("agree", "conflict", "unclear") and 1 / 3 <= first.confidence <= 1
    assert len(first.version) == 12 and speaker is None and others == [first] * 20
    assert open_judge(str(folder)).judge(questions[:1]) == [first]


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(JudgeError, match="No classifier"):
        ClassifierJudge(str(tmp_path)).judge([Question("relation", TEXTS)])
