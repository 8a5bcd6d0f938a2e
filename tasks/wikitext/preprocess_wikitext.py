"""What lm-eval needs to read wikitext.yaml; rwkv-eval has the same in Swift."""

import re

BEFORE = ["@-@|-", "@,@|,", "@.@|."]
MARKS = ":;.!?,"
PAIRS = ["()", "[]", "{}", '""', "''"]
AFTER = [
    ("= = = =", "===="), ("= = =", "==="), ("= =", "=="), (" ° ", "°"), (" \n", "\n"), ("\n ", "\n"), (" N ", " 1 "),
    (" 's", "'s"),
]


def wikitext_detokenizer(doc):
    """The page as running text. The order of the rules matters, and the second is kept though it hardly does what was meant."""
    text = doc["page"].replace("s '", "s'")
    text = re.sub("/' [0-9]/", "/'[0-9]/", text)
    for rule in BEFORE:
        old, new = rule.split("|")
        text = text.replace(f" {old} ", new)
    for mark in MARKS:
        text = text.replace(f" {mark} ", f"{mark} ")
    for opening, closing in PAIRS:
        pattern = rf"{re.escape(opening)}\s*([^{re.escape(closing)}]*?)\s*{re.escape(closing)}"
        text = re.sub(pattern, rf"{opening}\1{closing}", text)
    for old, new in AFTER:
        text = text.replace(old, new)
    return text


def process_results(doc, results):
    """The log-likelihood with the numbers of words and bytes of the page as it was."""
    (loglikelihood,) = results
    words = (loglikelihood, len(re.split(r"\s+", doc["page"])))
    octets = (loglikelihood, len(doc["page"].encode("utf-8")))
    return {"word_perplexity": words, "byte_perplexity": octets, "bits_per_byte": octets}
