#!/usr/bin/env python3
"""Records what PyPI's rwkv makes of small random RWKV-4, 5 and 6 models: Tests/Fixtures/oracle/rwkv-older.

    python3 -m venv .build/older && .build/older/bin/pip install rwkv numpy torch
    .build/older/bin/python tools/older_cases.py

For each kind a checkpoint NAME.pth in bf16, as its trainer saves it, and NAME.json: six sequences and the logits of every
position, computed in fp32.
"""

import dataclasses
import json
import math
import os
import pathlib
import tempfile

os.environ["RWKV_JIT_ON"] = "0"
os.environ["RWKV_CUDA_ON"] = "0"

import torch
from rwkv.model import RWKV

TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/Fixtures/oracle/rwkv-older"
LENGTHS = [1, 2, 5, 17, 33, 48]
KINDS = ["rwkv-4", "rwkv-5.0", "rwkv-5.1", "rwkv-5.2", "rwkv-6"]
#: Models whose files hold the states that layers start from.
TUNED = ["rwkv-5.2-state", "rwkv-6-state"]


@dataclasses.dataclass
class Shape:
    layers: int = 3
    width: int = 32
    head: int = 16
    ffn: int = 80
    tokens: int = 40
    rank: int = 4
    decay_rank: int = 6

    @property
    def heads(self):
        return self.width // self.head


class Random:
    """Numbers of the size that they have in trained models."""

    def __init__(self, seed, shape):
        self.generator = torch.Generator().manual_seed(seed)
        self.shape = shape

    def normal(self, *shape, deviation=1.0, mean=0.0):
        return mean + deviation * torch.randn(*shape, generator=self.generator)

    def share(self):
        return torch.rand(1, 1, self.shape.width, generator=self.generator)

    def matrix(self, outputs, inputs, scale):
        return self.normal(outputs, inputs, deviation=scale / math.sqrt(inputs))


def norm(random, name, scale=1.0):
    width = random.shape.width
    return {
        f"{name}.weight": random.normal(width, deviation=0.15 * scale, mean=scale),
        f"{name}.bias": random.normal(width, deviation=0.05),
    }


def recurrence(random, kind):
    """The vectors and low-rank matrices of a time mix, without `att.`."""
    width, heads, head = random.shape.width, random.shape.heads, random.shape.head
    rank, decay_rank = random.shape.rank, random.shape.decay_rank
    if kind == "rwkv-4":
        return {
            "time_decay": random.normal(width, deviation=1.5, mean=-1.0),
            "time_first": random.normal(width, deviation=0.5, mean=-1.0),
        } | {f"time_mix_{letter}": random.share() for letter in "kvr"}
    if kind in ("rwkv-5.0", "rwkv-5.1"):
        bonus = "time_first" if kind == "rwkv-5.0" else "time_faaaa"
        return {
            "time_decay": random.normal(heads, deviation=1.5, mean=-1.5),
            bonus: random.normal(heads, deviation=0.5, mean=-0.5),
        } | {f"time_mix_{letter}": random.share() for letter in ("kvr" if kind == "rwkv-5.0" else "kvrg")}
    vectors = {
        "time_faaaa": random.normal(heads, head, deviation=0.5),
        "time_decay": random.normal(heads, head, deviation=1.5, mean=-1.5),
    }
    if kind == "rwkv-5.2":
        return vectors | {f"time_mix_{letter}": random.share() for letter in "kvrg"}
    vectors["time_decay"] = vectors["time_decay"].reshape(1, 1, width)
    return (
        vectors
        | {f"time_maa_{letter}": random.share() for letter in "xwkvrg"}
        | {
            "time_maa_w1": random.normal(width, 5 * rank, deviation=0.6 / math.sqrt(width)),
            "time_maa_w2": random.normal(5, rank, width, deviation=0.6 / math.sqrt(rank)),
            "time_decay_w1": random.normal(width, decay_rank, deviation=0.7 / math.sqrt(width)),
            "time_decay_w2": random.normal(decay_rank, width, deviation=0.8 / math.sqrt(decay_rank)),
        }
    )


def checkpoint(random, kind):
    is_tuned = kind.endswith("-state")
    kind = kind.removesuffix("-state")
    width, ffn, tokens = random.shape.width, random.shape.ffn, random.shape.tokens
    weights = {"emb.weight": random.normal(tokens, width, deviation=0.3)}
    for layer in range(random.shape.layers):
        parts = norm(random, "ln0") if layer == 0 else {}
        parts |= norm(random, "ln1") | norm(random, "ln2")
        parts |= {f"att.{name}": tensor for name, tensor in recurrence(random, kind).items()}
        for name, scale in [("receptance", 0.7), ("key", 0.7), ("value", 0.7), ("output", 0.6)]:
            parts[f"att.{name}.weight"] = random.matrix(width, width, scale)
        if kind not in ("rwkv-4", "rwkv-5.0"):
            parts["att.gate.weight"] = random.matrix(width, width, 0.7)
        if kind != "rwkv-4":
            parts |= norm(random, "att.ln_x", 0.6)
        mix = "time_maa" if kind == "rwkv-6" else "time_mix"
        parts |= {f"ffn.{mix}_k": random.share(), f"ffn.{mix}_r": random.share()}
        parts["ffn.key.weight"] = random.matrix(ffn, width, 0.8)
        parts["ffn.value.weight"] = random.matrix(width, ffn, 0.7)
        parts["ffn.receptance.weight"] = random.matrix(width, width, 0.7)
        if is_tuned:
            parts["att.time_state"] = random.normal(random.shape.heads, random.shape.head, random.shape.head)
        weights |= {f"blocks.{layer}.{name}": tensor for name, tensor in parts.items()}
    weights |= norm(random, "ln_out")
    weights["head.weight"] = random.matrix(tokens, width, 1.2)
    return {name: tensor.bfloat16() for name, tensor in weights.items()}


def logits(model, tokens):
    rows, _ = model.forward(tokens, None, full_output=True)
    return [[float(f"{value:.8g}") for value in row] for row in rows.reshape(len(tokens), -1).tolist()]


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for seed, kind in enumerate(KINDS + TUNED):
        random = Random(seed, Shape())
        path = TARGET / f"{kind}.pth"
        weights = checkpoint(random, kind)
        torch.save(weights, path)
        # From bf16 numbers the package would make a bf16 embedding once ln0 is applied to it.
        with tempfile.NamedTemporaryFile(suffix=".pth") as whole:
            torch.save({name: tensor.float() for name, tensor in weights.items()}, whole.name)
            model = RWKV(model=whole.name, strategy="cpu fp32", verbose=False)
        sequences = []
        for length in LENGTHS:
            tokens = torch.randint(0, random.shape.tokens, (length,), generator=random.generator).tolist()
            sequences.append({"tokens": tokens, "logits": logits(model, tokens)})
        (TARGET / f"{kind}.json").write_text(json.dumps({"sequences": sequences}) + "\n")
        print(kind, model.version, path.stat().st_size)


if __name__ == "__main__":
    main()
