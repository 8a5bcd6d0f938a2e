"""A checkpoint of our own, so small that a case takes no time: two layers of width 64 and a vocabulary of 272 tokens."""

import json
import random
import struct

WIDTH, HEAD, CHANNEL, LAYERS, RANK, VOCABULARY = 64, 32, 96, 2, 8, 272


def layer():
    """Shapes of the tensors of a layer."""
    vector, matrix = [1, 1, WIDTH], [WIDTH, WIDTH]
    shapes = {f"ln{i}.{part}": [WIDTH] for i in (1, 2) for part in ("weight", "bias")}
    shapes |= {f"att.x_{letter}": vector for letter in "rwkvag"}
    for letter in "wavg":
        shapes |= {f"att.{letter}1": [WIDTH, RANK], f"att.{letter}2": [RANK, WIDTH]}
    shapes |= {f"att.{name}": vector for name in ("w0", "a0", "v0", "k_k", "k_a")}
    shapes["att.r_k"] = [WIDTH // HEAD, HEAD]
    shapes |= {f"att.{name}.weight": matrix for name in ("receptance", "key", "value", "output")}
    shapes |= {"att.ln_x.weight": [WIDTH], "att.ln_x.bias": [WIDTH], "ffn.x_k": vector}
    return shapes | {"ffn.key.weight": [CHANNEL, WIDTH], "ffn.value.weight": [WIDTH, CHANNEL]}


def shapes():
    """Shapes of all tensors by official name."""
    parts = {"emb.weight": [VOCABULARY, WIDTH], "head.weight": [VOCABULARY, WIDTH]}
    parts |= {f"{name}.{part}": [WIDTH] for name in ("ln_out", "blocks.0.ln0") for part in ("weight", "bias")}
    for index in range(LAYERS):
        own = {f"blocks.{index}.{name}": shape for name, shape in layer().items()}
        if index == 0:
            own = {name: shape for name, shape in own.items() if ".att.v0" not in name and name[-7:] not in (".att.v1", ".att.v2")}
        parts |= own
    return parts


def count(shape):
    product = 1
    for size in shape:
        product *= size
    return product


def values(generator, name, shape):
    """Numbers as bf16: around 1 for the weights of norms, around 0 for all else."""
    centre = 1.0 if "ln" in name and name.endswith("weight") else 0.0
    grid = [struct.pack("<f", centre + 0.4 * (step - 31.5) / 31.5)[2:] for step in range(64)]
    return b"".join(grid[byte & 63] for byte in generator.randbytes(count(shape)))


def tensors():
    """(name, shape, bytes) of every tensor; the same bytes everywhere."""
    generator = random.Random(7)
    return [(name, shape, values(generator, name, shape)) for name, shape in shapes().items()]


def header(parts, dtype="BF16"):
    """The header of a safetensors file, as pairs."""
    entries, offset = [], 0
    for name, shape, data in parts:
        entries.append((name, [("dtype", dtype), ("shape", list(shape)), ("data_offsets", [offset, offset + len(data)])]))
        offset += len(data)
    return entries


def safetensors(parts):
    """A whole safetensors file."""
    text = json.dumps({name: dict(entry) for name, entry in header(parts)}).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(data for _, _, data in parts)


def fla(parts):
    """The tensors under the names of flash-linear-attention, its low-rank matrices transposed."""
    whole = {"emb.weight": "model.embeddings.weight", "ln_out.weight": "model.norm.weight", "ln_out.bias": "model.norm.bias",
             "head.weight": "lm_head.weight"}
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
            shape = [WIDTH] if part[1] == "0" else shape[::-1]
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
