"""What lm-eval needs to read copa.yaml; rwkv-eval has the same in Swift."""

CONNECTORS = {"cause": "because", "effect": "therefore"}


def continued(choice):
    """The choice as the end of a sentence."""
    return f" {choice[0].lower()}{choice[1:]}"


def doc_to_text(doc):
    """The premise without its full stop, and the connector."""
    return f"{doc['premise'].strip()[:-1]} {CONNECTORS[doc['question']]}"


def doc_to_target(doc):
    """The right choice."""
    return continued(doc["choice1" if doc["label"] == 0 else "choice2"])


def doc_to_choice(doc):
    """Both choices."""
    return [continued(doc["choice1"]), continued(doc["choice2"])]
