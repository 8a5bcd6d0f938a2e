"""MMLU's files, docs of tasks, and prompt files."""

import bz2
import gzip
import json
import lzma
import tarfile

import bases as sound
import choices
import containers
import mutation
from case import Case, Fifo, Folder, Link

PACK = {
    "tar": bytes,
    "tar.gz": lambda data: gzip.compress(data, mtime=0),
    "tar.xz": lzma.compress,
    "tar.bz2": bz2.compress,
}


def entries(random, data):
    """Files of MMLU's layout with one of them changed."""
    names = [
        f"data/{split}/{subject}_{split}.csv" for split in ("dev", "test", "val") for subject in ("anatomy", "virology")
    ]
    files = {name: sound.rows() for name in names}
    files[random.choice(names)] = data
    if random.random() < 0.2:
        name = random.choice(choices.TEXTS).replace("\0", "")[:200] or "x"
        files[
            random.choice((f"data/test/{name}_test.csv", name, f"../{name}", f"/{name}", "data/test/a_test.csv/b"))
        ] = data
    return files


def special(random, name):
    """A tar entry that is no file."""
    info = tarfile.TarInfo(name)
    info.type = random.choice(
        (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE, b"S", b"\x80")
    )
    info.linkname = random.choice(("/etc/passwd", "..", name, "data/test/virology_test.csv", ""))
    info.size = random.choice((0, 0, 2**33, 2**40))
    return info, b""


def archive(random, files):
    """The files as an archive, itself damaged in half of the cases; its name and bytes."""
    form = random.choice((*PACK, "zip"))
    if form == "zip":
        made = [containers.entry(name, data) for name, data in files.items()]
        if random.random() < 0.3:
            random.choice(made)["fields"][
                random.choice(
                    ("d_size", "d_packed", "l_size", "l_packed", "d_crc", "d_flags", "d_method", "d_offset", "method")
                )
            ] = choices.integer(random)
        data = containers.zip_file(made, zip64={} if random.random() < 0.2 else None)
    else:
        pairs = list(files.items())
        if random.random() < 0.3:
            pairs.insert(random.randrange(len(pairs)), special(random, random.choice(list(files))))
        data = containers.tar_file(pairs, random.choice((tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)))
        if random.random() < 0.3:
            data = mutation.mutated(random, data)
        data = PACK[form](data)
    if random.random() < 0.3:
        data = mutation.mutated(random, data)
    return f"data.{form}", data


def mmlu(random, bases):
    """MMLU in a folder or an archive."""
    table = mutation.text(random, sound.rows() * random.choice((1, 1, 30)))
    files = entries(random, table)
    if random.random() < 0.5:
        kind = "folder"
        written = {name.lstrip("/").replace("../", ""): data for name, data in files.items() if "csv/" not in name}
        if random.random() < 0.15:
            written["data/test/virology_test.csv"] = random.choice(
                (Link("virology_test.csv"), Link("/dev/null"), Link(".."), Folder(), Fifo())
            )
        path = "data"
        written = {
            name: content
            for name, content in written.items()
            if name.startswith("data/") and "//" not in name and len(name) < 200
        }
    else:
        path, data = archive(random, files)
        kind, written = path, {path: data}
    line = random.choice(
        (["mmlu", "--model", "uniform"], ["prompts", "digest"], ["mmlu", "--model", "../base/tiny", "--threads", "1"])
    )
    options = random.choice(([], ["--num-fewshot", "2"], ["--limit", "1"], ["--split", "val"], ["--subjects", "v*"]))
    return Case("MMLU", kind, [*line, "--data", path, *options], written, hostile=(path,) if path in written else ())


KINDS = ("jsonl", "json", "csv", "tsv", "jsonl.gz", "csv.gz", "json.xz", "jsonl.bz2", "jsonl.zip")


def table(random, mark):
    """The sample docs as CSV or TSV."""
    rows = [["question", "options", "answer"]]
    rows += [[doc["question"], json.dumps(doc["options"]), str(doc["answer"])] for doc in sound.DOCS]
    text = "\n".join(
        mark.join('"' + cell.replace('"', '""') + '"' if mark == "," else cell for cell in row) for row in rows
    )
    return mutation.text(random, text.encode() * random.choice((1, 1, 20)))


def docs(random, bases):
    """Docs of a task in a file of any format."""
    kind = random.choice(KINDS)
    form = kind.split(".")[0]
    if form in ("csv", "tsv"):
        data = table(random, "," if form == "csv" else "\t")
    else:
        tree = mutation.edit(random, mutation.tree(json.dumps(sound.DOCS)))
        lines = [mutation.encoded(item) for item in tree] if isinstance(tree, list) else [mutation.encoded(tree)]
        data = b"\n".join(lines) + b"\n" if form == "jsonl" else mutation.encoded(tree)
        if random.random() < 0.4:
            data = mutation.text(random, data)
    packed = {
        "gz": lambda data: gzip.compress(data, mtime=0),
        "xz": lzma.compress,
        "bz2": bz2.compress,
        "zip": lambda data: containers.zip_file([containers.entry(f"docs.{form}", data)]),
    }
    ending = kind.partition(".")[2]
    if ending:
        data = packed[ending](data)
        if random.random() < 0.3:
            data = mutation.mutated(random, data)
    task = dict(sound.TASK)
    if form in ("csv", "tsv"):
        task["doc_to_choice"] = ["a", "b"]
    line = random.choice(
        (
            ["tasks", "validate", "colours.yaml"],
            ["run", "--tasks", "colours.yaml", "--model", "uniform"],
            ["run", "--tasks", "colours.yaml", "--write-requests", "-"],
        )
    )
    if random.random() < 0.5:
        task["dataset_path"] = {"jsonl": "json", "tsv": "csv"}.get(form, form)
        task["dataset_kwargs"] = {"data_files": {"test": f"docs.{kind}"}}
    else:
        line = [*line, "--data", f"colours=docs.{kind}"]
    files = {"colours.yaml": json.dumps(task).encode(), f"docs.{kind}": data}
    return Case("docs", kind, line, files, hostile=(f"docs.{kind}",))


def prompt(random, bases):
    """A prompt file."""
    name = random.choice(("lm_eval", "recommended"))
    data = mutation.text(random, (sound.ROOT / f"prompts/{name}.yaml").read_bytes())
    line = random.choice(
        (
            ["prompts", "show", "p.yaml"],
            ["prompts", "diff", "recommended", "p.yaml", "--seed", "1", "--data", "../base/data"],
            ["prompts", "digest", "--prompt", "p.yaml", "--data", "../base/data", "--num-fewshot", "1"],
            ["mmlu", "--model", "uniform", "--prompt", "p.yaml", "--data", "../base/data"],
        )
    )
    return Case("prompt", name, line, {"p.yaml": data}, hostile=("p.yaml",))
