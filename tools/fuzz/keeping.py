"""Keeps failures as folders that can be run again, and makes their inputs smaller where that is cheap."""

import dataclasses
import pathlib
import shutil
import tempfile
import time

import child
import judgement

#: Limits of making an input smaller.
TRIES, SECONDS = 80, 20
#: Failures with one signature that are kept.
KEPT = 2


def run(case, executable, environment, base):
    """Runs a case in a fresh folder beside the sound inputs; gives what is wrong and the run."""
    with tempfile.TemporaryDirectory(prefix="case-", dir=base.parent) as folder:
        inner = pathlib.Path(folder, "case")
        inner.mkdir()
        pathlib.Path(folder, "base").symlink_to(base)
        done = child.run(case, inner, executable, environment)
        return judgement.faults(case, done), done


def pieces(data, parts):
    """A text in about as many pieces, cut at lines where it has enough of them."""
    lines = data.splitlines(True)
    units = lines if len(lines) >= parts else [data[i : i + 1] for i in range(len(data))] if len(data) < 4096 else []
    if not units:
        size = -(-len(data) // parts)
        return [data[at : at + size] for at in range(0, len(data), size)]
    size = -(-len(units) // parts)
    return [b"".join(units[at : at + size]) for at in range(0, len(units), size)]


def smaller(case, fails):
    """The case with pieces of its hostile files left out as long as it fails in the same way."""
    ends, tries = time.monotonic() + SECONDS, TRIES
    for name in case.hostile:
        if not isinstance(case.files.get(name), bytes):
            continue
        parts = 2
        while tries > 0 and time.monotonic() < ends and parts <= len(case.files[name]):
            chunks = pieces(case.files[name], parts)
            for at in range(len(chunks)):
                tries -= 1
                candidate = dataclasses.replace(
                    case, files=case.files | {name: b"".join(chunks[:at] + chunks[at + 1 :])}
                )
                if fails(candidate):
                    case, parts = candidate, max(2, parts - 1)
                    break
                if tries <= 0 or time.monotonic() > ends:
                    break
            else:
                parts *= 2
    return case


class Failures:
    """What went wrong so far, by signature."""

    def __init__(self, folder, base):
        self.folder, self.base, self.counts = pathlib.Path(folder), base, {}

    def add(self, case, found, done, origin, rerun):
        """Counts a failure; keeps the first of a kind. Gives the folder, if one was written."""
        kind = judgement.signature(case, found[0], done)
        signature = f"{kind} [{case.label}]" if origin.startswith("handmade") else kind
        self.counts[signature] = self.counts.get(signature, 0) + 1
        if self.counts[signature] > KEPT:
            return None
        if done.cpu < 1 and done.wall < 2:
            same = lambda other: (lambda found, run: bool(found) and judgement.signature(other, found[0], run) == kind)(
                *rerun(other)
            )
            case = smaller(case, same)
        return self.write(case, signature, done, origin)

    def write(self, case, signature, done, origin):
        name = "".join(c if c.isalnum() or c in ".-" else "-" for c in f"{case.reader.strip('.')}-{origin}")
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if not (self.folder / "base").exists():
            shutil.copytree(self.base, self.folder / "base", symlinks=True)
        case.write(folder)
        if case.stdin:
            (folder / "stdin").write_bytes(case.stdin)
        (folder / "command.sh").write_text(
            f'#!/bin/bash\n# {signature}\n# {origin}\ncd "$(dirname "$0")"\n{case.shell()}\n'
        )
        (folder / "stderr").write_bytes(done.stderr)
        (folder / "found").write_text(
            f"{signature}\ncase: {origin} ({case.label})\nexit code {done.code} {done.signal}\n"
            f"cpu {done.cpu:.2f} s, wall {done.wall:.2f} s, "
            f"memory {done.memory >> 20} MB, output {done.stdout_size} bytes\n"
        )
        return folder
