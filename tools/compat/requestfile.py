"""Files of requests, one JSON object a line, as `rwkv-eval run --write-requests` writes them, and their comparison."""

import json
from dataclasses import dataclass, field
from hashlib import sha256

KEYS = ("task", "doc_id", "idx", "context", "continuation")


def write(path, requests):
    """Writes (task, doc_id, idx, context, continuation)s; how many there were."""
    count = 0
    with open(path, "w", encoding="utf-8") as file:
        for request in requests:
            file.write(json.dumps(dict(zip(KEYS, request, strict=True)), ensure_ascii=False) + "\n")
            count += 1
    return count


def digests(paths):
    """(task, doc_id, idx) to the SHA-256 of a request and where it stands: (digest, path, offset)."""
    found = {}
    for path in paths:
        with open(path, "rb") as file:
            offset = 0
            for line in file:
                request = json.loads(line)
                text = json.dumps([request["context"], request["continuation"]])
                name = (request["task"], request["doc_id"], request["idx"])
                if name in found:
                    raise ValueError(f"{path}: two requests of task {name[0]}, doc {name[1]}, index {name[2]}")
                found[name] = (sha256(text.encode()).digest(), path, offset)
                offset += len(line)
    return found


def read(path, offset):
    with open(path, "rb") as file:
        file.seek(offset)
        return json.loads(file.readline())


@dataclass
class Comparison:
    """What two sets of requests have in common and what not."""

    tasks: int = 0
    equal: int = 0
    differing: list = field(default_factory=list)  # (task, description) of each task with a difference


def compare(theirs, ours):
    """Compares files of lm_eval's requests with files of ours."""
    theirs, ours = digests(theirs), digests(ours)
    tasks = {}
    for name in theirs.keys() | ours.keys():
        same = name in theirs and name in ours and theirs[name][0] == ours[name][0]
        tasks.setdefault(name[0], []).append((same, name))
    result = Comparison(tasks=len(tasks))
    for task, requests in sorted(tasks.items()):
        wrong = sorted(name for same, name in requests if not same)
        result.equal += len(requests) - len(wrong)
        if wrong:
            first = wrong[0]
            shown = describe(theirs.get(first), ours.get(first))
            result.differing.append((task, f"{len(wrong)} of {len(requests)} requests differ; doc {first[1]}, index {first[2]}: {shown}"))
    return result


def describe(theirs, ours):
    """The first place where two requests differ."""
    if theirs is None or ours is None:
        return "only rwkv-eval has it" if theirs is None else "rwkv-eval does not have it"
    theirs, ours = read(*theirs[1:]), read(*ours[1:])
    key = next(key for key in ("context", "continuation") if theirs[key] != ours[key])
    return f"{key}: {difference(theirs[key], ours[key])}"


def difference(theirs, ours):
    place = next((i for i, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b), min(len(theirs), len(ours)))
    start = max(0, place - 20)
    return f"lm_eval …{theirs[start : place + 30]!r}, rwkv-eval …{ours[start : place + 30]!r} (character {place})"
