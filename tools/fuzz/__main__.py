"""Gives rwkv-eval inputs that are wrong, and asks that it ends by itself, within 10 s and 1 GB, with a word about it.

usage: tools/fuzz [--seconds N] [--seed N] [--jobs N] [--reader NAME] [--case N] [--short] …
Exit code: 0 when nothing was found, 1 when something was, 2 for bad usage.
"""

import argparse
import multiprocessing
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback

import bases
import handmade
import judgement
import keeping
import readers
import table


def options():
    parser = argparse.ArgumentParser(prog="tools/fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="how long random cases are tried (default: 60)")
    parser.add_argument("--seed", type=int, help="seed of the random cases (default: another one every time)")
    parser.add_argument("--jobs", type=int, default=2, help="cases at a time (default: 2)")
    parser.add_argument(
        "--reader", action="append", choices=sorted(readers.MAKERS), help="only this reader; may be repeated"
    )
    parser.add_argument("--case", type=int, help="only the random case of this number")
    parser.add_argument("--handmade", metavar="TEXT", help="only hand-made cases with this in their label")
    parser.add_argument("--random", action="store_true", help="no hand-made cases")
    parser.add_argument("--short", action="store_true", help="leaves out the hand-made cases that take long")
    parser.add_argument("--executable", default=os.environ.get("RWKV_EVAL", ".build/release/rwkv-eval"))
    parser.add_argument(
        "--cpu", type=float, default=judgement.CPU_SECONDS, help="seconds of processor time for a case (default: 10)"
    )
    parser.add_argument("--failures", help="where failures are kept (default: a folder in the temporary one)")
    return parser.parse_args()


def random_case(seed, number, sound, wanted):
    """The case of a number: the same for the same seed, number and readers."""
    generator = random.Random(f"{seed}/{number}")
    name = wanted[number % len(wanted)]
    makers = readers.MAKERS[name]
    return makers[number // len(wanted) % len(makers)](generator, sound)


def plan(given, sound):
    """(origin, maker) of every case in turn: the hand-made ones, then random ones without end."""
    wanted = given.reader or list(readers.MAKERS)
    if given.case is None and not given.random:
        for case in handmade.cases(sound):
            if given.short and case.slow or given.reader and case.reader not in wanted:
                continue
            if given.handmade is None or given.handmade in case.label:
                yield f"handmade {case.label}", case
    number = given.case or 0
    while given.handmade is None:
        yield f"seed {given.seed} case {number}", lambda number=number: random_case(given.seed, number, sound, wanted)
        if given.case is not None:
            return
        number += 1


def work(index, given, sound, environment, queue):
    """One worker's share of the cases."""
    ends = None
    run = lambda case: keeping.run(case, given.executable, environment, sound.folder)
    for at, (origin, case) in enumerate(plan(given, sound)):
        is_random = callable(case)
        if is_random:
            ends = ends or time.monotonic() + given.seconds
            if time.monotonic() > ends:
                break
        if at % given.jobs != index:
            continue
        try:
            case = (case() if is_random else case).resolved()
            found, done = run(case)
        except Exception:
            queue.put(f"{origin}\n{traceback.format_exc()}")
            return
        queue.put((case.reader, is_random, found, done, (case, origin) if found else None))
    queue.put(None)


def main():
    # So that no case outlives a fuzzer that is stopped.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    given = options()
    judgement.CPU_SECONDS = given.cpu
    given.executable = str(pathlib.Path(given.executable).resolve())
    given.seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    if not os.access(given.executable, os.X_OK):
        sys.exit(f"{given.executable}: no executable. Build it with `make release`, or give --executable.")
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", RWKV_EVAL_RUNS=".") | (
        {} if "RWKV_EVAL_HOME" in os.environ else {"RWKV_EVAL_HOME": str(bases.ROOT)}
    )
    folder = pathlib.Path(tempfile.mkdtemp(prefix="rwkv-eval-fuzz-"))
    sound = bases.Bases(folder / "base")
    failures = keeping.Failures(given.failures or f"{folder}-failures", sound.folder)
    print(f"seed {given.seed}; failures are kept in {failures.folder}", flush=True)
    try:
        sound.make(given.executable, environment)
        counts = gather(given, sound, environment, failures)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    table.show(counts, failures.counts)
    sys.exit(1 if failures.counts else 0)


def gather(given, sound, environment, failures):
    """Starts the workers, counts what they find, and keeps it."""
    queue = multiprocessing.Queue(maxsize=16)
    workers = [
        multiprocessing.Process(target=work, args=(index, given, sound, environment, queue), daemon=True)
        for index in range(given.jobs)
    ]
    for worker in workers:
        worker.start()
    counts, open_ends = table.Counts(), len(workers)
    rerun = lambda case: keeping.run(case, given.executable, environment, sound.folder)
    while open_ends:
        item = queue.get()
        if item is None:
            open_ends -= 1
            continue
        if isinstance(item, str):
            sys.exit(f"a fault of the fuzzer itself, {item}")
        reader, is_random, found, done, failed = item
        counts.add(reader, is_random, found, done)
        if failed:
            case, origin = failed
            kept = failures.add(case, found, done, origin, rerun)
            if kept:
                print(f"FAILED {case.reader}, {origin}: {', '.join(found)}; {kept}", flush=True)
    for worker in workers:
        worker.join()
    return counts


main()
