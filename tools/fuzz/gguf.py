"""GGUF files from their parts, each of which may be wrong."""

import struct

#: Tensors under the names of llama.cpp; those that are joined there are not among them.
WHOLE = {
    "emb.weight": "token_embd.weight",
    "head.weight": "output.weight",
    "ln_out.weight": "output_norm.weight",
    "ln_out.bias": "output_norm.bias",
    "blocks.0.ln0.weight": "token_embd_norm.weight",
    "blocks.0.ln0.bias": "token_embd_norm.bias",
}
MODULES = {"ln1": "attn_norm", "ln2": "attn_norm_2", "att.ln_x": "time_mix_ln"}
BF16, UINT32, FLOAT32, TEXT, LIST = 30, 4, 6, 8, 9


def text(value):
    """A length and bytes."""
    value = value if isinstance(value, bytes) else value.encode(errors="surrogatepass")
    return struct.pack("<Q", len(value)) + value


def metadata(head, layers, tokens):
    """(key, bytes of type and value) of a model."""
    numbers = {"rwkv7.block_count": layers, "rwkv7.wkv.head_size": head, "general.alignment": 32}
    pairs = [("general.architecture", struct.pack("<I", TEXT) + text("rwkv7"))]
    pairs += [(key, struct.pack("<II", UINT32, number)) for key, number in numbers.items()]
    pairs.append(("rwkv7.attention.layer_norm_epsilon", struct.pack("<If", FLOAT32, 1e-5)))
    pairs.append(("tokenizer.ggml.model", struct.pack("<I", TEXT) + text("rwkv")))
    listed = b"".join(map(text, tokens))
    pairs.append(("tokenizer.ggml.tokens", struct.pack("<IIQ", LIST, TEXT, len(tokens)) + listed))
    return pairs


def renamed(parts):
    """[name, shape, bytes] of every tensor under llama.cpp's names."""
    joined, found = {}, []
    for name, shape, data in parts:
        if name in WHOLE:
            found.append([WHOLE[name], shape, data])
            continue
        _, index, rest = name.split(".", 2)
        block = f"blk.{index}."
        module, _, part = rest.rpartition(".")
        if rest.startswith("att.x_"):
            joined.setdefault(index, {})[rest[-1]] = data
        elif module in MODULES:
            found.append([f"{block}{MODULES[module]}.{part}", shape, data])
        elif rest == "ffn.x_k":
            found.append([f"{block}channel_mix_lerp_k.weight", shape[-1:], data])
        else:
            plain = rest.removesuffix(".weight").replace("att.", "time_mix_").replace("ffn.", "channel_mix_")
            flat = [shape[0] * shape[1]] if rest == "att.r_k" else shape[-1:] if len(shape) == 3 else shape
            found.append([f"{block}{plain}.weight", flat, data])
    for index, mixes in joined.items():
        width = len(mixes["r"]) // 2
        data = b"".join(mixes[letter] for letter in "rwkvag")
        found.append([f"blk.{index}.time_mix_lerp_fused.weight", [6, 1, 1, width], data])
    return found


def tensors(parts):
    """Fields of the description of every tensor, and the data of all."""
    fields, data = [], bytearray()
    for name, shape, numbers in renamed(parts):
        data += bytes(-len(data) % 32)
        fields.append({"name": name, "sizes": list(reversed(shape)), "type": BF16, "offset": len(data)})
        data += numbers
    return fields, bytes(data)


def description(fields):
    """The bytes of a tensor's description."""
    sizes = fields["sizes"]
    count = fields.get("dimensions", len(sizes))
    packed = b"".join(struct.pack("<Q", size % 2**64) for size in sizes)
    kind = struct.pack("<IQ", fields["type"] % 2**32, fields["offset"] % 2**64)
    return text(fields["name"]) + struct.pack("<I", count % 2**32) + packed + kind


def whole(pairs, fields, data, version=3, counts=None):
    """A file."""
    count = counts or (len(fields), len(pairs))
    head = b"GGUF" + struct.pack("<IQQ", version % 2**32, *(number % 2**64 for number in count))
    head += b"".join(text(key) + value for key, value in pairs) + b"".join(map(description, fields))
    return head + bytes(-len(head) % 32) + data
