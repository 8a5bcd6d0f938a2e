"""Compares log-probabilities of all tokens after prompts with rwkv-eval's; fails where they are far apart.

usage: agreement.py requests PROMPTS.jsonl                the prompts as requests to `rwkv-eval loglikelihood --logits`
       agreement.py check PROGRAM ENGINE MODEL PROMPTS.jsonl ANSWERS.jsonl THREADS
"""

import json
import sys

import numpy as np
from engines import open_engine, read_prompts

# Nats, by precision. Measured on the shape 0.1B: rwkv fp32 5.3e-6, llama.cpp F32 3.8e-6, F16 1.6e-3, rwkv bf16 0.054.
LIMITS = {"fp32": 1e-4, "F32": 1e-4, "F16": 0.02, "bf16": 0.5}


def requests(path):
    for tokens in read_prompts(path):
        # rwkv-eval puts token 0 at the start itself.
        yield {"context_tokens": tokens[1:], "continuation_tokens": [1]}


def log_softmax(logits):
    logits = np.asarray(logits, dtype=np.float64)
    return logits - logits.max() - np.log(np.exp(logits - logits.max()).sum())


def check(program, engine, model, path, answers, threads):
    """The largest difference over all prompts and tokens of the vocabulary."""
    logits, _ = open_engine(engine, model, int(threads))
    prompts = read_prompts(path)
    with open(answers) as file:
        ours = [json.loads(line)["logits"] for line in file]
    differences = [
        float(np.abs(log_softmax(logits(prompt)) - log_softmax(row)).max()) for prompt, row in zip(prompts, ours, strict=True)
    ]
    limit = LIMITS[program.split()[1]]
    if not max(differences) <= limit:
        raise SystemExit(
            f"{program}: log-probabilities differ from rwkv-eval's by {max(differences):.2g} nats, more than {limit:g}: it does "
            "not compute the same model, so its speed says nothing. Look at checkpoint.py and at the version of the peer."
        )
    return {"program": program, "prompts": len(prompts), "largest_difference": max(differences)}


def main():
    if sys.argv[1] == "requests":
        for request in requests(sys.argv[2]):
            print(json.dumps(request))
    else:
        print(json.dumps(check(*sys.argv[2:])))


main()
