"""Archives of a few kilobytes that hold gigabytes, and other claims of archives."""

import bz2
import functools
import gzip
import json
import lzma
import tarfile
import zlib

import bases as sound
import containers
from case import Case

MEBI = 1 << 20


@functools.cache
def packed(ending, text):
    """A packed stream of 64 MiB of one text."""
    return PACKERS[ending](text * (64 * MEBI // len(text)))


def many(ending, text, size):
    """Packed streams of one text in a row, which formats allow, up to a size."""
    return packed(ending, text) * (size // (64 * MEBI))


def zeros_of_zip(size):
    """A deflated stream of zeros, made of one block that is repeated, and its checksum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(MEBI)) + packer.flush(zlib.Z_FULL_FLUSH)
    crc = 0
    for _ in range(size // MEBI):
        crc = zlib.crc32(bytes(MEBI), crc)
    return first * (size // MEBI) + b"\x03\0", crc


def zip_bomb(name, size):
    packed, crc = zeros_of_zip(size)
    wide = {
        f"{place}_{field}": value
        for place in "ld"
        for field, value in (("crc", crc), ("size", size), ("packed", len(packed)))
    }
    return containers.zip_file([containers.entry(name, b"", method=8, packed=packed, **wide)])


def tar_head(name, size):
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


PACKERS = {"gz": lambda data: gzip.compress(data, mtime=0), "bz2": bz2.compress, "xz": lzma.compress}


def tars(size):
    """Label, name, bytes of tars with one entry of zeros."""
    name = "data/test/anatomy_test.csv"
    for ending, pack in PACKERS.items():
        make = (
            lambda ending=ending, pack=pack: pack(tar_head(name, size))
            + many(ending, bytes(1024), size)
            + pack(bytes(1024))
        )
        yield f"tar.{ending} of {size // MEBI} MiB", f"d.tar.{ending}", make
    yield f"zip of {size // MEBI} MiB", "d.zip", lambda: zip_bomb(name, size)


def docs(size):
    """Packed docs: lines of one letter, empty lines, an open text."""
    doc = b'{"question":"","options":["a","b"],"answer":0}'
    forms = (
        ("jsonl", "blanks", b"", b" "),
        ("jsonl", "line feeds", b"", b"\n"),
        ("jsonl", "a text", b'{"question": "', b"x"),
        ("csv", "commas", b"question,options,answer\n", b","),
        ("jsonl", "docs", b"", doc + b" " * (63 - len(doc)) + b"\n"),
    )
    for ending, pack in PACKERS.items():
        for form, label, head, text in forms:
            make = lambda ending=ending, pack=pack, head=head, text=text: (pack(head) if head else b"") + many(
                ending, text, size
            )
            yield f"{form}.{ending} of {label}", f"d.{form}.{ending}", make
    yield "jsonl.zip", "d.zip", lambda: zip_bomb("test.jsonl", size)


def nested(data, times):
    for _ in range(times):
        data = gzip.compress(data, mtime=0)
    return data


def others():
    """Label, name, bytes of archives that are odd."""
    row = sound.rows()
    yield "many entries", "d.tar", lambda: containers.tar_file(
        [(f"data/test/s{i}_test.csv", row) for i in range(20000)]
    )
    yield "many empty entries", "d.tar.gz", lambda: gzip.compress(
        containers.tar_file([(f"x/{i}", b"") for i in range(100000)]), mtime=0
    )
    yield "many zip entries", "d.zip", lambda: containers.zip_file(
        [containers.entry(f"data/test/s{i}_test.csv", row) for i in range(20000)]
    )
    yield "traversal", "d.tar", containers.tar_file(
        [("../../data/test/anatomy_test.csv", row), ("/data/test/virology_test.csv", row)]
    )
    yield "one name twice", "d.tar", containers.tar_file(
        [("data/test/a_test.csv", row), ("./data/test/a_test.csv", row)]
    )
    yield "gzip in gzip", "d.tar.gz", nested(containers.tar_file([("data/test/a_test.csv", row)]), 30)
    yield "claims a terabyte", "d.tar", tar_head("data/test/a_test.csv", 2**40) + row
    yield "control characters", "d.tar", containers.tar_file(
        [("data/test/a\x1b[31m\x9b_test.csv", row), ("\x1b[31m", row)]
    )
    yield "control characters in zip", "d.zip", containers.zip_file(
        [containers.entry("data/test/a\x1b[31m_test.csv", b"x,\x1b[31m\n")]
    )
    yield "not UTF-8", "d.tar", containers.tar_file(
        [("data/test/a\udcff_test.csv".encode("utf-8", "surrogatepass").decode("latin-1"), row)]
    )
    yield "long names", "d.tar", containers.tar_file([("data/test/" + "x" * 100000 + "_test.csv", row)])
    yield "deep folders", "d.tar", containers.tar_file([("a/" * 30000 + "data/test/a_test.csv", row)])
    yield "quine of links", "d.tar", tar_link("data/test/a_test.csv", "data/test/a_test.csv")
    records = b"".join(f"{i} x={'y' * 80}\n".encode() for i in range(9000))
    info = tarfile.TarInfo("x")
    info.type, info.size = b"x", len(records)
    yield "pax records", "d.tar", info.tobuf() + records + b"\0" * (-len(records) % 512) + containers.tar_file(
        [("data/test/a_test.csv", row)]
    )


def tar_link(name, target):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return containers.tar_file([(info, b"")])


def cases(bases):
    for size, slow in ((MEBI << 8, False), (MEBI << 11, True)):
        for label, name, data in tars(size):
            yield Case(
                "MMLU", f"bomb: {label}", ["mmlu", "--model", "uniform", "--data", name], {name: data}, slow=slow
            )
    for label, name, data in docs(MEBI << 10):
        task = dict(sound.TASK, doc_to_choice=["a", "b"])
        line = ["tasks", "validate", "t.yaml", "--data", f"colours={name}"]
        yield Case("docs", f"bomb: {label}", line, {"t.yaml": json.dumps(task).encode(), name: data}, slow=True)
    for label, name, data in others():
        yield Case(
            "MMLU",
            f"archive: {label}",
            ["mmlu", "--model", "uniform", "--data", name],
            {name: data},
            slow=label.startswith("many"),
        )
