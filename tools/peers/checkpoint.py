"""Turns a bf16 safetensors checkpoint with official RWKV-7 names into .pth and GGUF files for other programs.

usage: checkpoint.py SOURCE.safetensors TARGET      TARGET ends in .pth, f32.gguf or f16.gguf
"""

import json
import os
import struct
import sys

import numpy as np

NORMS = {"ln1": "attn_norm", "ln2": "attn_norm_2"}
ATTENTION = {
    "receptance.weight": "time_mix_receptance.weight",
    "key.weight": "time_mix_key.weight",
    "value.weight": "time_mix_value.weight",
    "output.weight": "time_mix_output.weight",
    "ln_x.weight": "time_mix_ln.weight",
    "ln_x.bias": "time_mix_ln.bias",
}
CHANNEL = {
    "x_k": "channel_mix_lerp_k.weight",
    "key.weight": "channel_mix_key.weight",
    "value.weight": "channel_mix_value.weight",
}
GLOBAL = {
    "emb.weight": "token_embd.weight",
    "head.weight": "output.weight",
    "ln_out.weight": "output_norm.weight",
    "ln_out.bias": "output_norm.bias",
    "blocks.0.ln0.weight": "token_embd_norm.weight",
    "blocks.0.ln0.bias": "token_embd_norm.bias",
}


def read(path):
    """Tensors as fp32 arrays by name."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
    values = np.memmap(path, dtype="<u2", mode="r", offset=start)
    tensors = {}
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        if entry["dtype"] != "BF16":
            sys.exit(f"{path}: {name} is {entry['dtype']}, expected BF16. Give a file that rwkv-bench wrote.")
        first, last = (offset // 2 for offset in entry["data_offsets"])
        wide = values[first:last].astype(np.uint32) << 16
        tensors[name] = wide.view(np.float32).reshape(entry["shape"])
    return tensors


def write_pth(tensors, target):
    import torch

    torch.save({name: torch.from_numpy(values).to(torch.bfloat16) for name, values in tensors.items()}, target)


def gguf_name(layer, part):
    """Name in a GGUF file of a tensor of a layer; None for those that are joined or made elsewhere."""
    module, rest = part.split(".", 1)
    if module in NORMS:
        return f"blk.{layer}.{NORMS[module]}.{rest}"
    if module == "ffn":
        return f"blk.{layer}.{CHANNEL[rest]}"
    if module == "att" and rest in ATTENTION:
        return f"blk.{layer}.{ATTENTION[rest]}"
    if module == "att" and not rest.startswith("x_"):
        return f"blk.{layer}.time_mix_{rest}.weight"
    return None


def gguf_tensors(tensors, layers):
    """Tensors under GGUF names, in the shapes of GGUF."""
    out = {GLOBAL[name]: values for name, values in tensors.items() if name in GLOBAL}
    for layer in range(layers):
        prefix = f"blocks.{layer}."
        own = {name[len(prefix) :]: values for name, values in tensors.items() if name.startswith(prefix)}
        if layer == 0 and "att.v0" not in own:
            # llama.cpp wants them in layer 0 too, and does not read them.
            own |= {f"att.v{i}": own[f"att.a{i}"] for i in range(3)}
        mixes = [own[f"att.x_{letter}"].reshape(1, 1, -1) for letter in "rwkvag"]
        out[f"blk.{layer}.time_mix_lerp_fused.weight"] = np.stack(mixes)
        for part, values in own.items():
            name = None if part.startswith("ln0") else gguf_name(layer, part)
            if name is None:
                continue
            is_low_rank = part[4:] in {f"{letter}{i}" for letter in "wavg" for i in (1, 2)}
            out[name] = np.ascontiguousarray(values.T) if is_low_rank else values if "ln" in part else squeeze(values, part)
    return out


def squeeze(values, part):
    """Vectors and r_k are flat in GGUF."""
    return values if part.endswith(".weight") else values.reshape(-1)


def stays_wide(name, values):
    return values.ndim == 1 or any(part in name for part in ("norm", "time_mix_w1", "time_mix_w2", "lerp_fused"))


def halved(name, values):
    """The bytes of a tensor in a file of type F16, and their type."""
    return values.astype(np.float32 if stays_wide(name, values) else np.float16), None


def widened(name, values):
    """The bytes of a tensor in a file of type F32, and their type."""
    return values.astype(np.float32), None


def write_gguf(tensors, target, stored, file_type=0):
    """Writes a GGUF file; `stored` makes of a name and numbers what is written and its type, None for that of the array."""
    import gguf

    layers = 1 + max(int(name.split(".")[1]) for name in tensors if name.startswith("blocks."))
    vocabulary, width = tensors["emb.weight"].shape
    writer = gguf.GGUFWriter(target, "rwkv7")
    writer.add_name("random")
    writer.add_context_length(1048576)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(tensors["blocks.0.ffn.key.weight"].shape[0])
    writer.add_layer_norm_eps(1e-5)
    writer.add_wkv_head_size(tensors["blocks.0.att.r_k"].shape[1])
    writer.add_decay_lora_rank(tensors["blocks.0.att.w1"].shape[1])
    writer.add_iclr_lora_rank(tensors["blocks.0.att.a1"].shape[1])
    writer.add_value_residual_mix_lora_rank(tensors["blocks.1.att.v1"].shape[1])
    writer.add_gate_lora_rank(tensors["blocks.0.att.g1"].shape[1])
    writer.add_head_count(0)
    writer.add_file_type(file_type)
    writer.add_tokenizer_model("rwkv")
    # Made-up tokens: what is measured is the network.
    writer.add_token_list([b"<s>"] + [f"<{i}>".encode() for i in range(1, vocabulary)])
    writer.add_token_types([gguf.TokenType.CONTROL] + [gguf.TokenType.NORMAL] * (vocabulary - 1))
    for name, values in gguf_tensors(tensors, layers).items():
        numbers, kind = stored(name, values)
        writer.add_tensor(name, numbers, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def main():
    source, target = sys.argv[1:]
    tensors = read(source)
    # A file that is not complete must not be there under its name: the next run would take it.
    unfinished = target + ".part"
    if target.endswith(".pth"):
        write_pth(tensors, unfinished)
    else:
        is_half = target.endswith("f16.gguf")
        write_gguf(tensors, unfinished, halved if is_half else widened, file_type=int(is_half))
    os.replace(unfinished, target)


if __name__ == "__main__":
    main()
