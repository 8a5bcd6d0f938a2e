"""What lm-eval needs to read hellaswag.yaml; rwkv-eval has the same in Swift."""

import re


def cleaned(text):
    """The text without WikiHow's marks in brackets."""
    text = re.sub(r"\[.*?\]", "", text.strip().replace(" [title]", ". "))
    return text.replace("  ", " ")


def process_docs(dataset):
    """Adds the question, the choices and the index of the right one to every doc."""

    def processed(doc):
        start = f"{doc['activity_label']}: {doc['ctx_a']} {doc['ctx_b'].capitalize()}"
        return {
            "query": cleaned(start),
            "choices": [cleaned(ending) for ending in doc["endings"]],
            "gold": int(doc["label"]),
        }

    return dataset.map(processed)
