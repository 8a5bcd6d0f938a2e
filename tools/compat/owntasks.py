"""Part 4: lm_eval reads our own YAML files."""

from pathlib import Path

from docs import Docs
from harness import LIKELIHOOD, Kind, OracleTask, has_function, index, splits
from lm_eval.tasks._yaml_loader import load_yaml
from section import Section
from templates import Templates

FOLDER = Path(__file__).resolve().parents[2] / "tasks"


def own_tasks(_command, _work):
    section = Section(
        "Our own YAML",
        "lm_eval reads every file of `tasks/`: its index has each name, and each task that needs no function is built and rendered on generated docs.",
        ["what", "count"],
    )
    entries = index(FOLDER)
    differing = unread(entries)
    kinds = [entry.kind for entry in entries.values()]
    tasks = {name: entry for name, entry in entries.items() if entry.kind is Kind.TASK}
    plain = {name: entry for name, entry in tasks.items() if not has_function(entry.cfg)}
    for name, entry in plain.items():
        differing += rendered(name, entry)
    differing += [
        (name, f"member {member} is unknown")
        for name, entry in entries.items()
        if entry.kind is Kind.GROUP
        for member in members(entry.cfg.get("task") or [])
        if member not in entries
    ]
    section.rows = [
        ["tasks", len(tasks)],
        ["groups", kinds.count(Kind.GROUP)],
        ["tags", kinds.count(Kind.TAG)],
        ["tasks built and rendered by lm_eval", len(plain)],
        ["tasks with a function of lm_eval's own", len(tasks) - len(plain)],
        ["differences", section.add("tasks", differing)],
    ]
    return section


def unread(entries):
    """Files that lm_eval passes over without a word."""
    read = {entry.yaml_path for entry in entries.values()}
    return [(str(path.relative_to(FOLDER)), why_unread(path)) for path in sorted(FOLDER.rglob("*.yaml")) if path not in read]


def why_unread(path):
    try:
        load_yaml(path, resolve_func=False)
    except Exception as error:
        return f"lm_eval cannot read it: {error}"
    return "its name is taken by another file, or it has none"


def rendered(name, entry):
    """What goes wrong when lm_eval builds a task on generated docs."""
    if entry.cfg.get("output_type") not in LIKELIHOOD:
        return [(name, f"output type {entry.cfg.get('output_type')}")]
    docs = Docs(name, Templates(entry.cfg))
    try:
        list(OracleTask(entry, {split: docs.split(split, 2) for split in splits(entry.cfg)}).requests(0))
    except Exception as error:
        return [(name, f"lm_eval cannot build it: {type(error).__name__}: {error}")]
    return []


def members(listed):
    """The names that a group's `task` key lists."""
    for item in [listed] if isinstance(listed, str) else listed:
        if isinstance(item, str):
            yield item
        elif "group" in item and isinstance(item.get("task"), list):
            yield from members(item["task"])
        else:
            yield item.get("task") or item.get("group")
