"""Runs a peer once over prompts, one at a time, and prints a line of JSON.

usage: measure.py PROGRAM ENGINE MODEL PROMPTS.jsonl THREADS
"""

import json
import sys
import time

import numpy as np
from engines import open_engine, read_prompts


def main():
    program, engine, model, path, threads = sys.argv[1:]
    prompts = read_prompts(path)
    logits, version = open_engine(engine, model, int(threads))
    # Twice before the clock starts: PyTorch's tracing compiler looks at the first calls, and at new lengths.
    for prompt in 2 * prompts[:3]:
        logits(prompt)
    start = time.perf_counter()
    healthy = [np.isfinite(logits(prompt)).all() for prompt in prompts]
    seconds = time.perf_counter() - start
    if not all(healthy):
        raise SystemExit(f"{program}: {healthy.count(False)} of {len(prompts)} prompts have logits that are not finite.")
    tokens = sum(map(len, prompts))
    line = {"program": program, "version": version, "docs": len(prompts), "tokens": tokens, "seconds": seconds}
    print(json.dumps(line | {"tokens_per_s": tokens / seconds, "docs_per_s": len(prompts) / seconds}))


main()
