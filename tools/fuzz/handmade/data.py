"""Docs, tables, requests and answers that are wide, deep, long or repeated."""

import json

import bases as sound
from case import Case, Fifo, Folder, Link


def docs():
    """Label, name, bytes of docs of a task."""
    line = json.dumps(sound.DOCS[0])
    yield "quotes", "d.jsonl", json.dumps({"question": '"' * 400000, "options": ["a", "b"], "answer": 0}).encode()
    yield "escapes", "d.jsonl", (
        '{"question": "' + "\\u0041" * 400000 + '", "options": ["a", "b"], "answer": 0}'
    ).encode()
    yield "emoji", "d.jsonl", json.dumps(
        {"question": "\U0001f600" * 400000, "options": ["a", "b"], "answer": 0}
    ).encode()
    yield "accents on accents", "d.jsonl", json.dumps(
        {"question": "a" + "\u0301" * 900000, "options": ["a", "b"], "answer": 0}, ensure_ascii=False
    ).encode()
    yield "line feeds in a text", "d.jsonl", json.dumps(
        {"question": "\r\n" * 900000, "options": ["a", "b"], "answer": 0}
    ).encode()
    yield "spaces in a text", "d.jsonl", json.dumps(
        {"question": " " * 4000000 + "x", "options": ["a", "b"], "answer": 0}
    ).encode()
    yield "deep 100000", "d.jsonl", b"[" * 100000 + b"]" * 100000
    yield "deep objects", "d.jsonl", b'{"a":' * 100000 + b"1" + b"}" * 100000
    yield "many keys", "d.jsonl", json.dumps({f"k{i}": i for i in range(200000)} | sound.DOCS[0]).encode()
    yield "many options", "d.jsonl", json.dumps(sound.DOCS[0] | {"options": [str(i) for i in range(200000)]}).encode()
    yield "many different keys", "d.jsonl", "".join(
        json.dumps(sound.DOCS[0] | {f"k{i}": 1}) + "\n" for i in range(10000)
    ).encode()
    yield "many docs", "d.jsonl", (line + "\n").encode() * 5000
    yield "many empty lines", "d.jsonl", b"\n" * 9000000 + line.encode()
    yield "digits", "d.jsonl", ('{"question": "x", "options": ["a", "b"], "answer": ' + "9" * 900000 + "}").encode()
    yield "fraction", "d.jsonl", ('{"question": "x", "options": ["a", "b"], "answer": 0.' + "9" * 900000 + "}").encode()
    yield "exponent", "d.jsonl", b'{"question": "x", "options": ["a", "b"], "answer": 1e999999999999}'
    yield "columns", "d.csv", (
        "question,options,answer," + ",".join(f"c{i}" for i in range(75000)) + "\nx,a,0" + ",1" * 75000 + "\n"
    ).encode()
    yield "columns of one name", "d.csv", ("question,options,answer" + ",c" * 75000 + "\n").encode()
    yield "quoted field", "d.csv", ('question,options,answer\n"' + '""' * 4000000 + '",a,0\n').encode()
    yield "open quote", "d.csv", ('question,options,answer\n"' + "x,\n" * 3000000).encode()
    yield "rows", "d.tsv", b"question\toptions\tanswer\n" + b"x\ta\t0\n" * 50000
    yield "list of docs", "d.json", ("[" + ",".join([line] * 20000) + "]").encode()
    yield "parquet", "d.parquet", b"PAR1" + b"\0" * 100
    yield "arrow", "d.arrow", b"ARROW1\0\0" + b"\xff" * 100
    yield "control characters", "d.jsonl", b'{"question\\u001b[31m": 1}\n{"question": \x1b[31m'
    yield "device", "d.jsonl", Link("/dev/zero")
    yield "random", "d.jsonl", Link("/dev/urandom")
    yield "pipe", "d.jsonl", Fifo()
    yield "folder", "d.jsonl", Folder()
    yield "link to itself", "d.jsonl", Link("d.jsonl")


def mmlu():
    """Label and files of MMLU's layout."""
    subjects = {f"data/test/s{i}_test.csv": sound.rows() for i in range(20000)}
    yield "20000 subjects", subjects, True
    yield "2000 subjects", dict(list(subjects.items())[:2000]), False
    for label, data in {
        "columns": ",".join(["x"] * 75000).encode(),
        "open quote": b'"' + b"x,1\n" * 2000000,
        "quotes": b'"' + b'""' * 4000000 + b'",1,2,3,4,A\n',
        "long field": b"x" * 20000000 + b",1,2,3,4,A\n",
        "carriage returns": b"\r" * 5000000,
        "NUL": b"\0" * 1000000,
        "one row 20000 times": b"a,1,2,3,4,A\n" * 20000,
        "spaces": b" " * 5000000 + b"a,1,2,3,4,A\n",
        "control": b"a,1,2,3,4,\x1b[31m\n",
        "accents": ("a" + "\u0301" * 500000 + ",1,2,3,4,A\n").encode(),
    }.items():
        yield label, {"data/test/a_test.csv": data}, False
    yield "name of control characters", {"data/test/a\x1b[31m_test.csv": b"x\n"}, False
    yield "name that is not UTF-8", {
        "data/test/a\udcff_test.csv": sound.rows(),
        "data/test/b_test.csv": sound.rows(),
    }, False
    yield "pipe", {"data/test/a_test.csv": Fifo()}, False
    yield "device", {"data/test/a_test.csv": Link("/dev/zero")}, False
    yield "loop", {"data/test/a_test.csv": sound.rows(), "data/loop": Link(".")}, False
    yield "fractions", {"data/test/" + "d/" * 100 + "a_test.csv": sound.rows()}, False


def requests():
    """Label and lines of requests."""
    yield "deep", b'{"context": ' + b"[" * 100000 + b"]" * 100000 + b"}"
    yield "tokens 2^63-1", b'{"context_tokens": [9223372036854775807], "continuation_tokens": [-1]}'
    yield "token beyond the vocabulary", b'{"context_tokens": [99999], "continuation_tokens": [99999]}'
    yield "no continuation", b'{"context": "a", "continuation": ""}'
    yield "keys twice", b'{"context": "a", "context": "b", "continuation": "c"}'
    yield "both forms", b'{"context": "a", "context_tokens": [1], "continuation": "c"}'
    yield "quotes", json.dumps({"context": '"' * 20000, "continuation": "a"}).encode()
    yield "open", b'{"context": "' + b"a" * 5000000
    yield "blank lines", b"\n" * 5000000
    yield "control characters", b'{"con\\u001b[31mtext": 1}\n'
    yield "not UTF-8", b'{"context": "\xff", "continuation": "a"}'
    yield "lone surrogate", b'{"context": "\\ud800", "continuation": "a"}'
    yield "NaN", b'{"context": NaN, "continuation": "a"}'
    yield "many of one", b'{"context": "a", "continuation": "b"}\n' * 20000
    yield "nothing", b""


def answers():
    head = '{"context": "c", "continuation": "a", "logprob": %s, "is_greedy": true}\n'
    yield "above 0", head % "1"
    yield "not finite", head % "NaN" + head % "-Infinity" + head % "null"
    yield "huge", head % ("-" + "9" * 100000)
    yield "many", "".join(
        json.dumps({"context": str(i), "continuation": "a", "logprob": -1.0, "is_greedy": False}) + "\n"
        for i in range(100000)
    )
    yield "deep", '{"context": ' + "[" * 100000


def cases(bases):
    for label, name, content in docs():
        task = dict(sound.TASK, doc_to_choice=["a", "b"]) if not name.endswith("jsonl") else dict(sound.TASK)
        files = {"t.yaml": json.dumps(task).encode(), name: content}
        given = ["--data", f"colours={name}"]
        yield Case("docs", f"docs: {label}", ["tasks", "validate", "t.yaml", *given], files, hostile=(name,))
        if label in ("quotes", "emoji", "many docs", "many options", "columns"):
            yield Case(
                "docs",
                f"scored and kept: {label}",
                ["run", "--tasks", "t.yaml", "--model", "uniform", "--output", "out", *given],
                files,
            )
            yield Case(
                "docs", f"written: {label}", ["run", "--tasks", "t.yaml", "--write-requests", "-", *given], files
            )
    for label, files, slow in mmlu():
        yield Case("MMLU", f"mmlu: {label}", ["mmlu", "--model", "uniform", "--data", "data"], files, slow=slow)
        if label == "2000 subjects":
            yield Case(
                "MMLU",
                f"mmlu json: {label}",
                ["mmlu", "--model", "uniform", "--data", "data", "--format", "json"],
                files,
            )
    for label, data in requests():
        line = ["loglikelihood", "--model", "../base/tiny", "--threads", "1", "--requests"]
        yield Case("requests", f"requests: {label}", [*line, "r.jsonl"], {"r.jsonl": data}, answers=False)
        yield Case("requests", f"requests on standard input: {label}", [*line, "-"], stdin=data, answers=False)
    for label, text in answers():
        line = ["run", "--tasks", "../base/task/colours.yaml", "--model", "answers:a.jsonl"]
        yield Case("requests", f"answers: {label}", line, {"a.jsonl": text.encode()})
    asked = [json.loads(line) for line in bases["written.jsonl"].splitlines()]
    asked = [{key: one[key] for key in ("context", "continuation")} for one in asked]
    said = [dict(one, logprob=-1.0 - at, is_greedy=False) for at, one in enumerate(asked)]
    twice = sound.lines(said) + sound.lines([dict(said[0], logprob=-9.0)])
    for label, data, codes in (("complete", sound.lines(said), (0, 3)), ("contradicting", twice, (2,))):
        yield Case("requests", f"answers: {label}", line, {"a.jsonl": data}, codes=codes)
