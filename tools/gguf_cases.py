#!/usr/bin/env python3
"""Records how PyPI's gguf widens blocks of every quantised type: Tests/RWKVModelTests/Golden/quantized.json.

    python3 -m venv .build/gguf && .build/gguf/bin/pip install gguf numpy
    .build/gguf/bin/python tools/gguf_cases.py

A case is a type, eight blocks of random bytes in hexadecimal, and SHA-256 of the widened numbers as little-endian fp32, with
the first four to look at.
"""

import hashlib
import json
import pathlib

import gguf
import numpy

TYPES = ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K"]
#: Where a block has halves, whose exponent must not be that of infinity.
HALVES = {"Q4_1": (0, 2), "Q5_1": (0, 2), "Q4_K": (0, 2), "Q5_K": (0, 2), "Q6_K": (208,)}
BLOCKS = 8
TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/RWKVModelTests/Golden/quantized.json"


def blocks(generator, name, size):
    """Random blocks with finite scales, and one with a subnormal scale."""
    data = generator.integers(0, 256, (BLOCKS, size), dtype=numpy.uint8)
    for place in HALVES.get(name, (0,)):
        scales = generator.normal(0, 0.05, BLOCKS).astype(numpy.float16)
        scales[-1] = 3e-6
        data[:, place : place + 2] = scales.view(numpy.uint8).reshape(BLOCKS, 2)
    return data


def main():
    generator = numpy.random.default_rng(7)
    cases = []
    for name in TYPES:
        kind = gguf.GGMLQuantizationType[name]
        data = blocks(generator, name, gguf.GGML_QUANT_SIZES[kind][1])
        numbers = gguf.quants.dequantize(data, kind).astype("<f4").reshape(-1)
        assert numpy.isfinite(numbers).all()
        cases.append(
            {
                "type": name,
                "blocks": data.tobytes().hex(),
                "sha256": hashlib.sha256(numbers.tobytes()).hexdigest(),
                "first": [float(number) for number in numbers[:4]],
            }
        )
    TARGET.write_text(json.dumps(cases, indent=1) + "\n")


main()
