"""Writes a random checkpoint in the shape of the public RWKV-DR code: 8 groups of one layer, under that code's names.

usage: checkpoint.py TARGET.safetensors

bf16, width 64, vocabulary 65536, nothing trained; the same bytes everywhere. ffn.value is 200 times as large as an initialisation
would make it, so that hidden states come to 65504, the largest fp16, after some 150 of 400 layer applications.
"""

import array
import json
import os
import random
import struct
import sys

GROUPS, WIDTH, HEAD, CHANNEL, VOCABULARY = 8, 64, 64, 256, 65536
RANKS = {"w": 16, "a": 8, "v": 8, "g": 24}
CHANNEL_GAIN = 200


def matrix(shape, gain=1.0):
    """Zero mean; products with it keep the variance of their input, times the square of the gain."""
    return shape, 0.0, gain * (3 / shape[-1]) ** 0.5


def norm(name):
    return {f"{name}.weight": ([WIDTH], 1.0, 0.25), f"{name}.bias": ([WIDTH], 0.0, 0.17)}


def layer(prefix):
    """Name: shape, centre and spread of the tensors of a layer."""
    vector = [1, 1, WIDTH]
    att = {f"x_{letter}": (vector, 0.5, 0.5) for letter in "rwkvag"}
    for letter, rank in RANKS.items():
        att[f"{letter}1"] = ([WIDTH, rank], 0.0, 0.22)
        att[f"{letter}2"] = ([rank, WIDTH], 0.0, 0.45)
    att |= {"w0": (vector, -2.4, 3.2), "a0": (vector, -0.2, 0.8), "v0": (vector, 0.4, 1.0)}
    att |= {"k_k": (vector, 0.73, 0.25), "k_a": (vector, 1.0, 0.35), "r_k": ([WIDTH // HEAD, HEAD], 0.0, 0.46)}
    att |= {f"{name}.weight": matrix([WIDTH, WIDTH], 0.8) for name in ("receptance", "key", "value", "output")}
    att |= norm("ln_x")
    ffn = {"x_k": (vector, 0.5, 0.5), "key.weight": matrix([CHANNEL, WIDTH])}
    ffn["value.weight"] = matrix([WIDTH, CHANNEL], CHANNEL_GAIN)
    parts = norm("ln0") | norm("ln1") | norm("ln2")
    parts |= {f"att.{name}": value for name, value in att.items()} | {f"ffn.{name}": value for name, value in ffn.items()}
    return {prefix + name: value for name, value in parts.items()}


def tensors():
    all_tensors = {"emb.weight": ([VOCABULARY, WIDTH], 0.0, 1.0)}
    for group in range(GROUPS):
        all_tensors |= layer(f"rwkv_layer_groups.{group}.rwkv_layers.0.")
    return all_tensors | norm("ln_out") | {"head.weight": matrix([VOCABULARY, WIDTH], 1.3)}


def bfloat16(value):
    bits = struct.unpack("<I", struct.pack("<f", value))[0]
    return (bits + 0x7FFF + (bits >> 16 & 1)) >> 16 & 0xFFFF


def values(generator, shape, centre, spread):
    """Numbers uniform in centre ± spread, on a grid of 256, as the bytes of bf16."""
    count = 1
    for size in shape:
        count *= size
    grid = [bfloat16(centre + spread * (step - 127.5) / 127.5) for step in range(256)]
    numbers = array.array("H", map(grid.__getitem__, generator.randbytes(count)))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def main():
    generator = random.Random(3222)
    header, data, offset = {}, [], 0
    for name, (shape, centre, spread) in tensors().items():
        data.append(values(generator, shape, centre, spread))
        header[name] = {"dtype": "BF16", "shape": shape, "data_offsets": [offset, offset + len(data[-1])]}
        offset += len(data[-1])
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    unfinished = sys.argv[1] + ".part"
    with open(unfinished, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))
    os.replace(unfinished, sys.argv[1])


main()
