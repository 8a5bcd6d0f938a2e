"""Checkpoints in all formats, and their configuration."""

import json
import struct

import checkpoint
import choices
import containers
import gguf as ggml
import mutation
import pickles
from case import Case, Link

SHORT = ["--tokens", "8", "--threads", "1"]
TENSORS = checkpoint.tensors()
DTYPES = (
    "BFloat16Storage",
    "HalfStorage",
    "FloatStorage",
    "DoubleStorage",
    "ByteStorage",
    "LongStorage",
    "BoolStorage",
    "XStorage",
)


def command(random, path):
    """What is done with a checkpoint."""
    scored = [
        "loglikelihood",
        "--model",
        path,
        "--tokenizer",
        "../base/tiny/vocab.txt",
        "--requests",
        "../base/requests.jsonl",
        "--threads",
        "1",
    ]
    return random.choice(
        (
            ["model", "inspect", path, "--tensors"],
            ["model", "inspect", path],
            ["model", "check", path, *SHORT],
            ["doctor", path, "--threads", "1"],
            scored,
        )
    )


def sized(random, value):
    """A value, or now and then another in its place."""
    return choices.integer(random) if random.random() < 0.03 else value


def description(random, index, name, shape):
    """Instructions of a tensor that may lie about its place."""
    shape = [sized(random, size) for size in shape]
    steps = [sized(random, step) for step in pickles.strides(shape)]
    elements = sized(random, checkpoint.count(shape))
    dtype = random.choice(DTYPES) if random.random() < 0.02 else "BFloat16Storage"
    key = random.choice(("0", "999", "../0", "")) if random.random() < 0.01 else str(index)
    return pickles.tensor(key, shape, dtype, elements, sized(random, 0), steps)


def pickle(random, kind):
    """The bytes of data.pkl."""
    if kind == "description":
        entries = [(name, description(random, index, name, shape)) for index, (name, shape, _) in enumerate(TENSORS)]
        return b"".join(pickles.dictionary(entries))
    code = pickles.dictionary(
        [(name, pickles.tensor(str(index), shape)) for index, (name, shape, _) in enumerate(TENSORS)]
    )
    if kind == "instructions":
        for _ in range(random.choice((1, 1, 2, 5))):
            at = random.randrange(len(code))
            change = random.randrange(5)
            if change == 0:
                del code[at]
            elif change == 1:
                code.insert(at, code[at])
            elif change == 2:
                code.insert(at, random.choice(pickles.INSTRUCTIONS) * random.choice((1, 1, 2, 100, 30000)))
            elif change == 3:
                code[at] = random.choice(pickles.INSTRUCTIONS)
            else:
                other = random.randrange(len(code))
                code[at], code[other] = code[other], code[at]
    data = b"".join(code)
    return mutation.mutated(random, data) if kind == "pickle bytes" else data


FIELDS = tuple(
    prefix + field for prefix in ("l_", "d_") for field in ("flags", "method", "crc", "packed", "size", "name", "extra")
)


def parts(random, kind):
    """The entries of the zip; checksums are right, unless the kind is one of the zip's own fields."""
    entries = [containers.entry("tiny/data.pkl", pickle(random, kind))]
    for index, (_, _, data) in enumerate(TENSORS):
        if kind == "storages" and random.random() < 0.05:
            data = random.choice((b"", data[:-1], data + b"\0", data * 2, data[:7]))
        entries.append(containers.entry(f"tiny/data/{index}", data))
    entries.append(containers.entry("tiny/version", b"3\n"))
    if kind == "fields":
        for _ in range(random.choice((1, 1, 2, 4))):
            random.choice(entries)["fields"][random.choice((*FIELDS, "d_offset"))] = choices.integer(random)
    if kind == "packed":
        chosen = random.choice(entries)
        chosen["fields"] |= {
            "method": random.choice((8, 8, 12, 14, 93, 99)),
            "packed": containers.deflated(chosen["data"]),
        }
    if kind == "entries":
        entries.insert(random.randrange(len(entries)), random.choice(entries))
        name = random.choice(choices.TEXTS)
        entries.append(containers.entry(name[:60000], b"x"))
        random.shuffle(entries)
    return entries


def pth(random, bases):
    """A PyTorch zip that is wrong in one of its layers."""
    kind = random.choice(
        (
            "raw",
            "instructions",
            "pickle bytes",
            "description",
            "description",
            "fields",
            "zip64",
            "end",
            "storages",
            "packed",
            "entries",
        )
    )
    entries = parts(random, kind)
    end = (
        {random.choice(("disk", "here", "count", "length", "offset", "comment")): choices.integer(random)}
        if kind == "end"
        else None
    )
    zip64 = None
    if kind == "zip64":
        names = ("size", "disk", "here", "count", "length", "offset", "locator", "disks")
        zip64 = {random.choice(names): choices.integer(random) for _ in range(random.choice((1, 1, 2)))}
    data = containers.zip_file(entries, end=end, zip64=zip64, align=random.choice((0, 64)))
    if kind == "raw":
        data = mutation.mutated(random, data)
    return Case(".pth", kind, command(random, "model.pth"), {"model.pth": data}, hostile=("model.pth",))


def safetensors(random, bases):
    """A .safetensors file whose header, offsets or length is wrong."""
    kind = random.choice(("raw", "tree", "tree", "header bytes", "length", "offsets"))
    body = b"".join(data for _, _, data in TENSORS)
    tree = mutation.tree(json.dumps({name: dict(entry) for name, entry in checkpoint.header(TENSORS)}))
    if kind == "tree":
        tree = mutation.edit(random, tree)
    if kind == "offsets":
        for name, entry in tree:
            for at, (key, numbers) in enumerate(entry):
                if key != "dtype" and random.random() < 0.03:
                    entry[at] = (
                        key,
                        [sized(random, n) if random.random() < 0.5 else n for n in numbers]
                        + [0] * random.choice((0, 0, 1)),
                    )
    text = mutation.encoded(tree)
    if kind == "header bytes":
        text = mutation.text(random, text)
    length = choices.integer(random) % 2**64 if kind == "length" else len(text)
    data = struct.pack("<Q", length) + text + body
    if kind == "raw":
        data = mutation.mutated(random, data)
    return Case(
        ".safetensors", kind, command(random, "m.safetensors"), {"m.safetensors": data}, hostile=("m.safetensors",)
    )


def values(random, pairs):
    """Metadata with wrong keys, types or values."""
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(pairs))
        key, value = pairs[at]
        change = random.randrange(5)
        if change == 0:
            del pairs[at]
        elif change == 1:
            pairs.insert(at, random.choice(pairs))
        elif change == 2:
            pairs[at] = (random.choice(choices.TEXTS)[:60000], value)
        elif change == 3:
            pairs[at] = (key, struct.pack("<I", choices.integer(random) % 2**32) + value[4:])
        else:
            pairs[at] = (key, value[:4] + mutation.mutated(random, value[4:]))
        if not pairs:
            break
    return pairs


def sound_gguf():
    """Metadata, descriptions of tensors, and data of a file that nothing is wrong with."""
    tokens = ["<s>", *(f"\\x{byte:02x}" for byte in range(256)), "[PAD257]", "it's", "[PAD259]"]
    return ggml.metadata(checkpoint.TINY.head, checkpoint.TINY.layers, tokens), *ggml.tensors(TENSORS)


def gguf(random, bases):
    """A GGUF file whose metadata, descriptions, counts or bytes are wrong."""
    kind = random.choice(("raw", "metadata", "metadata", "descriptions", "descriptions", "counts", "version"))
    pairs, fields, body = sound_gguf()
    if kind == "metadata":
        pairs = values(random, pairs)
    if kind == "descriptions":
        for _ in range(random.choice((1, 1, 2, 4))):
            one = random.choice(fields)
            name = random.choice(("sizes", "type", "offset", "name", "dimensions"))
            if name == "sizes":
                one["sizes"] = [sized(random, size) for size in one["sizes"]] + [1] * random.choice((0, 0, 1))
                one["sizes"][random.randrange(len(one["sizes"]))] = choices.integer(random)
            elif name == "type":
                one["type"] = random.randrange(40)
            elif name == "name":
                one["name"] = random.choice((random.choice(fields)["name"], random.choice(choices.TEXTS)[:60000]))
            else:
                one[name] = choices.integer(random)
    counts = (
        tuple(random.choice((number, choices.integer(random))) for number in (len(fields), len(pairs)))
        if kind == "counts"
        else None
    )
    version = choices.integer(random) if kind == "version" else 3
    data = ggml.whole(pairs, fields, body, version=version, counts=counts)
    if kind == "raw":
        # What stands before the data is what is read first.
        at = len(data) - len(body) if random.random() < 0.7 else len(data)
        data = mutation.mutated(random, data[:at]) + data[at:]
    line = command(random, "m.gguf")
    if random.random() < 0.3 and "--tokenizer" in line:
        at = line.index("--tokenizer")
        line = line[:at] + line[at + 2 :]
    if random.random() < 0.1:
        line = ["model", "convert", "m.gguf", "new.safetensors"]
    return Case("GGUF", kind, line, {"m.gguf": data}, hostile=("m.gguf",), answers=line[1] != "convert")


def parts_beside(kind):
    """[name, shape, bytes] of tuned states, or of a LoRA with a whole tensor beside it."""
    sizes, found = checkpoint.TINY, []
    for layer in range(sizes.layers):
        block = f"blocks.{layer}.att."
        if kind == "state":
            found.append([block + "time_state", [sizes.width // sizes.head, sizes.head, sizes.head]])
        else:
            found += [[block + "key.lora_A", [4, sizes.width]], [block + "key.lora_B", [sizes.width, 4]]]
            found.append([f"blocks.{layer}.ln1.weight", [sizes.width]])
    return [[name, shape, bytes(2 * checkpoint.count(shape))] for name, shape in found]


def beside(random, bases):
    """Tuned states or a LoRA whose header, names or sizes are wrong, beside a sound model."""
    kind = random.choice(("state", "lora"))
    parts = parts_beside(kind)
    change = random.choice(("raw", "tree", "names", "names", "sizes", "sizes"))
    for part in random.sample(parts, random.choice((1, 1, 2))) if change in ("names", "sizes") else ():
        if change == "names":
            others = (random.choice(parts)[0], random.choice(TENSORS)[0], random.choice(choices.TEXTS)[:60000])
            likes = (part[0] + ".weight", "base_model.model." + part[0], part[0].replace("0", "7"))
            part[0] = random.choice((random.choice(others), *likes))
        else:
            part[1] = [random.choice((size, size, size + 1, 1, 0)) for size in part[1]] + [1] * random.choice((0, 0, 1))
            part[2] = bytes(2 * checkpoint.count(part[1]))
    if change == "tree":
        header = json.dumps({name: dict(one) for name, one in checkpoint.header(parts)})
        text = mutation.encoded(mutation.edit(random, mutation.tree(header)))
        data = struct.pack("<Q", len(text)) + text + b"".join(data for _, _, data in parts)
    else:
        data = checkpoint.safetensors(parts)
    if change == "raw":
        data = mutation.mutated(random, data)
    options = ["--state", "x.safetensors"] if kind == "state" else ["--lora", "x.safetensors", "--lora-alpha", "8"]
    line = command(random, "../base/tiny") + options
    return Case("beside", f"{kind}, {change}", line, {"x.safetensors": data}, hostile=("x.safetensors",))


def index(random, bases):
    """A folder of shards whose index is wrong."""
    halves = [TENSORS[::2], TENSORS[1::2]]
    names = [f"model-0000{number}-of-00002.safetensors" for number in (1, 2)]
    weights = {part[0]: name for half, name in zip(halves, names) for part in half}
    tree = mutation.tree(json.dumps({"metadata": {"total_size": 1}, "weight_map": weights}))
    text = mutation.encoded(mutation.edit(random, tree))
    if random.random() < 0.2:
        text = mutation.text(random, text)
    files = {f"m/{name}": checkpoint.safetensors(half) for half, name in zip(halves, names)}
    files |= {"m/model.safetensors.index.json": text, "m/config.json": bases["tiny/config.json"]}
    return Case(".safetensors", "index", command(random, "m"), files, hostile=("m/model.safetensors.index.json",))


FLAGS = (
    ["--loops", "4"],
    ["--loops", "2,4,8"],
    ["--groups", "2"],
    ["--sharing", "cycle"],
    ["--injection", "add"],
    ["--prelude", "1"],
    ["--coda", "1"],
    ["--loops-curve", "3", "--loops", "8"],
    ["--precision", "bf16"],
    ["--depth-program", "rwkv-dr-0615:2"],
    ["--depth-program", "rwkv-dr-published"],
    ["--curve", "prefix"],
)


def config(random, bases):
    """A config.json, of fla's or of a looped model, with flags that may contradict it."""
    base = random.choice(("fla", "tiny", "tiny", "tiny"))
    runs = random.random() < 0.4
    # A program of a million applications is slow by right; where it would be run, numbers are small.
    tree = mutation.edit(
        random, mutation.tree(bases[f"{base}/config.json"]), choices.SMALL if runs else choices.INTEGERS
    )
    text = mutation.encoded(tree)
    if random.random() < 0.2 and not runs:
        text = mutation.text(random, text)
    files = {
        "m/config.json": text,
        "m/model.safetensors": Link(f"../../base/{base}/model.safetensors"),
        "m/vocab.txt": Link(f"../../base/{base}/vocab.txt"),
    }
    line = (
        ["model", "check", "m", *SHORT]
        if runs
        else ["model", "inspect", "m", *random.choice(([], ["--applications"], ["--tensors"]))]
    )
    if random.random() < 0.15:
        files["depth.json"] = text
        line += ["--depth-program", "depth.json"]
    for flag in random.sample(FLAGS, random.choice((0, 0, 1, 2))):
        line += flag if flag[0] not in line else []
    return Case("config.json", base, line, files, hostile=("m/config.json",))
