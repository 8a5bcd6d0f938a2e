#!/usr/bin/env python3
"""Prints the SHA-256 of lm-eval's Python files whose functions rwkv-eval has in Swift: the table of
Sources/EvalTasks/NativeFunctions/PortedFile.swift.

The functions were ported from lm_eval 0.4.13. A file of another version is in the table where it does the same: where
its syntax tree without imports, annotations and docstrings is that of 0.4.13. The files of tasks/ are in it as well.

Usage: pip download --no-deps lm_eval==0.4.13        (and other versions)
       tools/ported_functions.py lm_eval-*.whl
"""

import ast
import hashlib
import pathlib
import sys
import zipfile

PORTED = "0.4.13"
BUNDLED = pathlib.Path(__file__).resolve().parent.parent / "tasks"
# The family of ports, and the file in lm_eval/tasks.
FILES = {
    "arithmetic": "arithmetic/utils.py",
    "cb": "super_glue/cb/aggregate.py",
    "copa": "super_glue/copa/utils.py",
    "gpqa/n_shot": "gpqa/n_shot/utils.py",
    "gpqa/zeroshot": "gpqa/zeroshot/utils.py",
    "hellaswag": "hellaswag/utils.py",
    "logiqa": "logiqa/utils_logiqa.py",
    "medmcqa": "medmcqa/utils_medmcqa.py",
    "medqa": "medqa/preprocess_medqa.py",
    "pubmedqa": "pubmedqa/preprocess_pubmedqa.py",
    "race": "race/preprocess_race.py",
    "truthfulqa": "truthfulqa/utils.py",
    "wikitext": "wikitext/preprocess_wikitext.py",
    "winogrande": "winogrande/preprocess_winogrande.py",
    "wsc273": "wsc273/utils.py",
    "xcopa": "xcopa/utils.py",
}


def digest(content):
    """SHA-256 without a byte order mark, white space at the ends of lines, and blank lines at the end."""
    text = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    lines = [line.rstrip(b" \t\r") for line in text.split(b"\n")]
    while lines and not lines[-1]:
        lines.pop()
    return hashlib.sha256(b"".join(line + b"\n" for line in lines)).hexdigest()


class Plain(ast.NodeTransformer):
    """Takes out what changes nothing."""

    def visit_Import(self, node):
        return None

    visit_ImportFrom = visit_Import

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_FunctionDef(self, node):
        node.returns = None
        if len(node.body) > 1 and ast.get_docstring(node, clean=False) is not None:
            node.body = node.body[1:]
        return self.generic_visit(node)


def tree(content):
    return ast.dump(Plain().visit(ast.parse(content)))


def main(wheels):
    contents = {}
    for path in wheels:
        version = pathlib.Path(path).name.split("-")[1]
        with zipfile.ZipFile(path) as wheel:
            names = set(wheel.namelist())
            for family, name in FILES.items():
                if f"lm_eval/tasks/{name}" in names:
                    contents[version, family] = wheel.read(f"lm_eval/tasks/{name}")
    rows = {}
    for (version, family), content in contents.items():
        module = pathlib.PurePath(FILES[family]).stem
        if tree(content) == tree(contents[PORTED, family]):
            rows.setdefault((family, module, digest(content)), []).append(version)
        else:
            print(f"{family} of {version} does something else", file=sys.stderr)
    for path in BUNDLED.rglob("*.py"):
        rows.setdefault((path.parent.name, path.stem, digest(path.read_bytes())), []).append("tasks/")
    for family, module, sha256 in sorted(rows):
        print(f"    {family} {module} {sha256}")


if __name__ == "__main__":
    main(sys.argv[1:])
