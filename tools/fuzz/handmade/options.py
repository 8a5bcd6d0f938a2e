"""Options of values that nobody has, outputs that cannot be written, and little room to live in."""

from case import Case

BIG = 2**63 - 1
MMLU = ["mmlu", "--model", "../base/tiny", "--data", "../base/data", "--loops", "2", "--groups", "2"]
BASE = ["mmlu", "--model", "uniform", "--data", "../base/data"]
TASK = ["run", "--tasks", "../base/task/colours.yaml", "--model", "uniform"]
SAYING = {
    "report": ["report", "../base/run-loops"],
    "compare": ["compare", "../base/run-loops", "../base/run-loops"],
    "mmlu": BASE,
    "run": TASK,
    "list": ["tasks", "list"],
    "show": ["tasks", "show", "copa"],
    "validate": ["tasks", "validate", "../base/task/colours.yaml"],
    "prompt": ["prompts", "show", "lm_eval"],
    "prompts": ["prompts", "list"],
    "digest": ["prompts", "digest", "--data", "../base/data"],
    "diff": [
        "prompts",
        "diff",
        "lm_eval",
        "recommended",
        "--data",
        "../base/data",
        "--tokenizer",
        "../base/tiny/vocab.txt",
    ],
    "inspect": ["model", "inspect", "../base/tiny"],
    "check": ["model", "check", "../base/tiny", "--tokens", "8", "--threads", "1"],
    "curve": ["depth", "curve", "../base/run-loops"],
    "exits": ["depth", "exits", "../base/run-loops"],
    "loglikelihood": [
        "loglikelihood",
        "--model",
        "../base/tiny",
        "--threads",
        "1",
        "--requests",
        "../base/requests.jsonl",
    ],
    "requests": ["run", "--tasks", "../base/task/colours.yaml", "--write-requests", "-"],
    "help": ["help"],
    "version": ["--version"],
}


def cases(bases):
    for number in (BIG, 10**9, 100000, 2000, 0, -1, -(2**63), 2**64):
        yield Case("options", f"threads {number}", [*MMLU, "--threads", str(number)])
        for name in (
            "--limit",
            "--num-fewshot",
            "--groups",
            "--prelude",
            "--coda",
            "--exit-after",
            "--exit-patience",
            "--loops-curve",
        ):
            yield Case("options", f"{name} {number}", [*MMLU, "--threads", "1", f"{name}={number}"])
        yield Case(
            "options", f"tokens {number}", ["model", "check", "../base/tiny", "--threads", "1", "--tokens", str(number)]
        )
        for name in ("--minimum-loops", "--patience"):
            yield Case("options", f"exits {name} {number}", ["depth", "exits", "../base/run-loops", f"{name}={number}"])
        yield Case("options", f"seed {number}", [*TASK, f"--seed={number}"])
        yield Case("options", f"shots {number}", [*TASK, f"--num-fewshot={number}"])
    for size in ("1T", "1P", "0", "-1", "1", "1E", "1G", "x", "99999999999999999999G"):
        yield Case("options", f"memory {size}", [*MMLU, "--threads", "1", f"--memory={size}"])
    for name, line in SAYING.items():
        quiet = dict(answers=False)
        # Standard output that takes nothing: a word and an exit code of its own, never 0.
        yield Case("options", f"standard output full: {name}", line, limits="exec >/dev/full; ", codes=(1, 2), **quiet)
        yield Case("options", f"standard output closed: {name}", line, limits="exec >&-; ", codes=(1, 2), **quiet)
        yield Case("options", f"standard error full: {name}", line, limits="exec 2>/dev/full; ", codes=(0, 3), **quiet)
        yield Case("options", f"standard error closed: {name}", line, limits="exec 2>&-; ", codes=(0, 3), **quiet)
        yield Case("options", f"standard input closed: {name}", line, limits="exec <&-; ")
    for label, limits in {"closed": "exec <&-; ", "a folder": "exec <.; ", "write only": "exec 0>x; "}.items():
        yield Case(
            "options",
            f"requests from standard input, {label}",
            ["loglikelihood", "--model", "../base/tiny", "--threads", "1", "--requests", "-"],
            limits=limits,
            codes=(1, 2),
        )
    for kilobytes in (300000, 400000, 450000, 650000, 900000, 1500000):
        yield Case(
            "options",
            f"address space {kilobytes} kB",
            [*MMLU, "--threads", "2"],
            limits=f"ulimit -v {kilobytes}; ",
            answers=False,
        )
    for blocks in (1, 4):
        yield Case(
            "options",
            f"files of {blocks} kB",
            [*BASE, "--output", "out"],
            limits=f"ulimit -f {blocks}; ",
            answers=False,
        )
    for files in (4, 6, 8, 16):
        yield Case("options", f"{files} open files", MMLU, limits=f"ulimit -n {files}; ", answers=False)
    yield Case("options", "a small stack", MMLU, limits="ulimit -s 256; ")
    yield Case("options", "subjects that backtrack", [*BASE, "--subjects", "*a" * 40 + "b"])
    yield Case(
        "options", "tasks that backtrack", ["run", "--model", "uniform", "--tasks", "*m" * 40 + "x", "--data", "x=y"]
    )
    yield Case("options", "output is a file", [*BASE, "--output", "out"], {"out": b""})
    yield Case("options", "report to a folder", ["report", "../base/run-loops", "--output", "."])
    yield Case(
        "options",
        "10000 loop counts",
        [
            *MMLU[:-4],
            "--loops",
            ",".join(map(str, range(2, 20002, 2))),
            "--groups",
            "2",
            "--limit",
            "1",
            "--threads",
            "1",
        ],
        slow=True,
    )
