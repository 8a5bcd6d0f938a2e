#!/usr/bin/env python3
"""Measures rwkv-eval beside PyPI's rwkv on a random RWKV-4, 5 or 6 model, in turn, by the time of the scoring alone.

usage: older.py RWKV_EVAL KIND FOLDER [--docs N] [--tokens N] [--rounds N] [--threads N] [--layers N] [--width N]
KIND is that of tools/older_cases.py: rwkv-4, rwkv-5.0, rwkv-5.1, rwkv-5.2 or rwkv-6. FOLDER gets the checkpoint and the
requests. Prints tokens a second of each round and the medians, and the largest difference of a log-likelihood.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import older_cases
import torch
from rwkv.model import RWKV


def options():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("executable")
    parser.add_argument("kind", choices=older_cases.KINDS)
    parser.add_argument("folder", type=pathlib.Path)
    for name, default in [("docs", 16), ("tokens", 128), ("rounds", 3), ("threads", 2), ("layers", 6), ("width", 512)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def prepare(given):
    """The checkpoint, and prompts of random tokens with one token to score."""
    shape = older_cases.Shape(given.layers, given.width, 64, 7 * given.width // 2, 4096, 32, 64)
    random = older_cases.Random(1, shape)
    given.folder.mkdir(parents=True, exist_ok=True)
    model = given.folder / f"{given.kind}.pth"
    weights = older_cases.checkpoint(random, given.kind)
    # fp32, since the package would make a bf16 embedding once ln0 is applied to it.
    torch.save({name: tensor.float() for name, tensor in weights.items()}, model)
    prompts = torch.randint(1, shape.tokens, (given.docs, given.tokens), generator=random.generator).tolist()
    with open(given.folder / "requests.jsonl", "w") as file:
        for prompt in prompts:
            file.write(json.dumps({"context_tokens": prompt[:-1], "continuation_tokens": prompt[-1:]}) + "\n")
    return model, prompts


def ours(given, model):
    command = [given.executable, "loglikelihood", "--model", str(model), "--threads", str(given.threads)]
    command += ["--requests", str(given.folder / "requests.jsonl"), "--no-start-token"]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return time.perf_counter() - start, [json.loads(line) for line in done.stdout.splitlines()]


def theirs(network, prompts):
    start = time.perf_counter()
    scores = []
    for prompt in prompts:
        logits, _ = network.forward(prompt[:-1], None)
        scores.append(torch.log_softmax(logits.float(), -1)[prompt[-1]].item())
    return time.perf_counter() - start, scores


def main():
    given = options()
    torch.set_num_threads(given.threads)
    model, prompts = prepare(given)
    network = RWKV(model=str(model), strategy="cpu fp32", verbose=False)
    tokens = given.docs * (given.tokens - 1)
    times = {"rwkv-eval": [], "rwkv": []}
    for _ in range(given.rounds):
        seconds, answers = ours(given, model)
        times["rwkv-eval"].append(seconds)
        seconds, scores = theirs(network, prompts)
        times["rwkv"].append(seconds)
    difference = max(abs(answer["logprob"] - score) for answer, score in zip(answers, scores, strict=True))
    print(f"{given.kind}: {given.layers} layers of width {given.width}, {given.docs} prompts of {given.tokens} tokens")
    for name, seconds in times.items():
        rates = [round(tokens / value) for value in seconds]
        print(f"  {name}: {round(statistics.median(rates))} tokens a second (rounds: {rates})")
    print(f"  largest difference of a log-likelihood: {difference:.1e}")


if __name__ == "__main__":
    main()
