"""Part 2: requests of the tasks whose real data is at hand."""

import csv
import gzip
import io
import json
import tarfile
from collections import defaultdict
from functools import cache
from pathlib import Path

from evaluator import Evaluator
from harness import TASKS, OracleTask, index, splits
from requestfile import compare, write
from section import Section

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"
EXAMPLES = 5
SHORT = 300  # docs of a task whose examples are drawn anew for each doc

MMLU = "cais/mmlu"
# A row of the report: the tasks' data set, a part of their path below lm_eval/tasks, and how its tasks differ from others with the same data.
FAMILIES = {
    "MMLU": (MMLU, "mmlu/default"),
    "MMLU, continuations": (MMLU, "mmlu/continuation"),
    "MMLU, Flan": (MMLU, "mmlu/flan_n_shot/loglikelihood"),
    "HellaSwag": ("Rowan/hellaswag", "hellaswag/hellaswag.yaml"),
    "WinoGrande": ("allenai/winogrande", "winogrande/default.yaml"),
    "PIQA": ("baber/piqa", "piqa/piqa.yaml"),
    "LAMBADA": ("EleutherAI/lambada_openai", "lambada/lambada_openai.yaml"),
    "LAMBADA, cloze": ("EleutherAI/lambada_openai", "lambada_cloze/lambada_openai_cloze.yaml"),
}
FILES = {
    "Rowan/hellaswag": ("validation", "tasks/hellaswag_validation.jsonl.gz"),
    "allenai/winogrande": ("validation", "tasks/winogrande_xl_validation.jsonl.gz"),
    "baber/piqa": ("validation", "tasks/piqa_validation.jsonl.gz"),
    "EleutherAI/lambada_openai": ("test", "tasks/lambada_openai_test.jsonl.gz"),
}


@cache
def mmlu():
    """Docs by subject and split, as the hub's data set has them."""
    found = defaultdict(dict)
    with tarfile.open(SHARED / "mmlu.tar.xz") as archive:
        for entry in archive:
            folder, _, file = entry.name.rpartition("/")
            split = folder.rpartition("/")[2]
            if file.endswith(".csv") and split in ("dev", "test"):
                subject = file.removesuffix(f"_{split}.csv")
                rows = csv.reader(io.TextIOWrapper(archive.extractfile(entry), encoding="utf-8", newline=""))
                found[subject][split] = [
                    {"question": row[0], "subject": subject, "choices": row[1:5], "answer": "ABCD".index(row[5])} for row in rows
                ]
    return found


@cache
def docs(path, name):
    """Docs by split of a data set of the hub."""
    if path == MMLU:
        return mmlu()[name]
    split, file = FILES[path]
    with gzip.open(SHARED / file, "rt", encoding="utf-8") as lines:
        return {split: [json.loads(line) for line in lines]}


class Family:
    """Tasks of one kind on their real data."""

    def __init__(self, title, entries, work):
        self.title, (self.path, place) = title, FAMILIES[title]
        self.entries = {
            name: entry
            for name, entry in sorted(entries.items())
            if entry.yaml_path and str(entry.yaml_path.relative_to(TASKS)).startswith(place) and entry.cfg.get("dataset_path") == self.path
        }
        self.work = work / "-".join(title.lower().replace(",", "").split())

    def docs(self, config, every_split):
        """With every split: one whose data is not at hand is made of the evaluated docs."""
        found = docs(self.path, config.get("dataset_name"))
        evaluated = found[splits(config)[0]]
        return {split: found.get(split, evaluated) for split in splits(config)} if every_split else found

    def theirs(self, shots, limit):
        """lm_eval's requests, in a file."""
        path = self.work / f"theirs-{shots}.jsonl"
        self.work.mkdir(parents=True, exist_ok=True)
        count = write(path, self.requests(shots, limit))
        return path, count

    def requests(self, shots, limit):
        for name, entry in self.entries.items():
            for request in OracleTask(entry, self.docs(entry.cfg, every_split=True)).requests(shots, limit):
                yield name, *request

    def data(self, every_split):
        """Each task's folder with SPLIT.jsonl, for rwkv-eval."""
        folders = {}
        for name, entry in self.entries.items():
            folders[name] = self.work / ("every-split" if every_split else "splits") / name
            folders[name].mkdir(parents=True, exist_ok=True)
            for split, found in self.docs(entry.cfg, every_split).items():
                text = "".join(json.dumps(doc, ensure_ascii=False) + "\n" for doc in found)
                (folders[name] / f"{split}.jsonl").write_text(text, encoding="utf-8")
        return folders


def real_data(command, work):
    require_data()
    section = Section(
        "Requests on the real data",
        "All requests of tasks whose data is at hand, from lm_eval's own YAML files and, for the tasks that `tasks/` has too, from ours; compared by hash.",
        ["tasks", "YAML", "examples", "docs' requests", "tasks that differ"],
    )
    section.notes.append(
        f"Training splits are not at hand. Where a task draws its examples from one, {EXAMPLES} examples are drawn, by both programs, "
        f"from a copy of the evaluated split, and the first {SHORT} docs are compared."
    )
    entries, own = index(), set(index(REPOSITORY / "tasks"))
    for title in FAMILIES:
        family = Family(title, entries, work)
        for shots in (0, EXAMPLES):
            drawn = shots and family.path != MMLU
            theirs, count = family.theirs(shots, SHORT if drawn else None)
            for yaml, include, names in yaml_sources(family, own):
                files, errors = Evaluator(command, include).write_requests(
                    names, family.data(drawn), family.work / f"ours-{len(section.rows)}", shots, SHORT if drawn else None
                )
                differing = dict(compare([theirs], files).differing) | errors
                section.rows.append([title, yaml, shots, count, section.add("data", sorted(differing.items()))])
    return section


def yaml_sources(family, own):
    yield "lm_eval's", TASKS, list(family.entries)
    if family.entries.keys() <= own:
        yield "ours", None, list(family.entries)


def require_data():
    missing = [name for name in ("mmlu.tar.xz", *(file for _, file in FILES.values())) if not (SHARED / name).exists()]
    if missing:
        raise SystemExit(
            f"{', '.join(missing)}: not found in ../shared/data. Put the files there (see ../shared/README.md), or leave this part out with --parts."
        )
