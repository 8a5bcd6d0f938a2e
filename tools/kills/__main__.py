"""Kills runs of 400 layer applications at random moments and resumes them by the same command.

usage: tools/kills [--kills N] [--seed N] [--short] [--executable PATH]
Every run must end with the bytes of a run in one piece, and no kill may cost more than 90 s of work.
Exit code: 0 when all is so, 1 when something is not.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile

import part
import program

#: Seconds of work that a kill may cost.
BOUND = 90


def options():
    parser = argparse.ArgumentParser(prog="tools/kills", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20, help="how many (default: 20)")
    parser.add_argument("--seed", type=int, help="seed of the moments (default: another one every time)")
    parser.add_argument("--short", action="store_true", help="only the bundled model, on few docs")
    parser.add_argument("--width", type=int, default=256, help="width of the larger model (default: 256)")
    parser.add_argument("--executable", default=os.environ.get("RWKV_EVAL", ".build/release/rwkv-eval"))
    return parser.parse_args()


class Series:
    """Kills of one program."""

    def __init__(self, chosen, given, environment, folder, generator):
        self.program, self.environment, self.generator = chosen, environment, generator
        self.command = [given.executable, *chosen.command]
        self.folder = pathlib.Path(folder, chosen.name.replace(" ", "-"))
        self.folder.mkdir()
        self.parts, self.faults, self.runs, self.same = [], [], 0, 0

    def whole(self):
        """The run in one piece, which all others must equal."""
        path = self.folder / "whole"
        done = part.run(self.command, path, self.environment)
        if done.code not in (0, 3):
            sys.exit(f"{' '.join(self.command)}: {part.ending(done.code)}\n{done.diagnostics[-2000:]}")
        manifest = json.loads((path / "manifest.json").read_bytes())
        self.reference = (path / "outcomes.jsonl").read_bytes()
        self.seconds = manifest["elapsedSeconds"]
        self.tokens = manifest["work"]["computedTokens"]
        print(
            f"{self.program.name}: in one piece {self.seconds:.1f} s, "
            f"{manifest['task']['docs']} docs, {self.tokens} tokens",
            flush=True,
        )

    def kill(self, times, span):
        """So many kills, spread over as many runs as it takes."""
        while len(self.parts) < times:
            self.runs += 1
            path = self.folder / f"run-{self.runs}"
            while len(self.parts) < times:
                kind = part.KINDS[len(self.parts) % len(part.KINDS)]
                if self.step(path, kind, self.generator.uniform(0.05, span * self.seconds)):
                    break
            else:
                self.step(path, "", None)
            outcomes = (path / "outcomes.jsonl").read_bytes()
            if outcomes == self.reference:
                self.same += 1
                shutil.rmtree(path)
            else:
                self.faults.append(f"run {self.runs}: outcomes.jsonl differs from that of a run in one piece: {path}")

    def step(self, path, kind, delay):
        """A part of a run; whether the run is done with it."""
        done = part.run(self.command, path, self.environment, kind, delay, self.generator)
        found = done.faults()
        if done.lost > BOUND:
            found.append(f"{done.lost:.0f} s of work lost by {kind}")
        self.faults += [f"run {self.runs}: {fault}" for fault in found]
        if done.kind:
            self.parts.append(done)
            print(
                f"  {self.program.name}, run {self.runs}, {kind} after {delay:.1f} s: "
                f"{part.ending(done.code)}, {done.kept} docs kept, "
                f"{done.lost:.1f} s lost" + "".join(f"; FAILED: {fault}" for fault in found),
                flush=True,
            )
        if not done.kind and done.code not in (0, 3) and not done.finished:
            sys.exit(f"{' '.join(self.command)}: {part.ending(done.code)}\n{done.diagnostics[-2000:]}")
        return done.finished


def show(series):
    """A table of the kills by program and kind."""
    lines = [
        (
            "program",
            "kill",
            "number",
            "ended with",
            "median s lost",
            "most s lost",
            "most tokens again",
            "most s to end",
        )
    ]
    for each in series:
        for kind in part.KINDS:
            parts = [done for done in each.parts if done.kind == kind]
            if not parts:
                continue
            lost = sorted(done.lost for done in parts)
            ends = ", ".join(sorted({part.ending(done.code) for done in parts}))
            lines.append(
                (
                    each.program.name,
                    kind,
                    str(len(parts)),
                    ends,
                    f"{lost[len(lost) // 2]:.1f}",
                    f"{lost[-1]:.1f}",
                    str(round(lost[-1] * each.tokens / each.seconds)),
                    f"{max(done.reaction for done in parts):.1f}",
                )
            )
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        print(
            "  ".join(
                cell.ljust(width) if at in (0, 1, 3) else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(line, widths))
            ).rstrip()
        )
    for each in series:
        print(f"{each.program.name}: {each.same} of {each.runs} runs with the bytes of a run in one piece")


def main():
    given = options()
    given.executable = str(pathlib.Path(given.executable).resolve())
    if not os.access(given.executable, os.X_OK):
        sys.exit(f"{given.executable}: no executable. Build it with `make release`, or give --executable.")
    given.seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    print(f"seed {given.seed}", flush=True)
    # A crash ends at once: the process that would describe it holds the lock of the run.
    environment = dict(os.environ, SWIFT_BACKTRACE="enable=no") | (
        {} if "RWKV_EVAL_HOME" in os.environ else {"RWKV_EVAL_HOME": str(program.ROOT)}
    )
    folder = tempfile.mkdtemp(prefix="rwkv-eval-kills-")
    generator = random.Random(given.seed)
    programs = [program.small(20)] if given.short else [program.small(60), program.large(folder, given.width, 100)]
    series = []
    for chosen in programs:
        each = Series(chosen, given, environment, folder, generator)
        series.append(each)
        each.whole()
        # Batches of the small program are many; a part of the large one must be able to end a batch.
        each.kill(
            given.kills if given.short else round(given.kills * chosen.share), 0.5 if chosen is programs[0] else 1.2
        )
    show(series)
    faults = [fault for each in series for fault in each.faults]
    for fault in sorted(set(faults), key=faults.index):
        print(f"FAILED: {fault}")
    if not faults:
        shutil.rmtree(folder)
    sys.exit(1 if faults else 0)


main()
