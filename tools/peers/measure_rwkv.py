"""Runs the package `rwkv` once over prompts and prints a line of JSON.

usage: measure_rwkv.py CHECKPOINT.pth PROMPTS.jsonl THREADS PRECISION
"""

import contextlib
import io
import json
import os
import sys
import time
from importlib.metadata import version

os.environ["RWKV_V7_ON"] = "1"
os.environ["RWKV_JIT_ON"] = "1"
os.environ["RWKV_CUDA_ON"] = "0"

import torch


def main():
    checkpoint, prompts, threads, precision = sys.argv[1:]
    torch.set_num_threads(int(threads))
    with contextlib.redirect_stdout(io.StringIO()):
        from rwkv.model import RWKV

        model = RWKV(model=checkpoint.removesuffix(".pth"), strategy=f"cpu {precision}")
    with open(prompts) as file:
        prompts = [json.loads(line)["tokens"] for line in file]
    # Twice before the clock starts: the tracing compiler looks at the first calls.
    for _ in range(2):
        model.forward(prompts[0], None)
    start = time.perf_counter()
    for prompt in prompts:
        logits, _ = model.forward(prompt, None)
        assert torch.isfinite(logits.float()).all()
    seconds = time.perf_counter() - start
    tokens = sum(map(len, prompts))
    print(
        json.dumps(
            {
                "program": f"rwkv {precision}",
                "version": f"rwkv {version('rwkv')}, torch {torch.__version__}",
                "docs": len(prompts),
                "tokens": tokens,
                "seconds": seconds,
                "tokens_per_s": tokens / seconds,
                "docs_per_s": len(prompts) / seconds,
            }
        )
    )


main()
