"""Records what lm_eval 0.4.13 makes of log-likelihoods: values, aggregations and standard errors of every metric.

Usage: python record_metrics.py      (in an environment with `pip install 'lm_eval[api]==0.4.13'`)

Writes metrics.json beside this file. The bootstraps of f1 and mcc take 1,000 resamples, all others 20,000.
"""

import json
import os
import pathlib
import random
import types

os.environ["DISABLE_MULTIPROC"] = "1"

import numpy as np  # noqa: E402

from lm_eval.api.metrics import aggregate_subtask_metrics, pooled_sample_stderr, unweighted_mean_stderr  # noqa: E402
from lm_eval.api.registry import get_aggregation, get_metric_aggregation  # noqa: E402
from lm_eval.api.task import ConfigurableTask  # noqa: E402
from lm_eval.evaluator_utils import _compute_task_aggregations  # noqa: E402

WORDS = ["ja", "nein", "vielleicht", "größer", "日本語", "a", "né", "e\u0301t\u00e9", "longer answer", "x y z"]


class Fake(ConfigurableTask):
    """A task whose docs carry their choices and gold."""

    def __init__(self, output_type, metrics, several):
        self._config = types.SimpleNamespace(process_results=None, task="fake")
        self.OUTPUT_TYPE = output_type
        self._metric_fn_list = {name: None for name in metrics}
        self._aggregation_list = {name: get_metric_aggregation(name) for name in metrics}
        self._aggregation_list.update({n: get_aggregation("mean") for n in metrics if n == "exact_match"})
        self.multiple_input = 0
        self.multiple_target = several

    doc_to_choice = staticmethod(lambda doc: doc["choices"])
    doc_to_target = staticmethod(lambda doc: doc["gold"])


def plain(value):
    if isinstance(value, (tuple, list, np.ndarray)):
        return [plain(v) for v in value]
    return value.item() if isinstance(value, np.generic) else value


def case(name, output_type, metrics, docs, several=0, aggregations=None):
    task = Fake(output_type, metrics, several)
    for metric, aggregation in (aggregations or {}).items():
        task._aggregation_list[metric] = get_aggregation(aggregation)
    raw = {}
    values = []
    for doc in docs:
        pairs = list(zip(doc["lls"], doc["greedy"]))
        if output_type == "loglikelihood_rolling":
            answers = [doc["lls"][0]]
        else:
            answers = pairs + [(ll, False) for ll in doc.get("unconditional") or []]
        value = task.process_results(doc, answers)
        values.append({k: plain(v) for k, v in value.items()})
        for metric, item in value.items():
            raw.setdefault((metric, "none"), []).append(item)
    results = {}
    for key, items in raw.items():
        iterations = 1000 if key[0] in ("f1", "mcc") else 20000
        results.update(_compute_task_aggregations(task, {key: items}, iterations)[0])
    if output_type == "loglikelihood_rolling":
        for doc in docs:
            doc.update(words=task.count_words(doc["gold"]), bytes=task.count_bytes(doc["gold"]))
    return {"name": name, "output_type": output_type, "aggregations": aggregations or {}, "metrics": metrics,
            "docs": docs, "values": values, "results": {k: plain(v) for k, v in results.items()}}


def choice_docs(rng, count, choices, gold, unconditional=False):
    docs = []
    for _ in range(count):
        n = choices(rng)
        lls = [-rng.expovariate(0.2) for _ in range(n)]
        doc = {"choices": rng.sample(WORDS, n), "gold": gold(rng, n), "lls": lls,
               "greedy": [rng.random() < 0.3 for _ in range(n)]}
        if unconditional:
            doc["unconditional"] = [-rng.expovariate(0.2) for _ in range(n)]
        docs.append(doc)
    return docs


def main():
    rng = random.Random(3)
    one = lambda r, n: r.randrange(n)
    accuracies = ["acc", "acc_norm", "acc_bytes", "exact_match"]
    tied = choice_docs(rng, 6, lambda r: 3, one)
    for doc in tied:
        doc["lls"] = rng.choice([[-1.0, -1.0, -2.0], [-3.0, -1.0, -1.0], [-2.0, -2.0, -2.0]])
    cases = [
        case("four choices", "multiple_choice", accuracies + ["brier_score", "mcc", "acc_mutual_info"],
             choice_docs(rng, 60, lambda r: 4, one, unconditional=True)),
        case("two choices", "multiple_choice", ["acc", "f1", "mcc"], choice_docs(rng, 40, lambda r: 2, one)),
        case("from two to five choices", "multiple_choice", accuracies,
             choice_docs(rng, 50, lambda r: r.randint(2, 5), one)),
        case("several right choices", "multiple_choice", accuracies,
             choice_docs(rng, 30, lambda r: 4, lambda r, n: r.sample(range(6), r.randint(1, 3))), several=1),
        case("gold out of range", "multiple_choice", accuracies + ["mcc"],
             choice_docs(rng, 20, lambda r: 3, lambda r, n: r.randrange(n + 2))),
        case("gold as text", "multiple_choice", accuracies, []),
        case("ties", "multiple_choice", accuracies + ["mcc"], tied),
        case("one doc", "multiple_choice", accuracies, choice_docs(rng, 1, lambda r: 3, one)),
        case("medians", "multiple_choice", ["acc", "acc_norm"], choice_docs(rng, 9, lambda r: 3, one),
             aggregations={"acc": "nanmean", "acc_norm": "median"}),
        case("continuations", "loglikelihood", ["perplexity", "acc"],
             [{"choices": [], "gold": "", "lls": [-rng.expovariate(0.3)], "greedy": [rng.random() < 0.4]}
              for _ in range(80)]),
        case("medians of log-likelihoods", "loglikelihood", ["perplexity", "acc"],
             [{"choices": [], "gold": "", "lls": [rng.gauss(-4, 1)], "greedy": [rng.random() < 0.4]}
              for _ in range(31)], aggregations={"perplexity": "median", "acc": "mean"}),
        case("texts", "loglikelihood_rolling", ["word_perplexity", "byte_perplexity", "bits_per_byte"],
             [{"choices": [], "gold": " ".join(rng.choices(WORDS, k=rng.randint(1, 30))), "lls": [rng.gauss(-90, 20)],
               "greedy": [False]} for _ in range(25)]),
    ]
    text_docs = choice_docs(rng, 10, lambda r: 3, one)
    for doc in text_docs:
        doc["gold"] = rng.choice(doc["choices"] + ["not there"])
    cases[5] = case("gold as text", "multiple_choice", accuracies, text_docs)
    groups = []
    for _ in range(6):
        k = rng.randint(1, 5)
        means, stderrs = [rng.random() for _ in range(k)], [rng.random() / 20 for _ in range(k)]
        sizes = [rng.randint(2, 1500) for _ in range(k)]
        groups.append({
            "means": means, "stderrs": stderrs, "sizes": sizes,
            "weighted": aggregate_subtask_metrics(means, sizes), "pooled": float(pooled_sample_stderr(stderrs, sizes)),
            "unweighted": aggregate_subtask_metrics(means, sizes, False),
            "unweighted_stderr": float(unweighted_mean_stderr(stderrs))})
    path = pathlib.Path(__file__).parent / "metrics.json"
    path.write_text(json.dumps({"cases": cases, "groups": groups}, ensure_ascii=False) + "\n")


main()
