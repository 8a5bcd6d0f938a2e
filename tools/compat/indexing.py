"""Part 5: how long it takes to index all of lm_eval's YAML files."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from harness import TASKS
from section import Section

ROUNDS = 3
LIMIT = 3.0  # seconds


def indexing(command, _):
    section = Section(
        "Indexing",
        f"Wall time to list everything below lm_eval's folder of tasks, {sum(1 for _ in TASKS.rglob('*.yaml'))} `.yaml` files; medians of {ROUNDS}, in turn.",
        ["command", "seconds"],
    )
    theirs = [str(Path(sys.executable).parent / "lm_eval"), "ls", "tasks"]
    ours = [command, "tasks", "list", "--include-path", str(TASKS)]
    seconds = {"lm_eval ls tasks": [], "rwkv-eval tasks list": []}
    for _ in range(ROUNDS):
        for name, arguments in zip(seconds, (theirs, ours), strict=True):
            seconds[name].append(timed(arguments))
    section.rows = [[f"`{name}`", f"{median(values):.1f}"] for name, values in seconds.items()]
    slow = median(seconds["rwkv-eval tasks list"])
    if slow >= LIMIT:
        section.add("indexing", [("rwkv-eval tasks list", f"took {slow:.1f} s, expected less than {LIMIT:.0f} s")])
    return section


def timed(arguments):
    start = time.perf_counter()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start
