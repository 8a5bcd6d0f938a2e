#!/usr/bin/env python3
"""Compares the bundled models with the accuracy tables that they were published with.

Runs `rwkv-eval mmlu` on models/demo and models/demo-core at every loop count of their tables and compares, for every
subject, the number of right answers, and in total how often each letter was predicted. The tables were made by another
program; a difference of one doc is a near tie that fell the other way, and is shown as such.

Usage: tools/check_accuracy.py [EXECUTABLE]        (default: .build/release/rwkv-eval)
Exit code: 0 when every number is equal, 1 otherwise.
"""

import json
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def text_table(path):
    """The table of accuracy-*.txt: {subject or letter: {loops: count}}, 100 docs a subject."""
    lines = path.read_text().splitlines()
    loops = [int(field) for field in lines[0].split()[1:]]
    rows = {}
    for line in lines[1:]:
        fields = line.split()
        if re.fullmatch(r"[a-z_]+", fields[0]) and len(fields) == len(loops) + 1:
            rows[fields[0]] = dict(zip(loops, map(int, fields[1:])))
        elif fields[0] == "predicted":
            rows[f"predicted {fields[1]}"] = dict(zip(loops, map(int, fields[2:])))
        elif line.startswith("gold"):
            break
    return rows


def markdown_table(path):
    """The table of accuracy.md."""
    cells = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in path.read_text().splitlines()]
    loops = [int(cell) for cell in cells[0][1:]]
    wanted = re.compile(r"[a-z_]+|predicted [A-D]")
    return {row[0]: dict(zip(loops, map(int, row[1:]))) for row in cells if wanted.fullmatch(row[0])
            and row[0] != "subject"}


def measured(executable, model, prompt, loops):
    command = [executable, "mmlu", "--model", model, "--prompt", prompt, "--format", "json", "--no-keep",
               "--loops", ",".join(map(str, loops))]
    if model == "demo":
        command += ["--groups", "8"]
    started = time.monotonic()
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if run.returncode not in (0, 3):
        sys.exit(f"{' '.join(command)}: exit code {run.returncode}\n{run.stderr}")
    seconds = time.monotonic() - started
    results = {}
    for row in json.loads(run.stdout)["results"]:
        name = row["task"].removeprefix("mmlu_")
        if row["level"] == "total":
            for letter, count in row["predicted"].items():
                results.setdefault(f"predicted {letter}", {})[row["loops"]] = count
        else:
            results.setdefault(name, {})[row["loops"]] = row["correct"]
    return results, seconds


def compare(executable, model, prompt, table):
    loops = list(next(iter(table.values())))
    results, seconds = measured(executable, model, prompt, loops)
    differences = 0
    for name, expected in table.items():
        for count in loops:
            got = results.get(name, {}).get(count)
            if got != expected[count]:
                differences += 1
                print(f"  {name} at {count} loops: {got}, the table has {expected[count]}")
    numbers = len(table) * len(loops)
    print(f"{model}, {prompt} prompt: {numbers - differences} of {numbers} numbers equal ({seconds:.0f} s)")
    return differences


def main():
    executable = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / ".build/release/rwkv-eval")
    demo, core = ROOT / "models/demo", ROOT / "models/demo-core"
    differences = compare(executable, "demo", "lm_eval", text_table(demo / "accuracy-lm_eval.txt"))
    differences += compare(executable, "demo", "recommended", text_table(demo / "accuracy-recommended.txt"))
    differences += compare(executable, "demo-core", "lm_eval", markdown_table(core / "accuracy.md"))
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
