"""Checkpoints of few bytes that claim much, and files that are something else."""

import json
import pickle
import struct

import containers
import gguf as ggml
import pickles
from case import Case, Fifo, Folder, Link
from readers.models import sound_gguf

BIG = 2**63 - 1


def zipped(code, extra=(), packed=True):
    """A .pth with this pickle."""
    data = code if isinstance(code, bytes) else b"".join(code)
    fields = {"method": 8, "packed": containers.deflated(data)} if packed else {}
    return containers.zip_file(
        [containers.entry("m/data.pkl", data, **fields), *extra, containers.entry("m/version", b"3\n")]
    )


def one(shape, steps=None, elements=None, offset=0, dtype="BFloat16Storage", data=b"\0" * 64):
    """A .pth with one tensor."""
    code = pickles.dictionary([("emb.weight", pickles.tensor("0", shape, dtype, elements, offset, steps))])
    return zipped(code, [containers.entry("m/data/0", data)])


def shared_shape(numbers, tensors):
    """One shape in the memo, shared by many tensors as their sizes and their steps."""
    code = [b"\x80\x02}("]
    for index in range(tensors):
        whole = pickles.tensor("0", [7], elements=32)
        at = len(whole) - 1 - whole[::-1].index(pickles.integer(7))
        shape = [b"h\x01"] if index else [*pickles.integers([1] * numbers), b"q\x01"]
        # In place of the two tuples of one number each: sizes and steps.
        code += [pickles.text(f"t{index}"), *whole[: at - 1], *shape, b"h\x01", *whole[at + 5 :]]
    return [*code, b"u."]


def pths():
    """Label: bytes of a .pth."""
    yield "shared shape", lambda: zipped(shared_shape(250000, 2000), [containers.entry("m/data/0", b"\0" * 64)])
    yield "shared name", lambda: zipped(
        [b"\x80\x02}(", pickles.text("x" * 200000), b"q\x01N", *[b"h\x01N"] * 20000, b"u."]
    )
    yield "shared tuple of tuples", zipped([b"\x80\x02", b"N", *[b"q\x01h\x01\x86"] * 90, b"."])
    yield "tuple doubled 10^5 times", lambda: zipped([b"\x80\x02", b"N", *[b"q\x01h\x01\x86"] * 100000, b"."])
    yield "packed pickle", lambda: zipped([b"\x80\x02}(", b"X\1\0\0\0aN" * 14000000, b"u."])
    yield "packed pickle of marks", lambda: zipped([b"\x80\x02", b"(" * 100000000, b"."])
    yield "packed pickle of nothing", lambda: zipped([b"\x80\x02", b"N" * 100000000, b"."])
    yield "packed pickle of lists", lambda: zipped([b"\x80\x02", b"]" * 50000000, b"."])
    yield "packed pickle of dictionaries", lambda: zipped([b"\x80\x02", b"}" * 50000000, b"."])
    yield "nested tuples", lambda: zipped([b"\x80\x02", b"N", b"\x85" * 3000000, b"."])
    yield "memo", lambda: zipped(
        [b"\x80\x02", b"N", *[b"r" + struct.pack("<I", i * 4000) for i in range(500000)], b"."]
    )
    yield "list of itself", zipped([b"\x80\x02", b"]q\x01h\x01a", b"."])
    yield "dictionary of itself", zipped([b"\x80\x02", b"}q\x01", pickles.text("a"), b"h\x01s."])
    yield "many entries", lambda: zipped(pickles.dictionary([(f"t{i}", [b"N"]) for i in range(300000)]))
    yield "many tensors", lambda: zipped(
        pickles.dictionary([(f"blocks.{i}.ln1.weight", pickles.tensor("0", [1], elements=1)) for i in range(60000)]),
        [containers.entry("m/data/0", b"\0\0")],
    )
    yield "one name 10^5 times", lambda: zipped(pickles.dictionary([("a", [b"N"])] * 300000))
    yield "deep state dictionary", lambda: zipped(
        [b"\x80\x02", *[b"}" + pickles.text("state_dict")] * 20000, b"}", b"s" * 20000, b"."]
    )
    yield "long prefix", lambda: zipped(
        pickles.dictionary([("module." * 30000 + "emb.weight", pickles.tensor("0", [1], elements=1))]),
        [containers.entry("m/data/0", b"\0\0")],
    )
    yield "layer 2^63-1", zipped(
        pickles.dictionary([(f"blocks.{BIG}.ln1.weight", pickles.tensor("0", [1], elements=1))]),
        [containers.entry("m/data/0", b"\0\0")],
    )
    yield "strides 0", one([2**24, 2**24], [0, 0], 32)
    yield "strides 0 of 2^62", one([2**62], [0], 32)
    yield "shape with 0", one([0, 2**62, 2**62], [0, 0, 0], 32)
    yield "shape 2^63-1", one([BIG], [1], BIG)
    yield "offset 2^63-1", one([2], [1], 32, BIG)
    yield "negative", one([-1, -1], [1, 1], 1)
    yield "many axes", one([1] * 100000, [1] * 100000, 32)
    for numbers in ([2**32, 2**32], [2**31, 2**31, 4], [BIG, 2], [3, 2**62]):
        yield f"product {numbers}", one(numbers, [1] * len(numbers), 32)
    yield "control characters", zipped(pickles.dictionary([("emb\x1b[31m.weight\x9b", [b"N"])]))
    yield "control characters in a tensor's name", zipped(
        pickles.dictionary([("emb\x1b[31m.weight\x9b", pickles.tensor("0", [1], elements=1))]),
        [containers.entry("m/data/0", b"\0\0")],
    )
    yield "control characters to call", zipped([b"\x80\x02cos\x1b[31m\nsys\x1btem\n."])
    yield "set", zipped(pickle.dumps({"a": {1, 2}}, 2))
    yield "bytes", zipped(pickle.dumps({"a": b"x" * 1000}, 2))
    yield "long integer", zipped([b"\x80\x02\x8b" + struct.pack("<i", 2**20) + b"\x7f" * 2**20 + b"."])
    yield "bare pickle", pickle.dumps({"a": 1})
    yield "entries", lambda: containers.zip_file([containers.entry(f"m/data/{i}", b"") for i in range(65000)])
    for value in (0, 1, 2**63, 2**64 - 1):
        for field in ("locator", "offset", "length", "count", "here"):
            yield f"zip64 {field} {value}", containers.zip_file(
                [containers.entry("m/data.pkl", b"\x80\x02N.")], zip64={field: value}
            )


def header(tree, body=b"\0" * 64):
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return struct.pack("<Q", len(text)) + text + body


def safetensors():
    """Label: bytes of a .safetensors file."""
    entry = lambda shape, offsets=(0, 64), dtype="BF16": {
        "emb.weight": {"dtype": dtype, "shape": shape, "data_offsets": list(offsets)}
    }
    yield "shape with 0", header(entry([0, 2**62, 2**62], (0, 0)), b"")
    yield "shape with 0 last", header(entry([2**62, 2**62, 0], (0, 0)), b"")
    yield "shape 2^63-1", header(entry([BIG, 2]))
    yield "many axes", header(entry([1] * 300000, (0, 2)), b"\0\0")
    yield "offsets backwards", header(entry([32], (64, 0)))
    yield "offsets 2^63-1", header(entry([32], (BIG - 64, BIG)))
    yield "negative", header(entry([-32], (-64, 0)))
    yield "deep", header(b'{"a":' * 100000 + b"1" + b"}" * 100000)
    yield "deep lists", header(b'{"__metadata__":' + b"[" * 200000 + b"]" * 200000 + b"}")
    yield "many", lambda: header(
        {f"blocks.{i}.ln1.weight": {"dtype": "BF16", "shape": [0], "data_offsets": [0, 0]} for i in range(100000)}, b""
    )
    yield "one name twice", header(
        b'{"a":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]},"a":{"dtype":"BF16","shape":[1],"data_offsets":[2,4]}}',
        b"\0" * 4,
    )
    yield "long name", lambda: header({"x" * 9000000: {"dtype": "BF16", "shape": [32], "data_offsets": [0, 64]}})
    yield "name of escapes", header(
        b'{"' + b"\\u0041" * 900000 + b'": {"dtype":"BF16","shape":[32],"data_offsets":[0,64]}}'
    )
    yield "number of digits", header(b'{"a":{"dtype":"BF16","shape":[' + b"9" * 900000 + b'],"data_offsets":[0,64]}}')
    yield "spaces", lambda: header(b"{}" + b" " * 50000000, b"")
    yield "control characters", header(
        {"emb\x1b[31m\x9b": {"dtype": "\x1b[31m", "shape": [32], "data_offsets": [0, 64]}}
    )
    for length in (0, 1, 2**63, 2**64 - 1, 10**9):
        yield f"length {length}", struct.pack("<Q", length) + b"{}"
    yield "nothing", b""


def others():
    """Label: what stands under the checkpoint's name."""
    yield "git lfs", b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 132\n"
    yield "web page", b"<!DOCTYPE html><html><body>Not found</body></html>"
    yield "pipe", Fifo()
    yield "link to itself", None
    yield "device", Link("/dev/zero")
    yield "null", Link("/dev/null")
    yield "folder", Folder()
    yield "memory", Link("/proc/self/mem")


def configurations(bases):
    """Label: text of a config.json, and flags."""
    looped = json.loads(bases["tiny/config.json"])
    inspect = lambda change, *flags: (json.dumps(looped | change), list(flags))
    for loops in (10**6, 10**9, BIG):
        yield f"loops {loops}", *inspect({"num_hidden_layers": loops})
        yield f"loops {loops} in a list", *inspect({"num_hidden_layers": loops}, "--applications")
        yield f"flag {loops}", *inspect({}, "--loops", str(loops // 2 * 2))
    yield "groups", *inspect({"num_hidden_groups": BIG})
    yield "prelude", *inspect({"n_layers_in_prelude": BIG, "n_layers_in_coda": BIG})
    yield "recurrence", *inspect({"mean_recurrence": BIG})
    yield "curve", *inspect({}, "--loops", "1000000", "--loops-curve", "100000")
    yield "repeats", *inspect({"depth_program": {"preset": "rwkv-dr-0615", "repeats": BIG}})
    yield "slots", *inspect({"depth_program": {"seq_state": f"mod:{BIG}"}})
    yield "no slots", *inspect({"depth_program": {"seq_state": "mod:0"}})
    yield "schedule", *inspect({"depth_program": {"sharing": "explicit", "schedule": [0, 1] * 500000}})
    yield "schedule of 2^63-1", *inspect({"depth_program": {"sharing": "explicit", "schedule": [BIG]}})
    yield "layers listed", *inspect({}, "--depth-program", ",".join(["0"] * 30000))
    yield "deep", "[" * 100000 + "]" * 100000, []
    yield "deep objects", '{"depth_program":' * 100000 + "1" + "}" * 100000, []
    yield "long", json.dumps(looped | {"x": "x" * 50000000}), []
    yield "wide head", *inspect({"head_dim": BIG})
    yield "vocabulary", *inspect({"vocab_size": BIG})
    yield "negative", *inspect({"hidden_size": -1, "head_dim": -1, "num_hidden_layers": -1, "num_hidden_groups": -1})


def ggufs():
    """A file that nothing is wrong with, which every command must take: else nothing would be learned from wrong ones."""
    file = {"m.gguf": ggml.whole(*sound_gguf())}
    for line in (
        ["model", "check", "m.gguf", "--tokens", "8", "--threads", "1"],
        ["doctor", "m.gguf"],
        ["loglikelihood", "--model", "m.gguf", "--threads", "1", "--requests", "../base/requests.jsonl"],
    ):
        yield Case("GGUF", f"GGUF: sound, {line[0]}", line, file, codes=(0,))


SLOW = ("packed pickle", "spaces", "long", "shared")


def cases(bases):
    for label, data in pths():
        yield Case(".pth", f"pth: {label}", ["model", "inspect", "m.pth"], {"m.pth": data}, slow=label.startswith(SLOW))
    for label, data in safetensors():
        yield Case(
            ".safetensors",
            f"safetensors: {label}",
            ["model", "inspect", "m.safetensors", "--tensors"],
            {"m.safetensors": data},
            slow=label.startswith(SLOW),
        )
    for label, content in others():
        for name in ("m.pth", "m.safetensors"):
            kept = content or Link(name)
            yield Case(name[1:], f"{name} is {label}", ["model", "inspect", name], {name: kept})
            yield Case(name[1:], f"{name} is {label}, doctor", ["doctor", name], {name: kept}, codes=(2,))
    yield from ggufs()
    for label, text, flags in configurations(bases):
        files = {
            "m/config.json": text.encode(),
            "m/model.safetensors": Link("../../base/tiny/model.safetensors"),
            "m/vocab.txt": Link("../../base/tiny/vocab.txt"),
        }
        yield Case("config.json", f"config: {label}", ["model", "inspect", "m", *flags], files, slow=label == "long")
    words = {
        "long token": "1 " + repr("x" * 9000000) + " 9000000\n",
        "many": "".join(f"{i} 'x{i}' {len(str(i)) + 1}\n" for i in range(1, 400000)),
        "id 2^63-1": f"{BIG} 'a' 1\n",
        "id 2^31": f"{2**31} 'a' 1\n",
        "id twice": "1 'a' 1\n1 'b' 1\n",
        "nothing": "",
        "spaces": " " * 5000000,
        "deep": "1 " + "(" * 100000 + "'a'" + ")" * 100000 + " 1\n",
        "control": "1 '\x1b[31m' 1\nx\x1b[31m\n",
        "prefixes": "".join(f"{i} '{'a' * i}' {i}\n" for i in range(1, 3000)),
        "git lfs": "version https://git-lfs.github.com/spec/v1\n",
    }
    for label, text in words.items():
        line = [
            "loglikelihood",
            "--model",
            "../base/tiny",
            "--threads",
            "1",
            "--tokenizer",
            "v.txt",
            "--requests",
            "../base/requests.jsonl",
        ]
        yield Case("vocabulary", f"vocabulary: {label}", line, {"v.txt": text.encode()})
