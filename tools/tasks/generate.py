#!/usr/bin/env python3
"""Writes the task files of MMLU, CMMLU and C-Eval, one a subject, and their groups.

What differs from subject to subject stands in the .tsv files beside this script; what they share stands in the
_template_yaml of each family, which is written by hand.

Usage: tools/tasks/generate.py            writes the files below tasks/
       tools/tasks/generate.py --check    writes nothing; exit code 1 when a file differs or is one too many
"""

import csv
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
TASKS = HERE.parent.parent / "tasks"
MARK = "# Written by tools/tasks/generate.py.\n"
MMLU_GROUPS = ["stem", "other", "social_sciences", "humanities"]


def table(name):
    with open(HERE / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def subject_file(task, subject, description, **fields):
    lines = [f"include: _template_yaml\ntask: {task}\n"]
    lines += [f"{key}: {value}\n" for key, value in fields.items()]
    lines += [f"dataset_name: {subject}\n", f'description: "{description}\\n\\n"\n']
    return MARK + "".join(lines)


def aggregates(metrics, indent=""):
    lines = [f"{indent}aggregate_metric_list:\n"]
    for metric in metrics:
        lines += [f"{indent}  - metric: {metric}\n", f"{indent}    weight_by_size: true\n"]
    return "".join(lines)


def group_file(group, members, metrics, version, alias=None):
    lines = [f"group: {group}\n"] + ([f"group_alias: {alias}\n"] if alias else []) + ["task:\n"]
    lines += [f"  - {member}\n" for member in members]
    return MARK + "".join(lines) + aggregates(metrics) + f"metadata:\n  version: {version}\n"


def mmlu():
    files = {"_mmlu.yaml": group_file("mmlu", [f"mmlu_{group}" for group in MMLU_GROUPS], ["acc"], 2)}
    for group in MMLU_GROUPS:
        alias = group.replace("_", " ")
        files[f"_mmlu_{group}.yaml"] = group_file(f"mmlu_{group}", [f"mmlu_{group}_tasks"], ["acc"], 2, alias)
    for row in table("mmlu.tsv"):
        subject = row["subject"]
        about = subject.replace("_", " ")
        files[f"mmlu_{subject}.yaml"] = subject_file(
            f"mmlu_{subject}", subject,
            f"The following are multiple choice questions (with answers) about {about}.",
            task_alias=subject, tag=f"mmlu_{row['group']}_tasks")
    return files


def mmlu_continuation():
    lines = ["group: mmlu_continuation\ngroup_alias: mmlu (continuation)\ntask:\n"]
    for group in MMLU_GROUPS:
        lines.append(f"  - group: {group.replace('_', ' ')}\n    task:\n      - mmlu_{group}_continuation\n")
        lines.append(aggregates(["acc"], "    "))
    files = {"_mmlu_continuation.yaml": MARK + "".join(lines) + aggregates(["acc"]) + "metadata:\n  version: 2\n"}
    for row in table("mmlu.tsv"):
        subject = row["subject"]
        about = subject.replace("_", " ")
        files[f"mmlu_{subject}_continuation.yaml"] = subject_file(
            f"mmlu_{subject}_continuation", subject, f"The following are questions (with answers) about {about}.",
            tag=f"mmlu_{row['group']}_continuation")
    return files


def chinese(name, group, version, description):
    rows = table(name)
    tasks = [f"{group}_{row['subject']}" for row in rows]
    files = {f"_{group}.yaml": group_file(group, tasks, ["acc", "acc_norm"], version)}
    for task, row in zip(tasks, rows):
        files[f"{task}.yaml"] = subject_file(task, row["subject"], description.format(row["chinese"]))
    return files


FAMILIES = {
    "mmlu": mmlu(),
    "mmlu_continuation": mmlu_continuation(),
    "cmmlu": chinese("cmmlu.tsv", "cmmlu", "1.0", "以下是关于{}的单项选择题，请直接给出正确答案的选项。"),
    "ceval": chinese("ceval.tsv", "ceval-valid", "2.0", "以下是中国关于{}的单项选择题，请选出其中的正确答案。"),
}


def differences():
    """Paths whose content is not what this script writes."""
    for family, files in FAMILIES.items():
        for path in sorted({path.name for path in (TASKS / family).glob("*.yaml")} | set(files)):
            there = TASKS / family / path
            if not there.exists() or there.read_text(encoding="utf-8") != files.get(path):
                yield there


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        found = list(differences())
        for path in found:
            print(f"{path}: is not what tools/tasks/generate.py writes. Run it.", file=sys.stderr)
        sys.exit(1 if found else 0)
    if sys.argv[1:]:
        sys.exit(__doc__)
    for family, files in FAMILIES.items():
        (TASKS / family).mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (TASKS / family / name).write_text(text, encoding="utf-8")
