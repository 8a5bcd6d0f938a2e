"""The docs of the tasks in `tasks/`, by the names of their data sets, generated from fixed seeds."""

from random import Random

from docs import NASTY, WORDS


def text(random, least=1, most=6):
    words = [random.choice(NASTY) if random.random() < 0.2 else random.choice(WORDS) for _ in range(random.randint(least, most))]
    return "the " + " ".join(words)


def distinct(random, count):
    found = {}
    while len(found) < count:
        found[text(random)] = None
    return list(found)


def docs(name, count, least=2, most=5, **fields):
    """Docs with a question, choices and a label, and further fields made by functions of (random, choices)."""
    random = Random(name)
    made = []
    for _ in range(count):
        choices = distinct(random, random.randint(least, most))
        doc = {"question": text(random), "choices": choices, "label": random.randrange(len(choices))}
        made.append(doc | {field: make(random, choices) for field, make in fields.items()})
    return made


def out_of_range(random, choices):
    return random.randrange(len(choices)) if random.random() < 0.8 else len(choices) + random.randrange(3)


def perhaps_a_choice(random, choices):
    return random.choice(choices) if random.random() < 0.8 else "neither"


def several(random, choices):
    return sorted(random.sample(range(len(choices)), random.randint(1, len(choices) - 1)))


def inputs(count):
    random = Random("inputs")
    names = ("before", "first", "second", "after")
    return [{name: text(random) for name in names} | {"label": random.randrange(2)} for _ in range(count)]


def texts(count):
    random = Random("texts")
    return [{"text": text(random, 5, 60)} for _ in range(count - 1)] + [{"text": ""}]


DATA = {
    "choices": lambda: docs("choices", 83),
    "few": lambda: docs("few", 7),
    "four": lambda: docs("four", 51, 4, 4),
    "out_of_range": lambda: docs("out_of_range", 40, label=out_of_range),
    "text_gold": lambda: docs("text_gold", 29, answer=perhaps_a_choice),
    "many_golds": lambda: docs("many_golds", 61, labels=several),
    "inputs": lambda: inputs(33),
    "one": lambda: docs("one", 1),
    "binary": lambda: docs("binary", 45, 2, 2),
    "texts": lambda: texts(37),
}
