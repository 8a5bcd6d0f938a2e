#!/usr/bin/env python3
"""Records what Jinja2, set up as lm-evaluation-harness sets it up, makes of the cases of a JSON file.

usage: python tools/jinja_cases.py Tests/JinjaTests/Fixtures/cases.json

The file is a list of groups: {"name": …, "variables": "{'a': 1}", "cases": [{"template": …}, …]}, variables being a Python
literal. Each case gets "output", or "error" with the name of the exception's class, and the file is written back.

A group with "literals" instead of "cases" holds texts for ast.literal_eval: each gets "repr" or "error".

Needs: lm_eval 0.4.13 (its environment is used as it is), with Jinja2 3.1.6 and Python 3.11.
"""

import ast
import json
import sys

from lm_eval.utils import env


def record(case, variables):
    """Puts the output or the error of a case into it."""
    for key in ("output", "error"):
        case.pop(key, None)
    try:
        case["output"] = env.from_string(case["template"]).render(**variables)
    except Exception as error:
        case["error"] = type(error).__name__


def as_lists(literal):
    """A literal's value with tuples and sets as lists, as the Swift reader has it."""
    if isinstance(literal, (list, tuple)):
        return [as_lists(item) for item in literal]
    if isinstance(literal, (set, frozenset)):
        return [as_lists(item) for item in literal]
    if isinstance(literal, dict):
        return {key: as_lists(item) for key, item in literal.items()}
    return literal


def record_literal(case):
    """Puts the repr of a literal's value, or the error, into its case."""
    for key in ("repr", "error"):
        case.pop(key, None)
    try:
        case["repr"] = repr(as_lists(ast.literal_eval(case["text"])))
    except Exception as error:
        case["error"] = type(error).__name__


def written(group):
    """A group as JSON, one case a line."""
    cases = "literals" if "literals" in group else "cases"
    head = {key: item for key, item in group.items() if key != cases}
    lines = ",\n".join("  " + json.dumps(case) for case in group[cases])
    return f" {json.dumps(head)[:-1]}, \"{cases}\": [\n{lines}\n ]}}"


def main(path):
    with open(path, encoding="utf-8") as file:
        groups = json.load(file)
    for group in groups:
        for case in group.get("cases", []):
            record(case, ast.literal_eval(group["variables"]))
        for case in group.get("literals", []):
            record_literal(case)
    with open(path, "w", encoding="utf-8") as file:
        file.write(",\n".join(written(group) for group in groups).join(["[\n", "\n]\n"]))
    cases = [case for group in groups for case in group.get("cases", []) + group.get("literals", [])]
    print(f"{len(cases)} cases, {sum('error' in case for case in cases)} of them errors")


if __name__ == "__main__":
    main(sys.argv[1])
