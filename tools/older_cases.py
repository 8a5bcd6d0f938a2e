#!/usr/bin/env python3
"""Records what PyPI's rwkv makes of small random RWKV-4, 5 and 6 models: Tests/Fixtures/oracle/rwkv-older.

    python3 -m venv .build/older && .build/older/bin/pip install rwkv numpy torch
    .build/older/bin/python tools/older_cases.py

For each kind a checkpoint NAME.pth in bf16, as its trainer saves it, and NAME.json: six sequences and the logits of every
position, computed in fp32.
"""

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
LAYERS, WIDTH, HEAD, FFN, TOKENS, RANK, DECAY_RANK = 3, 32, 16, 80, 40, 4, 6
HEADS = WIDTH // HEAD
LENGTHS = [1, 2, 5, 17, 33, 48]
KINDS = ["rwkv-4", "rwkv-5.0", "rwkv-5.1", "rwkv-5.2", "rwkv-6"]


class Random:
    """Numbers of the size that they have in trained models."""

    def __init__(self, seed):
        self.generator = torch.Generator().manual_seed(seed)

    def normal(self, *shape, deviation=1.0, mean=0.0):
        return mean + deviation * torch.randn(*shape, generator=self.generator)

    def share(self):
        return torch.rand(1, 1, WIDTH, generator=self.generator)

    def matrix(self, outputs, inputs, scale):
        return self.normal(outputs, inputs, deviation=scale / math.sqrt(inputs))


def norm(random, name, scale=1.0):
    return {
        f"{name}.weight": random.normal(WIDTH, deviation=0.15 * scale, mean=scale),
        f"{name}.bias": random.normal(WIDTH, deviation=0.05),
    }


def recurrence(random, kind):
    """The vectors and low-rank matrices of a time mix, without `att.`."""
    if kind == "rwkv-4":
        return {
            "time_decay": random.normal(WIDTH, deviation=1.5, mean=-1.0),
            "time_first": random.normal(WIDTH, deviation=0.5, mean=-1.0),
        } | {f"time_mix_{letter}": random.share() for letter in "kvr"}
    if kind in ("rwkv-5.0", "rwkv-5.1"):
        bonus = "time_first" if kind == "rwkv-5.0" else "time_faaaa"
        return {
            "time_decay": random.normal(HEADS, deviation=1.5, mean=-1.5),
            bonus: random.normal(HEADS, deviation=0.5, mean=-0.5),
        } | {f"time_mix_{letter}": random.share() for letter in ("kvr" if kind == "rwkv-5.0" else "kvrg")}
    vectors = {
        "time_faaaa": random.normal(HEADS, HEAD, deviation=0.5),
        "time_decay": random.normal(HEADS, HEAD, deviation=1.5, mean=-1.5),
    }
    if kind == "rwkv-5.2":
        return vectors | {f"time_mix_{letter}": random.share() for letter in "kvrg"}
    vectors["time_decay"] = vectors["time_decay"].reshape(1, 1, WIDTH)
    return (
        vectors
        | {f"time_maa_{letter}": random.share() for letter in "xwkvrg"}
        | {
            "time_maa_w1": random.normal(WIDTH, 5 * RANK, deviation=0.6 / math.sqrt(WIDTH)),
            "time_maa_w2": random.normal(5, RANK, WIDTH, deviation=0.6 / math.sqrt(RANK)),
            "time_decay_w1": random.normal(WIDTH, DECAY_RANK, deviation=0.7 / math.sqrt(WIDTH)),
            "time_decay_w2": random.normal(DECAY_RANK, WIDTH, deviation=0.8 / math.sqrt(DECAY_RANK)),
        }
    )


def checkpoint(random, kind):
    weights = {"emb.weight": random.normal(TOKENS, WIDTH, deviation=0.3)}
    for layer in range(LAYERS):
        parts = norm(random, "ln0") if layer == 0 else {}
        parts |= norm(random, "ln1") | norm(random, "ln2")
        parts |= {f"att.{name}": tensor for name, tensor in recurrence(random, kind).items()}
        for name, scale in [("receptance", 0.7), ("key", 0.7), ("value", 0.7), ("output", 0.6)]:
            parts[f"att.{name}.weight"] = random.matrix(WIDTH, WIDTH, scale)
        if kind not in ("rwkv-4", "rwkv-5.0"):
            parts["att.gate.weight"] = random.matrix(WIDTH, WIDTH, 0.7)
        if kind != "rwkv-4":
            parts |= norm(random, "att.ln_x", 0.6)
        mix = "time_maa" if kind == "rwkv-6" else "time_mix"
        parts |= {f"ffn.{mix}_k": random.share(), f"ffn.{mix}_r": random.share()}
        parts["ffn.key.weight"] = random.matrix(FFN, WIDTH, 0.8)
        parts["ffn.value.weight"] = random.matrix(WIDTH, FFN, 0.7)
        parts["ffn.receptance.weight"] = random.matrix(WIDTH, WIDTH, 0.7)
        weights |= {f"blocks.{layer}.{name}": tensor for name, tensor in parts.items()}
    weights |= norm(random, "ln_out")
    weights["head.weight"] = random.matrix(TOKENS, WIDTH, 1.2)
    return {name: tensor.bfloat16() for name, tensor in weights.items()}


def logits(model, tokens):
    rows, _ = model.forward(tokens, None, full_output=True)
    return [[float(f"{value:.8g}") for value in row] for row in rows.reshape(len(tokens), -1).tolist()]


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    for seed, kind in enumerate(KINDS):
        random = Random(seed)
        path = TARGET / f"{kind}.pth"
        weights = checkpoint(random, kind)
        torch.save(weights, path)
        # From bf16 numbers the package would make a bf16 embedding once ln0 is applied to it.
        with tempfile.NamedTemporaryFile(suffix=".pth") as whole:
            torch.save({name: tensor.float() for name, tensor in weights.items()}, whole.name)
            model = RWKV(model=whole.name, strategy="cpu fp32", verbose=False)
        sequences = []
        for length in LENGTHS:
            tokens = torch.randint(0, TOKENS, (length,), generator=random.generator).tolist()
            sequences.append({"tokens": tokens, "logits": logits(model, tokens)})
        (TARGET / f"{kind}.json").write_text(json.dumps({"sequences": sequences}) + "\n")
        print(kind, model.version, path.stat().st_size)


if __name__ == "__main__":
    main()
