"""Checkpoint files without PyTorch: zips as torch.save writes them, and safetensors."""

import io
import json
import pickle
import struct
import zipfile
from collections import OrderedDict

import numpy as np


def bf16_bits(values):
    """The upper halves of float32 numbers, rounded to nearest, ties to even."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(np.uint16)


def from_bf16_bits(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


def rounded_to_bf16(values):
    return from_bf16_bits(bf16_bits(values))


# MARK: torch.save


class _Opcodes:
    """What torch.save writes of an OrderedDict of bf16 tensors, each with a storage of its own, as pickle opcodes."""

    def __init__(self):
        self.out = io.BytesIO()
        self.out.write(b"\x80\x02")

    def name(self, module, name):
        self.out.write(f"c{module}\n{name}\n".encode())

    def text(self, text):
        self.out.write(b"X" + struct.pack("<I", len(text.encode())) + text.encode())

    def number(self, number):
        self.out.write(b"J" + struct.pack("<i", number))

    def numbers(self, numbers):
        self.out.write(b"(")
        for number in numbers:
            self.number(number)
        self.out.write(b"t")

    def empty_dictionary(self):
        self.name("collections", "OrderedDict")
        self.out.write(b")R")

    def tensor(self, key, shape):
        strides = [int(np.prod(shape[axis + 1 :])) for axis in range(len(shape))]
        self.name("torch._utils", "_rebuild_tensor_v2")
        self.out.write(b"((")
        self.text("storage")
        self.name("torch", "BFloat16Storage")
        self.text(str(key))
        self.text("cpu")
        self.number(int(np.prod(shape)))
        self.out.write(b"tQ")
        self.number(0)
        self.numbers(shape)
        self.numbers(strides)
        self.out.write(b"\x89")
        self.empty_dictionary()
        self.out.write(b"tR")


def write_torch(path, tensors, root="archive"):
    """Writes tensors, rounded to bf16, as a file of torch.save; the same bytes for the same tensors."""
    pickled = _Opcodes()
    pickled.empty_dictionary()
    pickled.out.write(b"(")
    for key, (name, tensor) in enumerate(tensors.items()):
        pickled.text(name)
        pickled.tensor(key, tensor.shape)
    pickled.out.write(b"u.")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:

        def add(name, data):
            archive.writestr(zipfile.ZipInfo(f"{root}/{name}", (1980, 1, 1, 0, 0, 0)), data)

        add("data.pkl", pickled.out.getvalue())
        add("byteorder", b"little")
        for key, tensor in enumerate(tensors.values()):
            add(f"data/{key}", bf16_bits(tensor).astype("<u2").tobytes())
        add("version", b"3\n")


def read_torch(path):
    """Float32 tensors of a zip of torch.save; nothing of the pickle but tensors is made."""
    archive = zipfile.ZipFile(path)
    root = next(name for name in archive.namelist() if name.endswith("/data.pkl"))[: -len("data.pkl")]
    types = {"BFloat16Storage": "<u2", "HalfStorage": "<f2", "FloatStorage": "<f4"}

    class Reader(pickle.Unpickler):
        def find_class(self, module, name):
            if (module, name) == ("collections", "OrderedDict"):
                return OrderedDict
            if module == "torch" and name in types:
                return name
            if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
                return view
            raise ValueError(f"{path}: {module}.{name} is no part of a checkpoint")

        def persistent_load(self, storage):
            data = np.frombuffer(archive.read(f"{root}data/{storage[2]}"), types[storage[1]])
            return from_bf16_bits(data) if storage[1] == "BFloat16Storage" else data.astype(np.float32)

    def view(storage, offset, shape, strides, *_):
        return np.lib.stride_tricks.as_strided(storage[offset:], shape, [4 * stride for stride in strides]).copy()

    return dict(Reader(io.BytesIO(archive.read(root + "data.pkl"))).load())


# MARK: safetensors


def write_safetensors(path, tensors, bf16=False):
    header, data = {"__metadata__": {"format": "pt"}}, []
    start = 0
    for name, tensor in tensors.items():
        content = bf16_bits(tensor).astype("<u2").tobytes() if bf16 else tensor.astype("<f4").tobytes()
        header[name] = {
            "dtype": "BF16" if bf16 else "F32",
            "shape": list(tensor.shape),
            "data_offsets": [start, start + len(content)],
        }
        start += len(content)
        data.append(content)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(data))


def read_safetensors(path):
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    tensors = {}
    for name, entry in json.loads(data[8 : 8 + length]).items():
        if name != "__metadata__":
            start, end = entry["data_offsets"]
            content = data[8 + length + start : 8 + length + end]
            values = {
                "BF16": lambda: from_bf16_bits(np.frombuffer(content, "<u2")),
                "F16": lambda: np.frombuffer(content, "<f2").astype(np.float32),
                "F32": lambda: np.frombuffer(content, "<f4"),
            }[entry["dtype"]]()
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def read(path):
    return read_safetensors(path) if str(path).endswith(".safetensors") else read_torch(path)


# MARK: fla's names


def fla_names(tensors):
    """The same tensors under the names and in the shapes of a Hugging Face folder: low-rank matrices transposed."""
    renamed = {}
    low_rank = {"w": "w_lora", "a": "a_lora", "v": "v_lora", "g": "g_lora"}
    names = {"ln0": "pre_norm", "ln1": "attn_norm", "ln2": "ffn_norm", "att.ln_x": "attn.g_norm"}
    projections = {"receptance": "r_proj", "key": "k_proj", "value": "v_proj", "output": "o_proj"}
    for name, tensor in tensors.items():
        if not name.startswith("blocks."):
            new = {"emb.weight": "model.embeddings.weight", "head.weight": "lm_head.weight"}.get(name)
            renamed[new or name.replace("ln_out", "model.norm")] = tensor
            continue
        _, number, rest = name.split(".", 2)
        place = f"model.layers.{number}."
        base, _, kind = rest.rpartition(".")
        if base in names:
            renamed[place + f"{names[base]}.{kind}"] = tensor
        elif base == "att" and kind[0] in low_rank and kind[1:] in ("0", "1", "2"):
            if kind[1:] == "0":
                renamed[place + f"attn.{low_rank[kind[0]]}.lora.2.bias"] = tensor.reshape(-1)
            else:
                renamed[place + f"attn.{low_rank[kind[0]]}.lora.{0 if kind[1:] == '1' else 2}.weight"] = tensor.T
        elif base.startswith("att."):
            renamed[place + f"attn.{projections[base[4:]]}.weight"] = tensor
        elif rest.startswith("att."):
            renamed[place + "attn." + kind] = tensor if kind.startswith("x_") or kind == "r_k" else tensor.reshape(-1)
        else:
            renamed[place + rest] = tensor.reshape(-1) if kind == "x_k" else tensor
    return renamed
