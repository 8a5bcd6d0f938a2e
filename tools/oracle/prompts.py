#!/usr/bin/env python3
"""Makes Tests/Fixtures/data (made-up questions in MMLU's layout, a made-up vocabulary) and their golden prompts again.

    tools/oracle/prompts.py                 writes them and prints the digests of all contexts
    tools/oracle/prompts.py --check SHARED  compares the rendering here with real MMLU's digests and prompts (../shared)

Prompts are rendered by Jinja2 as lm-evaluation-harness sets it up: lm_eval 0.4.13's MMLU, its first five dev examples.
"""

import argparse
import csv
import hashlib
import io
import json
import pathlib
import tarfile

import jinja2

import vocabulary

FIXTURES = pathlib.Path(__file__).resolve().parents[2] / "Tests/Fixtures"
LETTERS = "ABCD"
ENVIRONMENT = jinja2.Environment(undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
HARNESS = ENVIRONMENT.from_string(
    "{{question.strip()}}\nA. {{choices[0]}}\nB. {{choices[1]}}\nC. {{choices[2]}}\nD. {{choices[3]}}\nAnswer:"
)
COMMUNITY = (
    "User: You are a very talented expert in <SUBJECT>. Answer this question:\n"
    "<Q>\nA. <|A|>\nB. <|B|>\nC. <|C|>\nD. <|D|>\n\nAssistant: The answer is"
)

# MARK: Made-up questions

# What goes wrong in a prompt: line ends, blanks at ends (Python strips more than spaces), quotes, wide letters, braces.
EDGES = [
    ["First line.\r\nSecond line — with \"quotes\", naïve café, and 日本語?", " one", "two ", "A and B", "a\nb", "C"],
    ["  Blanks at both ends?  ", "3", "4", "5\r\n", "6\n", "B"],
    ["\n\nLines at both ends?\r\n\r\n", "\tx", "x\t", " ", "\u00a0", "A"],
    ["\u00a0\u3000\u2028What does Python strip?\u2003\x1f\x85", "\u3000a\u3000", "b\u00a0", "c\u200b", "\ufeffd", "D"],
    ["\u200bWhat does it leave?\ufeff", "0", "00", "0.0", "-0", "A"],
    ["{{question}} and {% if x %}?", "{{ 1 }}", "{# #}", "%}", "{{", "B"],
    ['"', '""', "','", "'", "\\", "C"],
    ["A. 1\nB. 2\nAnswer: C", "A", "B", "C", "D", "D"],
    ["True, None or NaN?", "True", "None", "nan", "N/A", "A"],
    ["e\u0301 or \u00e9, 👩\u200d🚀 or 👍🏽?", "e\u0301", "\u00e9", "👩\u200d🚀", "👍🏽", "B"],
    ["\r\n", "\r\n", "\r\nx", "x\r\ny", "x\ry", "C"],
    ["Commas, and; semicolons\tand tabs?", "a,b", "a;b", "a\tb", ",", "D"],
]


def sums(start, count):
    """Questions of small sums, one after another."""
    rows = []
    for n in range(start, start + count):
        a, b = 3 + n * 7 % 11, 2 + n * 5 % 13
        place = n * 3 % 4
        answers = [str(a + b + 2 * (choice - place)) for choice in range(4)]
        rows.append([f"What is {a} + {b}?", *answers, LETTERS[place]])
    return rows


def lists(start, count):
    """Questions over several lines, with CRLF in every other one."""
    rows = []
    for n in range(start, start + count):
        end = "\r\n" if n % 2 else "\n"
        words = [["red", "blue", "green", "grey"][(n + place) % 4] for place in range(4)]
        question = f"A list:{end}" + end.join(f"{place + 1}. {word}" for place, word in enumerate(words))
        colours = ["red", "blue", "green", "grey"]
        rows.append([f"{question}{end}Which is number {n % 4 + 1}?", *colours, LETTERS[n * 2 % 4]])
    return rows


def made_up_data():
    """Rows by split and subject."""
    return {
        split: {
            "colour_lists": lists(start, count),
            "edge_cases": EDGES if split == "test" else EDGES[start % 5 :][:count],
            "small_sums": sums(start, count),
        }
        for split, start, count in [("test", 0, 8), ("dev", 20, 5), ("val", 31, 2)]
    }


def write_data(folder):
    for split, subjects in made_up_data().items():
        (folder / split).mkdir(parents=True, exist_ok=True)
        for subject, rows in subjects.items():
            with open(folder / split / f"{subject}_{split}.csv", "w", encoding="utf-8", newline="") as file:
                # Both line ends; with CRLF as its line end, the writer also quotes fields that hold a lone CR.
                csv.writer(file, lineterminator="\r\n" if subject == "edge_cases" else "\n").writerows(rows)


# MARK: Rendering


def spoken(subject):
    return subject.replace("_", " ")


def harness_context(subject, row, examples):
    def question(row):
        return HARNESS.render(question=row[0], choices=row[1:5])

    shots = "".join(f"{question(example)} {example[5]}\n\n" for example in examples)
    description = f"The following are multiple choice questions (with answers) about {spoken(subject)}.\n\n"
    return description + shots + question(row)


def community_context(subject, row):
    text = COMMUNITY
    marks = ["<SUBJECT>", "<Q>", "<|A|>", "<|B|>", "<|C|>", "<|D|>"]
    for mark, value in zip(marks, [spoken(subject), *row[:5]], strict=True):
        text = text.replace(mark, value)
    return text.replace("\r\n", "\n").strip()


def digest(test, dev, shots):
    """SHA-256 over a line of task, row and the context's SHA-256 for every doc, tasks in the order of their names."""
    total = hashlib.sha256()
    for subject in sorted(test):
        for row, doc in enumerate(test[subject]):
            context = harness_context(subject, doc, dev[subject][:shots])
            total.update(f"mmlu_{subject}\t{row}\t{hashlib.sha256(context.encode()).hexdigest()}\n".encode())
    return total.hexdigest()


def golden(examples, ids):
    """Prompts and their tokens, of (subject, row) pairs."""
    letters = {f" {letter}": vocabulary.encode(f" {letter}", ids) for letter in LETTERS}
    found = {
        "choice_tokens": {text: tokens[0] for text, tokens in letters.items()},
        "examples": [],
        "lm_eval_0shot": [],
    }
    for subject, row in examples:
        prompt, harness = community_context(subject, row), harness_context(subject, row, [])
        doc = {"subject": subject, "question": row[0], "choices": row[1:5], "answer": LETTERS.index(row[5])}
        found["examples"].append(doc | {"prompt": prompt, "tokens": [0, *vocabulary.encode(prompt, ids)]})
        found["lm_eval_0shot"].append(
            {"prompt": harness, "tokens_no_bos": vocabulary.encode(harness, ids), "continuations": letters}
        )
    return found


# MARK: Commands


def check(shared):
    """Renders real MMLU and the prompts of the shared golden file, and stops where anything differs."""
    rows = {"test": {}, "dev": {}}
    with tarfile.open(shared / "data/mmlu.tar.xz") as archive:
        for member in archive.getmembers():
            split, name = pathlib.PurePath(member.name).parts[-2:] if "/" in member.name else ("", "")
            if member.isfile() and split in rows and name.endswith(f"_{split}.csv"):
                text = archive.extractfile(member).read().decode()
                rows[split][name.removesuffix(f"_{split}.csv")] = list(csv.reader(io.StringIO(text, newline="")))
    ids = vocabulary.read(shared / "data/rwkv_vocab_v20230424.txt")
    recorded = json.loads((shared / "oracle/rwkv7/mmlu_prompt_golden.json").read_text())
    examples = [
        (one["subject"], [one["question"], *one["choices"], LETTERS[one["answer"]]]) for one in recorded["examples"]
    ]
    mine = golden(examples, ids)
    assert mine["choice_tokens"] == recorded["choice_tokens"]
    assert mine["examples"] == recorded["examples"]
    assert mine["lm_eval_0shot"][: len(recorded["lm_eval_0shot"])] == recorded["lm_eval_0shot"]
    print(f"{len(examples)} recorded prompts: the same texts and tokens")
    for shots in (0, 5):
        count = sum(map(len, rows["test"].values()))
        print(f"real MMLU, {shots}-shot, {count} docs: {digest(rows['test'], rows['dev'], shots)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", type=pathlib.Path, metavar="SHARED", help="the shared folder to compare with")
    arguments = parser.parse_args()
    if arguments.check:
        return check(arguments.check)
    data = made_up_data()
    write_data(FIXTURES / "data/mmlu")
    vocabulary.write(FIXTURES / "data/made_vocab.txt", vocabulary.made_up())
    ids = vocabulary.read(FIXTURES / "data/made_vocab.txt")
    examples = [("edge_cases", row) for row in data["test"]["edge_cases"]]
    examples.append(("small_sums", data["test"]["small_sums"][0]))
    with open(FIXTURES / "oracle/rwkv7-small/mmlu_prompt_golden.json", "w", encoding="utf-8") as file:
        file.write(json.dumps(golden(examples, ids), indent=1) + "\n")
    for shots in (0, 5):
        print(f"made-up questions, {shots}-shot: {digest(data['test'], data['dev'], shots)}")


if __name__ == "__main__":
    main()
