"""Folders of runs with numbers that no run has, and with very many lines."""

import json

from case import Case, Fifo, Link
from readers.runs import RESUME

BIG = 2**63 - 1
DEPTH = (["depth", "curve"], ["depth", "churn"], ["depth", "exits"], ["depth", "convergence"])
#: No run has these, and no report may call them valid.
IMPOSSIBLE = {"loops 0", "loops -1", "loops twice", "loops below", "layerApplications -1", "parameters '-1'"}
COMMANDS = (["report"], ["compare"], *DEPTH)


def loaded(bases, name="run-loops"):
    """Manifest, outcomes and trace as values."""
    lines = lambda file: [json.loads(line) for line in bases[f"{name}/{file}"].splitlines()]
    return json.loads(bases[f"{name}/manifest.json"]), lines("outcomes.jsonl"), lines("trace.jsonl")


def files(manifest, outcomes, trace, name="r"):
    lines = lambda values: "".join(json.dumps(value) + "\n" for value in values).encode()
    return {
        f"{name}/manifest.json": json.dumps(manifest).encode(),
        f"{name}/outcomes.jsonl": lines(outcomes),
        f"{name}/trace.jsonl": lines(trace),
    }


def with_loops(bases, loops):
    """The run with other loop counts, each with the answers of its last."""
    manifest, outcomes, trace = loaded(bases)
    first = manifest["model"]["readouts"][0]
    manifest["model"]["readouts"] = [
        dict(first, loops=count, layerApplications=index + 1) for index, count in enumerate(loops)
    ]
    manifest["model"]["programSHA256"] = ["0" * 64] * len(loops)
    outcomes = [dict(line, answers=[dict(line["answers"][-1], loops=count) for count in loops]) for line in outcomes]
    return files(manifest, outcomes, trace)


def edits(bases):
    """Label and files of a run."""
    for label, loops in {
        "0": [0, 2],
        "-1": [-1, 2],
        "twice": [2, 2],
        "2^63-1": [2, BIG],
        "below": [-(2**63), 2],
        "backwards": [8, 4, 2],
        "none": [],
    }.items():
        yield f"loops {label}", with_loops(bases, loops)
    for count in (200, 2000):
        yield f"{count} read-outs", with_loops(bases, list(range(1, count + 1)))
    for field in ("loop", "application", "group", "layer", "rows", "non_finite_rows"):
        for value in (BIG, -1, -(2**63), 2**62):
            manifest, outcomes, trace = loaded(bases)
            trace[-1][field] = value
            yield f"trace {field} {value}", files(manifest, outcomes, trace)
    for field in ("residual", "normed_residual", "cosine", "rms", "frozen_share"):
        for value in (1e308, -1.0, None, "x", float("nan")):
            manifest, outcomes, trace = loaded(bases)
            for line in trace:
                line[field] = value
            yield f"trace {field} {value}", files(manifest, outcomes, trace)
    manifest, outcomes, trace = loaded(bases)
    yield "long trace", files(manifest, outcomes, trace * 20000)
    yield "lagged 2^63-1", files(
        manifest, outcomes, [dict(line, lagged={str(BIG): 0.1, "-1": 0.1, "x": 1}) for line in trace]
    )
    yield "many lags", files(
        manifest, outcomes, [dict(line, lagged={str(i): 0.1 for i in range(5000)}) for line in trace]
    )
    for path, value in (
        ("layerApplications", -1),
        ("flopsPerToken", BIG),
        ("layerApplications", BIG),
        ("flopsPerToken", -1),
    ):
        manifest, outcomes, trace = loaded(bases)
        for readout in manifest["model"]["readouts"]:
            readout[path] = value
        yield f"{path} {value}", files(manifest, outcomes, trace)
    for field, value in (
        ("parameters", -1),
        ("parameters", BIG),
        ("name", "x" * 100000),
        ("name", "\x1b[31m\x9b"),
        ("notes", ["\x1b[31m"] * 1000),
    ):
        manifest, outcomes, trace = loaded(bases)
        manifest["model"][field] = value
        yield f"{field} {str(value)[:20]!r}", files(manifest, outcomes, trace)
    for field, value in (
        ("docs", BIG),
        ("docs", -1),
        ("limit", BIG),
        ("limit", -1),
        ("numFewshot", BIG),
        ("numFewshot", -1),
        ("name", "\x1b[31m"),
        ("subjects", ["x"] * 100000),
    ):
        manifest, outcomes, trace = loaded(bases)
        manifest["task"][field] = value
        yield f"task {field} {str(value)[:20]!r}", files(manifest, outcomes, trace)
    for version in (0, 2, -1, BIG, 10**30, "1", None):
        manifest, outcomes, trace = loaded(bases)
        yield f"version {version}", files(dict(manifest, formatVersion=version), outcomes, trace)
    manifest, outcomes, trace = loaded(bases)
    yield "20000 docs", files(manifest, [dict(outcomes[0], doc_id=i) for i in range(20000)], trace)
    yield "5000 tasks", files(manifest, [dict(outcomes[0], task=f"mmlu_s{i}", doc_id=0) for i in range(5000)], trace)
    yield "doc 2^63-1", files(manifest, [dict(line, doc_id=BIG) for line in outcomes], trace)
    yield "gold beyond", files(manifest, [dict(line, gold=BIG) for line in outcomes], trace)
    yield "gold below", files(manifest, [dict(line, gold=-1) for line in outcomes], trace)
    yield "prediction beyond", files(
        manifest, [dict(line, answers=[dict(a, prediction=BIG) for a in line["answers"]]) for line in outcomes], trace
    )
    yield "no answers", files(manifest, [dict(line, answers=[]) for line in outcomes], trace)
    yield "no choices", files(
        manifest,
        [
            dict(line, choices=[], answers=[dict(a, logprobs=[], is_greedy=[]) for a in line["answers"]])
            for line in outcomes
        ],
        trace,
    )
    many = [
        dict(
            line,
            choices=["x"] * 5000,
            answers=[dict(a, logprobs=[-1.0] * 5000, is_greedy=[False] * 5000) for a in line["answers"]],
        )
        for line in outcomes
    ]
    yield "5000 choices", files(manifest, many, trace)
    yield "choices of control characters", files(
        manifest, [dict(line, choices=["\x1b[31m", "\x9b", "\0", "\n"]) for line in outcomes], trace
    )
    yield "log-likelihoods above 0", files(
        manifest,
        [dict(line, answers=[dict(a, logprobs=[1e308] * 4) for a in line["answers"]]) for line in outcomes],
        trace,
    )
    for label, data in {
        "deep": b"[" * 100000,
        "open text": b'"' + b"x" * 5000000,
        "nothing": b"",
        "NUL": b"\0" * 100000,
        "blank lines": b"\n" * 5000000,
    }.items():
        for name in ("manifest.json", "outcomes.jsonl", "trace.jsonl"):
            yield f"{name} {label}", files(*loaded(bases)) | {f"r/{name}": data}
    for label, content in {
        "pipe": Fifo(),
        "device": Link("/dev/zero"),
        "link to itself": Link("manifest.json"),
    }.items():
        yield f"manifest is a {label}", files(*loaded(bases)) | {"r/manifest.json": content}


def cases(bases):
    for index, (label, made) in enumerate(edits(bases)):
        # Where the number of loops is at fault all commands look at it; else one beside the report does.
        commands = (
            COMMANDS
            if "loops" in label or "read-outs" in label
            else (COMMANDS[0], COMMANDS[1 + index % (len(COMMANDS) - 1)])
        )
        for command in commands if not label.startswith("trace ") else (["report"], ["depth", "convergence"]):
            if (
                command[0] == "depth"
                and label.startswith(("task ", "version", "manifest"))
                or command[1:] == ["convergence"]
                and "loops" in label
            ):
                continue
            line = [*command, "r"] + (["../base/run-loops"] if command == ["compare"] else [])
            yield Case(
                "run folder",
                f"run: {label}, {' '.join(command)}",
                line,
                made,
                codes=(2,) if label in IMPOSSIBLE else (0, 1, 2, 3),
            )
        if label.startswith(("loops", "version", "doc", "task", "outcomes", "manifest")):
            yield Case("run folder", f"run: {label}, resume", RESUME["run-loops"], made, answers=False)
