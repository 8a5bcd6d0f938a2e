"""Compares rwkv-eval on GGUF files of every type with itself on fp32 files of the numbers that PyPI's gguf reads in them.

usage: quantized.py RWKV_EVAL SOURCE.safetensors FOLDER      RWKV_EVAL is the executable; FOLDER is made and filled
Exit code 1 where a logit differs in a bit. The K types, which PyPI's gguf reads and does not write, have random blocks.
"""

import json
import os
import subprocess
import sys

import checkpoint
import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, quants

TYPES = "F16 BF16 Q8_0 Q4_0 Q4_1 Q5_0 Q5_1 Q4_K Q5_K Q6_K".split()


def random_blocks(kind, values, generator):
    """Blocks of a K type whose numbers are about as large as the values."""
    numbers, size = GGML_QUANT_SIZES[kind]
    blocks = generator.integers(0, 256, (values.size // numbers, size), dtype=np.uint8)
    half = lambda number: np.float16(number).tobytes()
    spread = float(values.std())
    if kind == GGMLQuantizationType.Q6_K:
        blocks[:, 192:208] = generator.integers(-40, 41, (len(blocks), 16)).astype(np.int8).view(np.uint8)
        blocks[:, 208:210] = np.frombuffer(half(spread / 500), np.uint8)
    else:
        most = 15 if kind == GGMLQuantizationType.Q4_K else 31
        blocks[:, :4] = np.frombuffer(half(spread / 8 / most) + half(spread / 20), np.uint8)
    return blocks.reshape(*values.shape[:-1], -1)


class Stored:
    """What stands in a file of a type, and the numbers that PyPI's gguf reads in it."""

    def __init__(self, name):
        self.kind, self.read, self.generator = GGMLQuantizationType[name], {}, np.random.default_rng(7)

    def __call__(self, name, values):
        kind = self.kind
        if checkpoint.stays_wide(name, values):
            kind = GGMLQuantizationType.F32
        elif values.shape[-1] % GGML_QUANT_SIZES[kind][0]:
            kind = GGMLQuantizationType.F16
        is_random = kind.name.endswith("_K")
        data = random_blocks(kind, values, self.generator) if is_random else quants.quantize(values.astype(np.float32), kind)
        self.read[name] = quants.dequantize(data, kind)
        return data, kind


def logits(executable, model, requests):
    command = [executable, "loglikelihood", "--model", model, "--requests", requests, "--logits"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{model}: {done.stderr}")
    return np.array([json.loads(line)["logits"] for line in done.stdout.splitlines()])


def main():
    executable, source, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    tensors = checkpoint.read(source)
    generator = np.random.default_rng(1)
    requests = f"{folder}/requests.jsonl"
    with open(requests, "w") as file:
        for length in range(40, 100, 5):
            tokens = generator.integers(1, len(tensors["emb.weight"]), length).tolist()
            file.write(json.dumps({"context_tokens": tokens, "continuation_tokens": [1]}) + "\n")
    worst = 0
    for name in TYPES:
        stored = Stored(name)
        narrow, wide = f"{folder}/{name}.gguf", f"{folder}/{name}-widened.gguf"
        checkpoint.write_gguf(tensors, narrow, stored)
        checkpoint.write_gguf(tensors, wide, lambda name, _: (stored.read[name].astype(np.float32), None))
        apart = float(np.abs(logits(executable, narrow, requests) - logits(executable, wide, requests)).max())
        print(f"{name:5} largest difference of a logit: {apart:g}", flush=True)
        worst = max(worst, apart)
    sys.exit(worst > 0)


main()
