"""Checkpoints of random weights, the same bytes everywhere.

The usual one is so small that a case takes no time: two layers of width 64 and a vocabulary of 272 tokens.
"""

import dataclasses
import json
import random
import struct


@dataclasses.dataclass(frozen=True)
class Sizes:
    """Sizes of a model."""

    width: int = 64
    head: int = 32
    channel: int = 96
    layers: int = 2
    rank: int = 8
    vocabulary: int = 272


TINY = Sizes()


def layer(sizes):
    """Shapes of the tensors of a layer."""
    width = sizes.width
    vector = [1, 1, width]
    shapes = {f"ln{i}.{part}": [width] for i in (1, 2) for part in ("weight", "bias")}
    shapes |= {f"att.x_{letter}": vector for letter in "rwkvag"}
    for letter in "wavg":
        shapes |= {f"att.{letter}1": [width, sizes.rank], f"att.{letter}2": [sizes.rank, width]}
    shapes |= {f"att.{name}": vector for name in ("w0", "a0", "v0", "k_k", "k_a")}
    shapes["att.r_k"] = [width // sizes.head, sizes.head]
    shapes |= {f"att.{name}.weight": [width, width] for name in ("receptance", "key", "value", "output")}
    shapes |= {"att.ln_x.weight": [width], "att.ln_x.bias": [width], "ffn.x_k": vector}
    return shapes | {"ffn.key.weight": [sizes.channel, width], "ffn.value.weight": [width, sizes.channel]}


def shapes(sizes):
    """Shapes of all tensors by official name."""
    parts = {f"{name}.weight": [sizes.vocabulary, sizes.width] for name in ("emb", "head")}
    parts |= {f"{name}.{part}": [sizes.width] for name in ("ln_out", "blocks.0.ln0") for part in ("weight", "bias")}
    for index in range(sizes.layers):
        names = layer(sizes).items()
        parts |= {
            f"blocks.{index}.{name}": shape
            for name, shape in names
            if index or name[:5] != "att.v" or name[5:] == "alue.weight"
        }
    return parts


def count(shape):
    product = 1
    for size in shape:
        product *= size
    return product


def values(generator, name, shape):
    """Numbers as bf16: around 1 for the weights of norms, around 0 for all else."""
    centre = 1.0 if "ln" in name and name.endswith("weight") else 0.0
    grid = [struct.pack("<f", centre + 0.4 * (step - 31.5) / 31.5)[2:] for step in range(64)] * 4
    return b"".join(map(grid.__getitem__, generator.randbytes(count(shape))))


def tensors(sizes=TINY):
    """(name, shape, bytes) of every tensor."""
    generator = random.Random(7)
    return [(name, shape, values(generator, name, shape)) for name, shape in shapes(sizes).items()]


def header(parts, dtype="BF16"):
    """The header of a safetensors file, as pairs."""
    entries, offset = [], 0
    for name, shape, data in parts:
        entries.append(
            (name, [("dtype", dtype), ("shape", list(shape)), ("data_offsets", [offset, offset + len(data)])])
        )
        offset += len(data)
    return entries


def safetensors(parts):
    """A whole safetensors file."""
    text = json.dumps({name: dict(entry) for name, entry in header(parts)}).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(data for _, _, data in parts)


def fla(parts):
    """The tensors under the names of flash-linear-attention, its low-rank matrices transposed."""
    whole = {
        "emb.weight": "model.embeddings.weight",
        "ln_out.weight": "model.norm.weight",
        "ln_out.bias": "model.norm.bias",
        "head.weight": "lm_head.weight",
    }
    inner = {"ln0": "pre_norm", "ln1": "attn_norm", "ln2": "ffn_norm", "att.ln_x": "attn.g_norm"}
    matrices = {"receptance": "r_proj", "key": "k_proj", "value": "v_proj", "output": "o_proj"}
    renamed = []
    for name, shape, data in parts:
        if name in whole:
            renamed.append((whole[name], shape, data))
            continue
        _, index, rest = name.split(".", 2)
        module, _, part = rest.rpartition(".")
        if module in inner:
            rest = f"{inner[module]}.{part}"
        elif module[:4] == "att." and module[4:] in matrices:
            rest = f"attn.{matrices[module[4:]]}.{part}"
        elif module == "att" and part[0] in "wavg" and part[1] in "012":
            rest = f"attn.{part[0]}_lora.lora." + {"0": "2.bias", "1": "0.weight", "2": "2.weight"}[part[1]]
            shape = [TINY.width] if part[1] == "0" else shape[::-1]
        elif module == "att":
            rest = f"attn.{part}"
        renamed.append((f"model.layers.{index}.{rest}", shape, data))
    return renamed


def vocabulary():
    """A vocabulary in the World format: all single bytes, and some words."""
    words = [" the", "the", "\n\n", "Answer", "Question", " A", " B", " C", " D", "  ", "er", "in", "on", " is", "ab"]
    tokens = [bytes([byte]) for byte in range(256)] + [word.encode() for word in words]
    lines = []
    for index, token in enumerate(tokens):
        literal = repr(token) if token >= b"\x80" and len(token) == 1 else repr(token.decode())
        lines.append(f"{index + 1} {literal} {len(token)}\n")
    return "".join(lines).encode()
