"""Part 1: every plain likelihood task of lm_eval, on generated docs."""

import json

from docs import Docs
from evaluator import Evaluator
from harness import TASKS, OracleTask, index, plain_tasks, splits
from requestfile import compare, write
from section import Section
from templates import Templates

DOCS = 6
PASSES = {
    "0-shot": (0, lambda shots: True),
    "the task's own number of examples": (None, lambda shots: bool(shots)),
    "2-shot, where the task names no number": (2, lambda shots: shots is None),
}


class CensusTask:
    """A task, its generated docs, and lm_eval's own task on them."""

    def __init__(self, name, entry, folder):
        self.name, self.config, self.folder = name, entry.cfg, folder / name
        self.shots = entry.cfg.get("num_fewshot")
        templates = Templates(entry.cfg)
        try:
            self.oracle = self.build(entry, Docs(name, templates))
            self.tame = False
        except Exception:  # whatever lm_eval raises on characters that this task cannot take
            self.oracle = self.build(entry, Docs(name, templates, tame=True))
            self.tame = True
        self.write()

    def build(self, entry, docs):
        evaluated, *others = splits(entry.cfg)
        examples = max(DOCS, (self.shots or 0) + 2)
        self.docs = {evaluated: docs.split(evaluated, max(DOCS, examples if not others else 0))}
        self.docs |= {split: docs.split(split, examples) for split in others}
        oracle = OracleTask(entry, self.docs)
        list(oracle.requests(0))
        return oracle

    def write(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        for split, docs in self.docs.items():
            lines = (json.dumps(doc, ensure_ascii=False) for doc in docs)
            (self.folder / f"{split}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def requests(self, shots):
        return [(self.name, *request) for request in self.oracle.requests(shots)]


def census(command, work):
    section = Section(
        "Plain likelihood tasks on generated docs",
        "Every task of lm_eval that is YAML and Jinja alone (no `!function`, no class) and asks for likelihoods, from lm_eval's own YAML files. "
        f"Docs are generated, {DOCS} or more a split, with quotes, line ends, Unicode spaces, combining characters, braces, numbers and nulls in them; "
        "contexts and continuations are compared by hash.",
        ["pass", "tasks", "requests", "tasks that differ", "lm_eval itself fails"],
    )
    tasks, failing = oracle_tasks(work / "data")
    section.notes.append(f"{sum(task.tame for task in tasks)} tasks paste a doc's text into a Python literal; they have docs of plain words.")
    section.notes += [f"`{name}`: lm_eval itself fails on every generated doc: {error}" for name, error in failing.items()]
    ours = Evaluator(command, TASKS)
    data = {task.name: task.folder for task in tasks}
    for number, (title, (shots, applies)) in enumerate(PASSES.items()):
        chosen, requests, broken = [], [], 0
        for task in filter(lambda task: applies(task.shots), tasks):
            try:
                requests += task.requests(shots)
                chosen.append(task.name)
            except Exception:  # lm_eval cannot build these examples
                broken += 1
        theirs = work / f"theirs-{number}.jsonl"
        count = write(theirs, requests)
        files, errors = ours.write_requests(chosen, data, work / f"ours-{number}", shots)
        compared = compare([theirs], files)
        explained = dict(compared.differing) | errors
        section.rows.append([title, len(chosen), count, section.add("census", sorted(explained.items())), broken])
    return section


def oracle_tasks(folder):
    """The plain tasks with docs, and the errors of those that lm_eval cannot build."""
    tasks, failing = [], {}
    for name, entry in plain_tasks(index()).items():
        try:
            tasks.append(CensusTask(name, entry, folder))
        except Exception as error:
            failing[name] = str(error)
    return tasks, failing
