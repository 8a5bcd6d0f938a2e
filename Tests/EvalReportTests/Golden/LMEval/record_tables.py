"""Records tables and measured fields of results files as lm_eval 0.4.13 makes them, from made-up numbers.

Usage: python record_tables.py [cases] [seed]      (in an environment with `pip install 'lm_eval[api]==0.4.13'`)

Writes tables.json beside this file: columns (cells and pytablewriter's table of them) and runs (tasks, groups, the
results as JSON text, the table of tasks and that of groups).
"""

import json
import pathlib
import random
import sys

from pytablewriter import MarkdownTableWriter

from lm_eval.api.group import Group
from lm_eval.api.task import Task
from lm_eval.config.group import AggMetricConfig
from lm_eval.evaluator_utils import EvalAcc, aggregate_groups
from lm_eval.utils import handle_non_serializable, make_table

NAN, INF = float("nan"), float("inf")

COLUMNS = [
    ["0.2500"], ["0.2500", "0.1234"], ["0.0000"], ["0.0000", ""], ["", ""], ["nan"], ["nan", "0.5000"], ["inf"],
    ["inf", "0.5000"], ["-inf", "nan"], ["1234.5000", "0.1200"], ["12345678.1234"], ["-0.0000"], ["-0.5000", "1"],
    [1.0, 2.0], [1.5, 2], ["Yaml", 1.0], ["    N/A", 1.0, 2], ["1.0", "2"], ["   N/A", "0.1000"],
    ["   N/A", "0.0000", "nan"], ["   N/A", "12.0000"], ["   N/A"], ["0", " "], ["none", ""], ["0123"], ["a|b"],
    ["中文", "x"], ["é"], ["a\nb"], ["↑", "", "↓"], ["100.0000", "0.1000"], ["99999999999999999999.0000"],
    ["10000000000000000000000000.0000", "0.5000"], ["1.0.0", 1.0], ["v1", "2"], ["nan", "nan", "   N/A"],
    ["inf", "   N/A"], ["123456789012345678.1235"], [0.1, 0.25], ["-0.1234", "10"], ["1.", "+2"],
    ["0.2500", "x"], ["x", "0.2500"], ["1", "   N/A", "2.5000"], [2.5, "Yaml", 1.0], ["", "0.1000", "x"],
    ["1.5", "x", 2.25], ["Yaml", "", "", "2"], ["Yaml", "", "2", "2"], ["2", "", "Yaml", "3"], ["0.5000", "nan", "x"],
    ["x", "x", "0.5000", "0.5000", "0.5000"], ["0.5000", "x", "x", "0.1250"], ["inf", "1.0000"], ["inf", "nan", ""],
    ["nan", ""], ["inf", ""], [2, "1.5"], [3, ""], [0.1 + 0.2, 1.0], [1e-05], [123456.789, "x"], ["0.0001", "1000.0000"],
]


class FakeTask(Task):
    """A task of which only the name is asked for."""

    def __init__(self, name):
        self._name = name

    task_name = property(lambda self: self._name)
    has_training_docs = has_validation_docs = has_test_docs = lambda self: False
    doc_to_text = doc_to_target = construct_requests = process_results = lambda self, *a, **k: None
    aggregation = higher_is_better = lambda self: {}


def written(value):
    """A float that is no JSON as a word."""
    return value if not isinstance(value, float) else repr(value)


def some_value(rng):
    kind = rng.random()
    if kind < 0.6:
        return rng.randrange(0, 41) / 40
    if kind < 0.9:
        return rng.random()
    return rng.choice([0.0, 1.0, NAN, INF, 12.5, 9376.0123456, 1e20 / 3, 3.4e7, 0.5])


def some_run(rng):
    names = rng.sample(["piqa", "arc_easy", "b-task", "a_task", "A_task", "boolq", "word task", "x2"], rng.randint(1, 5))
    version = lambda: rng.choice([1.0, 1.0, 2, 0, 1.5, "Yaml", 0.1, "2.0", "1.0.1"])
    tasks = []
    for name in names:
        metrics = []
        for metric in rng.sample(["acc", "acc_norm", "f1", "perplexity", "word_perplexity", "mcc"], rng.randint(1, 3)):
            stderr = "N/A" if rng.random() < 0.2 else some_value(rng)
            metrics.append({"name": metric, "filter": rng.choice(["none"] * 5 + ["strict"]), "value": some_value(rng),
                            "stderr": stderr})
        tasks.append({
            "name": name, "alias": name if rng.random() < 0.7 else "alias of " + name, "version": version(),
            "n_shot": rng.choice([0, 0, 5, 25, None]), "docs": rng.randint(1, 2000), "metrics": metrics,
            "higher_is_better": {m["name"]: "perplexity" not in m["name"] or rng.random() < 0.1 for m in metrics},
        })
    groups = []
    free = list(names)
    for index in range(rng.randint(0, 3)):
        members = rng.sample(free, rng.randint(1, len(free)))
        members += [g["name"] for g in groups if rng.random() < 0.5]
        rng.shuffle(members)
        aggregate = [
            {"metric": m, "weight_by_size": rng.random() < 0.7, "filters": rng.choice([None, None, ["none"]])}
            for m in rng.sample(["acc", "acc_norm", "f1"], rng.randint(0, 2))
        ]
        groups.append({"name": f"g{rng.choice('xyz')}{index}", "alias": rng.choice([None, "the group"]),
                       "version": rng.choice([None, 1.0, 2, "3"]), "members": members, "aggregate": aggregate})
    if rng.random() < 0.5:
        groups.reverse()
    return {"tasks": tasks, "groups": groups}


def recorded(run):
    acc = EvalAcc()
    objects = {task["name"]: FakeTask(task["name"]) for task in run["tasks"]}
    for group in run["groups"]:
        objects[group["name"]] = Group(
            name=group["name"], alias=group["alias"],
            aggregate_metric_list=[
                AggMetricConfig(metric=a["metric"], weight_by_size=a["weight_by_size"], filter_list=a["filters"])
                for a in group["aggregate"]],
            metadata=None if group["version"] is None else {"version": group["version"]})
    for group in run["groups"]:
        for member in group["members"]:
            objects[group["name"]].add(objects[member])
        acc.groups[group["name"]] = objects[group["name"]]
    for task in run["tasks"]:
        name = task["name"]
        row = {"name": name, "alias": task["alias"], "sample_len": task["docs"]}
        for metric in task["metrics"]:
            row[f"{metric['name']},{metric['filter']}"] = metric["value"]
            row[f"{metric['name']}_stderr,{metric['filter']}"] = metric["stderr"]
        acc.metrics[name] = row
        acc.configs[name] = {"task": name}
        acc.versions[name] = task["version"]
        acc.num_fewshot[name] = task["n_shot"]
        acc.higher_is_better[name] = task["higher_is_better"]
        acc.n_samples[name] = {"original": 2 * task["docs"], "effective": task["docs"]}
    results = aggregate_groups(acc)._to_eval_results()
    text = json.dumps(results, indent=2, default=handle_non_serializable, ensure_ascii=False)
    for group in run["groups"]:
        group["version"] = repr(group["version"])
    for task in run["tasks"]:
        task["version"] = repr(task["version"])
        for metric in task["metrics"]:
            metric.update(value=written(metric["value"]), stderr=written(metric["stderr"]))
    return {**run, "json": text, "table": make_table(results),
            "groups_table": make_table(results, "groups") if "groups" in results else ""}


def column(cells):
    writer = MarkdownTableWriter()
    writer.headers = ["Number", "H"]
    writer.value_matrix = [[cell, "x"] for cell in cells]
    return {"cells": cells, "table": writer.dumps()}


def main():
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 24
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    pool = sorted({str(cell) for cells in COLUMNS for cell in cells}) + [1.0, 2, 0.5, 1.25]
    columns = COLUMNS + [rng.choices(pool, k=rng.randint(1, 7)) for _ in range(cases)]
    result = {"columns": [column(c) for c in columns], "runs": [recorded(some_run(rng)) for _ in range(cases)]}
    text = json.dumps(result, indent=1, ensure_ascii=False)
    (pathlib.Path(__file__).parent / "tables.json").write_text(text + "\n")


main()
