"""Compares rwkv-eval with lm_eval and writes reports/compatibility.md.

usage: compat.py [--parts census,data,scores,tasks,runs,indexing] [--tool PROGRAM] [--work FOLDER] [--report FILE]

Ends with exit code 1 where anything differs that exceptions.py does not explain. The report is written only by a run of all parts.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

import report
from census import census
from indexing import indexing
from ownruns import own_runs
from owntasks import own_tasks
from realdata import real_data
from scores import scores

REPOSITORY = Path(__file__).resolve().parents[2]
PARTS = {"census": census, "data": real_data, "scores": scores, "tasks": own_tasks, "runs": own_runs, "indexing": indexing}


def main():
    arguments = parsed()
    names = arguments.parts.split(",")
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"unknown part {unknown[0]!r}. The parts are {', '.join(PARTS)}.")
    if not Path(arguments.tool).is_file():
        sys.exit(f"{arguments.tool}: not found. Build it with `make release`, or name another with --tool.")
    sections = []
    for name in names:
        start = time.perf_counter()
        print(f"{name} …", file=sys.stderr, flush=True)
        work = arguments.work / name
        shutil.rmtree(work, ignore_errors=True)
        sections.append(PARTS[name](str(arguments.tool), work))
        print("\n".join(sections[-1].markdown()), flush=True)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
    if names == list(PARTS):
        arguments.report.write_text(report.page(sections, arguments.tool), encoding="utf-8")
        print(f"wrote {arguments.report}", file=sys.stderr)
    differences = sum(len(section.differences) for section in sections)
    print(f"{differences} differences" if differences else "no differences")
    sys.exit(1 if differences else 0)


def parsed():
    parser = argparse.ArgumentParser(description="Compares rwkv-eval with lm_eval.")
    parser.add_argument("--parts", default=",".join(PARTS), help="some of %(default)s, separated by commas")
    parser.add_argument("--tool", type=Path, default=REPOSITORY / ".build/release/rwkv-eval", help="the rwkv-eval to test")
    parser.add_argument("--work", type=Path, default=REPOSITORY / ".build/compat/work", help="a folder for docs and requests, emptied first")
    parser.add_argument("--report", type=Path, default=REPOSITORY / "reports/compatibility.md")
    return parser.parse_args()


if __name__ == "__main__":
    main()
