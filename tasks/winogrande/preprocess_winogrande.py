"""What lm-eval needs to read winogrande.yaml; rwkv-eval has the same in Swift."""


def doc_to_text(doc):
    """The index of the right option: lm-eval takes a number here for contexts that differ."""
    return {"1": 0, "2": 1}[doc["answer"]]


def doc_to_target(doc):
    """What follows the gap."""
    return doc["sentence"].split("_", 1)[1].strip()


def doc_to_choice(doc):
    """What stands before the gap, with each option in it."""
    lead = doc["sentence"].split("_", 1)[0]
    return [lead + doc["option1"], lead + doc["option2"]]
