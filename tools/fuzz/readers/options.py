"""Values of options."""

import choices
from case import Case

TEXTS = tuple(text for text in choices.TEXTS if "\0" not in text)
SIZES = ("0", "1", "1K", "200K", "1M", "2G", "1T", "1P", "-1", "1.5G", "1e3", "G", "99999999999G", "0x10")
#: Loop counts that are a burden for nobody: at most 64 layer applications are computed.
LOOPS = (
    "0",
    "1",
    "2",
    "4",
    "8",
    "-1",
    "2,4",
    "4,2",
    "2,2",
    "2,",
    ",",
    "",
    "a",
    "1.5",
    "9223372036854775807",
    "9223372036854775808",
    "2,9223372036854775807",
)
PROGRAMS = (
    "plain",
    "rwkv-dr-train",
    "rwkv-dr-published",
    "rwkv-dr-0614",
    "rwkv-dr-0615",
    "rwkv-dr-0615:2",
    "rwkv-dr-0615:-1",
    "rwkv-dr-0615:9223372036854775807",
    "0,0,1",
    "0,9",
    "-1",
    "0," * 2000 + "0",
    "x",
    "/dev/null",
    "../base/tiny/config.json",
)
EXITS = (
    "entropy=0.3",
    "residual=0",
    "kl=-1",
    "margin=nan",
    "margin=inf",
    "max-probability=2",
    "argmax-stable",
    "argmax-stable=1",
    "x=1",
    "entropy=",
    "=",
    "entropy=1e400",
)


def number(random):
    return str(choices.integer(random))


MODEL = {
    "--loops": lambda r: r.choice(LOOPS),
    "--groups": number,
    "--prelude": number,
    "--coda": number,
    "--loops-curve": lambda r: str(r.choice(choices.SMALL)),
    "--curve": lambda r: r.choice(("uniform", "prefix", "x")),
    "--sharing": lambda r: r.choice(("sequence", "cycle", "cycle-rev", "x")),
    "--injection": lambda r: r.choice(("none", "add", "concat")),
    "--depth-program": lambda r: r.choice(PROGRAMS),
    "--precision": lambda r: r.choice(("bf16", "fp16", "fp32")),
    "--memory": lambda r: r.choice(SIZES),
    "--threads": number,
    "--tokenizer": lambda r: r.choice(("../base/tiny/vocab.txt", "/dev/null", ".")),
}
DATA = {
    "--limit": number,
    "--split": lambda r: r.choice(("test", "val", "dev", "train", "")),
    "--subjects": lambda r: r.choice(("*", "[", "v*", "?" * 50, "*" * 40 + "x", "", "a,,b")),
    "--num-fewshot": number,
    "--exit": lambda r: r.choice(EXITS),
    "--exit-after": number,
    "--exit-patience": number,
    "--prompt": lambda r: r.choice(("lm_eval", "recommended", *TEXTS)),
    "--format": lambda r: r.choice(("json", "csv", "markdown", "x")),
}
TASK = {
    "--limit": lambda r: r.choice((number(r), "0.5", "1e-9", "nan", "-0.5", "1e400")),
    "--num-fewshot": number,
    "--seed": number,
    "--exit": DATA["--exit"],
    "--exit-after": number,
    "--tasks": lambda r: r.choice(("*", "colours", "[", "../base/task/colours.yaml,x", "?" * 40)),
    "--data": lambda r: r.choice(("colours=/dev/null", "=", "x", "colours=", "colours=../base/data")),
}
FORMS = (
    (["mmlu", "--model", "../base/tiny", "--data", "../base/data"], MODEL | DATA),
    (["run", "--model", "../base/tiny", "--tasks", "../base/task/colours.yaml"], MODEL | TASK),
    (["loglikelihood", "--model", "../base/tiny", "--requests", "../base/requests.jsonl"], MODEL),
    (["model", "inspect", "../base/tiny"], MODEL),
    (
        ["model", "check", "../base/tiny"],
        MODEL
        | {
            "--tokens": lambda r: str(r.choice(choices.SMALL)),
            "--seed": number,
            "--text": lambda r: r.choice(TEXTS[:60]),
        },
    ),
    (
        ["prompts", "diff", "lm_eval", "recommended", "--data", "../base/data"],
        {"--seed": number, "--doc": number, "--subject": lambda r: r.choice(TEXTS), "--num-fewshot": number},
    ),
    (["depth", "exits", "../base/run-loops"], {"--minimum-loops": number, "--patience": number}),
    (["depth", "paths", "--model", "../base/tiny", "--data", "../base/data", "--limit", "1"], MODEL),
)


def values(random, bases):
    """A command with one to three options of hostile values."""
    line, options = random.choice(FORMS)
    line = list(line)
    for name in random.sample(sorted(options), min(len(options), random.choice((1, 1, 2, 3)))):
        value = options[name](random)
        line += [name, value] if random.random() < 0.5 else [f"{name}={value}"]
    if "--threads" not in " ".join(line) and "--model" in line:
        line += ["--threads", "1"]
    return Case("options", line[0], line)
