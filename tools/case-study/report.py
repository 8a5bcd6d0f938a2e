"""Writes reports/3222.md to standard output from the runs of run.sh.

usage: report.py RWKV_EVAL RUNS
"""

import collections
import json
import math
import pathlib
import subprocess
import sys

LETTERS = "ABCD"
TOOL, RUNS = sys.argv[1], pathlib.Path(sys.argv[2])
PROMPTS = ["recommended", "lm_eval"]
SUBJECTS = {
    "constant": "a constant A (`--model constant:A`)",
    "train": "the trained graph, fp32 (`rwkv-dr-train`)",
    "published": "the published graph, fp32 (`rwkv-dr-published`)",
    "fp16": "the published graph, fp16 (`--precision fp16`)",
}


class Run:
    """A run as the tool reports it, and as a harness that takes the argmax of whatever there is would."""

    def __init__(self, name):
        done = subprocess.run([TOOL, "report", RUNS / name, "--format", "json"], capture_output=True, text=True)
        if done.returncode not in (0, 3):
            sys.exit(done.stderr)
        report = json.loads(done.stdout)
        self.manifest, self.verdict = report["manifest"], report["verdict"]
        self.total = next(row for row in report["results"] if row["level"] == "total")
        docs = [json.loads(line) for line in (RUNS / name / "outcomes.jsonl").read_text().splitlines()]
        answers = [argmax(logprobs(doc["answers"][-1])) for doc in docs]
        self.naive = collections.Counter(LETTERS[answer] for answer in answers)
        self.naive_right = sum(answer == doc["gold"] for answer, doc in zip(answers, docs))

    @property
    def size(self):
        return self.total["total"]

    @property
    def share(self):
        return percent(self.total["correct"], self.size)


def logprobs(answer):
    """An answer's log-probabilities; what is not finite stands as a word beside null."""
    words = answer.get("non_finite") or [None] * len(LETTERS)
    return [float(word) if value is None else value for value, word in zip(answer["logprobs"], words)]


def argmax(values):
    """As NumPy's and PyTorch's: the first NaN is the largest; of equals the first."""
    broken = [index for index, value in enumerate(values) if math.isnan(value)]
    return broken[0] if broken else values.index(max(values))


def percent(count, total):
    return f"{100 * count / total:.3f} %"


def counts(letters):
    return " ".join(f"{letter} {letters.get(letter, 0)}" for letter in LETTERS)


def table(header, rows):
    lines = [header, ["---"] * len(header)] + rows
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def runs_table(runs):
    rows = []
    for (subject, prompt), run in runs.items():
        right = f"{run.total['correct']}/{run.size} = {run.share}"
        harness = f"{run.naive_right}/{run.size} = {percent(run.naive_right, run.size)}"
        rows.append([SUBJECTS[subject], prompt, harness, right, f"**{run.verdict['status']}**"])
    return table(["Model", "Prompt", "A harness that takes the argmax", "rwkv-eval", "Verdict"], rows)


def verdicts(runs):
    blocks = []
    for (subject, prompt), run in runs.items():
        reasons = "".join(f"  * {reason}\n" for reason in run.verdict["reasons"])
        blocks.append(f"{subject}, {prompt}: {run.verdict['status']}\n{reasons}")
    return "```\n" + "\n".join(blocks) + "```"


def histogram(runs):
    rows = []
    for (subject, prompt), run in runs.items():
        predicted = run.total["predicted"]
        none = run.size - sum(predicted.values())
        rows.append([subject, prompt, *(predicted[letter] for letter in LETTERS), none, counts(run.naive)])
        rows.append(["right answers", "", *(run.total["gold"][letter] for letter in LETTERS), "", ""])
    return table(["Model", "Prompt", *LETTERS, "none", "A harness's letters"], rows)


def place(application):
    return "never" if application is None else str(application)


def formats():
    found = [json.loads((RUNS / f"{name}.json").read_text())["precision"] for name in ("fp16", "bf16")]
    sides = [found[0]["reference"]] + [one["other"] for one in found]
    rows = []
    for side, one in zip(sides, [None] + found):
        agreement = "" if one is None else ", ".join(f"{d['agreeing']}/{d['total']}" for d in one["depths"])
        frozen = f"{100 * side['last_frozen_share']:.1f} % of channels"
        rows.append(
            [side["precision"], place(side["first_non_finite"]), place(side["first_frozen"]), frozen, agreement])
    loops = ", ".join(str(depth["loops"]) for depth in found[0]["depths"])
    header = ["Format", "Not finite from", "Frozen from", "Frozen at the last finite one", f"Same answer as fp32 at {loops}"]
    return table(header, rows)


def checks(graph):
    return "```\n" + (RUNS / f"{graph}.txt").read_text() + "```"


def main():
    runs = {(subject, prompt): Run(f"{subject}-{prompt}") for subject in SUBJECTS for prompt in PROMPTS}
    constant = runs["constant", "recommended"]
    half = runs["fp16", "recommended"]
    is_real = constant.size == 14042
    data = constant.manifest["task"]["dataPath"]
    gold = constant.total["gold"]
    if any(runs["constant", prompt].total["correct"] != gold["A"] for prompt in PROMPTS):
        sys.exit("constant:A does not score the number of questions whose answer is A")
    broken = sum(half.naive.values()) - sum(half.total["predicted"].values())
    sample = "the whole test set" if is_real else "all bundled ones; MMLU itself was not there"
    depths = json.loads((RUNS / "fp16.json").read_text())["precision"]["depths"]
    print(f"""# 3222 of 14042: the score of the letter A

**22.945 % on MMLU says that nothing was read.** 3222 of its 14042 test questions have the right answer A, so whatever answers A every time scores
3222/14042 = 22.945 %, with any prompt. NaN does: the argmax of four NaN is the first of them, and that is A. A run that scores 3222 with two different
prompts should be taken for one of these two until it is shown to be neither.

| Check in one minute | What to look for |
|---|---|
| Is the number correct 3222, 3462, 3582 or 3776, or within a few of them? | Those are the questions whose answer is A, B, C, D: a model that says one letter. 3232 is ten more than A's. |
| Is it the same with another prompt? | A model's score moves with the prompt (RWKV-6 7B: 42.8 % to 47.9 %), a constant's does not. |
| Are the scores numbers? `numpy.isnan(scores).sum()`; in lm-eval, `--log_samples` and look for `nan` in `resps` | One NaN logit makes all four log-probabilities NaN. |
| Which letters are predicted? `collections.Counter(predictions)` | More than 98 % one letter. |
| `rwkv-eval mmlu --model CHECKPOINT --data data.tar --groups 8 --loops 400 --depth-program rwkv-dr-published --limit 1`, and again with `--precision fp16` | 57 questions; INVALID names the first layer application that broke. |
| `rwkv-eval model check CHECKPOINT --groups 8 --loops 400 --depth-program rwkv-dr-published` | `FAIL causality`: the graph that was scored is not the one that was trained. |

## What scores what

The constant answered {constant.size} questions ({sample}); the models that compute, {half.size} of them. They have random weights, so that nothing here is knowledge, in the
shape of the public RWKV-DR code: 8 groups × 50 loops × 1 layer = 400 layer applications. Of the questions for them {half.total["gold"]["A"]}/{half.size} =
{percent(half.total["gold"]["A"], half.size)} have the answer A; of all, {gold["A"]}/{constant.size} = {percent(gold["A"], constant.size)}.

{runs_table(runs)}

In fp16 {broken} of {half.size} questions have no numbers. A harness counts them as A and reports the share of A among its questions, with either prompt: on all of MMLU
that is 3222/14042. rwkv-eval counts them as wrong, and says that this is no result.

## Verdicts

{verdicts(runs)}

## Predicted letters

{histogram(runs)}

"None" is a question without a clear answer: its numbers are not finite, or its best two are exactly equal. The last column is what the same
log-likelihoods become by argmax.

## From NaN to A

| Harness | What it takes | Four NaN |
|---|---|---|
| lm-evaluation-harness | `numpy.argmax` of the log-likelihoods | 0, A |
| RWKV-LM's `rwkv_mmlu_eval.py` and its descendants | `torch.argmax` of the log-probabilities of " A" to " D" | 0, A |
| lighteval, OpenCompass, llama-perplexity, inspect_ai | by task: the best-scored choice, or generated text | not checked for |

Both argmax functions call the first NaN the largest; of four equal numbers they take the first as well, so exact ties are A too. The log-softmax before it spreads one bad
logit to all four: [1, 2, NaN, 3] alone would be C, after a log-softmax it is A.

## Where the numbers go

The published graph on {depths[0]["total"]} of the questions, with read-outs on the way (`rwkv-eval depth precision`); places are layer applications, counted from 0.

{formats()}

fp16 ends at 65504, and the graph adds to the hidden state 400 times without a norm in between; infinity minus infinity, in the next layer norm, is NaN. bf16 has the range and not the
precision: where a step is less than 1/256 of a channel it is lost, the state stands still, and looks converged.

## Two graphs, the same tensors

The trained graph starts every application from a zero state. The published one has 8 state slots for 400 applications, so that an application starts from a state that has read the whole
prompt, its end included. Both load the same checkpoint without an error. `rwkv-eval model check` on the trained graph:

{checks("rwkv-dr-train")}

and on the published one:

{checks("rwkv-dr-published")}

## What this does not show

The checkpoint of the published figure was not at hand. These weights are random, and the channel mix is 200 times as large as an initialisation would make it, so that the hidden state passes 65504 within
400 applications, as a recorded fp16 run of the public code does; whether the real one does, and whether its 3222 is NaN or a strong prior for A, is what the checks above tell.

Made by `make case-study` on {data}. The constant has all questions, the others `--limit {half.manifest["task"]["limit"]}` a subject: the published graph shares no
prefixes, so every question goes through alone, 400 layer applications for each of its tokens.""")


main()
