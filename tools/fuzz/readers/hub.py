"""Files tokenizer.json, whole ones and such that are wrong in one of their parts."""

import json

import choices
import mutation
from case import Case

PATTERNS = (
    r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    r"(?i:'s|'t|'re)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    r"(?:a|a)+b|(?>\s+)x|(?<!a)b+?",
    r"(?:(?:.|.)+?)+x",
    r"x*",
    "",
)
CONTEXTS = (
    "Question: is it? <|endoftext|> the end\r\n\n  3.14 \u0661 don't",
    "e\u0301\u0323\u212b\ufb01 \uac00\u1100\u1161 \u65e5\u672c \U0001f600\u200d \ue000 \x00\x1c\x85\u2028",
    "a" * 3000 + " " * 3000,
    "",
)
LETTERS = r"()[]{}|*+?\^$.,-&:=!<>iapPsSdDwWxux0123456789LN"


def characters():
    """The byte-level alphabet."""
    plain = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    rest = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + at) for at, byte in enumerate(rest)}


def pattern(random):
    """A pattern, now and then one with a few characters put in or taken out."""
    text = list(random.choice(PATTERNS))
    for _ in range(random.choice((0, 0, 1, 2, 5))):
        at = random.randrange(len(text) + 1)
        text[at : at + random.choice((0, 0, 1, 3))] = random.choice(LETTERS) * random.choice((1, 1, 1, 2, 60))
    return {"Regex": "".join(text)}


def step(random, depth=0):
    """A description of a pre-tokenizer."""
    behavior = random.choice(("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"))
    whole = random.random() < 0.5
    kinds = [
        {"type": "ByteLevel", "add_prefix_space": whole, "trim_offsets": True, "use_regex": random.random() < 0.5},
        {"type": "Split", "pattern": pattern(random), "behavior": behavior, "invert": whole},
        {"type": random.choice(("Whitespace", "WhitespaceSplit"))},
        {"type": "Digits", "individual_digits": whole},
        {"type": "Punctuation", "behavior": behavior},
        {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "first", "split": whole},
    ]
    if depth < 4 and random.random() < 0.3:
        count = random.choice((0, 1, 2, 2, 3, 40))
        return {"type": "Sequence", "pretokenizers": [step(random, depth + 1) for _ in range(count)]}
    return random.choice(kinds)


def normalizer(random, depth=0):
    """A description of a normalizer."""
    kinds = [
        {"type": random.choice(("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "ByteLevel", "Nmt"))},
        {"type": "Replace", "pattern": pattern(random), "content": random.choice(("", " ", "ab" * 10, "x" * 99))},
        {"type": "Prepend", "prepend": random.choice(choices.TEXTS)[:50]},
        {"type": "Strip", "strip_left": True, "strip_right": False},
    ]
    if depth < 4 and random.random() < 0.3:
        count = random.choice((0, 1, 2, 2, 3, 40))
        return {"type": "Sequence", "normalizers": [normalizer(random, depth + 1) for _ in range(count)]}
    return random.choice(kinds)


def model(random):
    """One of the models; ids stay below the checkpoint's 272."""
    table = characters()
    vocabulary = {"<|endoftext|>": 0} | {table[byte]: byte + 1 for byte in range(256)}
    kind = random.choice(("BPE", "BPE", "WordLevel", "WordPiece"))
    for word in ("th", "he", "the", "in", "\u0120a"):
        vocabulary[word] = len(vocabulary)
    if kind == "WordLevel":
        return {"type": kind, "vocab": vocabulary, "unk_token": "<|endoftext|>"}
    if kind == "WordPiece":
        most = random.choice((100, 2**31 - 1))
        return {
            "type": kind,
            "vocab": vocabulary,
            "unk_token": "<|endoftext|>",
            "max_input_chars_per_word": most,
            "continuing_subword_prefix": random.choice(("", "##", "t")),
        }
    merges = [["t", "h"], ["h", "e"], ["th", "e"], ["i", "n"], ["\u0120", "a"]]
    return {
        "type": kind,
        "unk_token": random.choice((None, "<|endoftext|>")),
        "end_of_word_suffix": random.choice((None, None, "e")),
        "fuse_unk": random.random() < 0.5,
        "byte_fallback": random.random() < 0.5,
        "ignore_merges": random.random() < 0.5,
        "vocab": vocabulary,
        "merges": [" ".join(pair) for pair in merges] if random.random() < 0.5 else merges,
    }


def tokenizer(random, bases):
    """A tokenizer.json whose description, vocabulary or bytes are wrong, or none of them."""
    flags = {key: random.random() < 0.5 for key in ("single_word", "lstrip", "rstrip", "normalized")}
    value = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [{"id": 0, "content": "<|endoftext|>", **flags, "special": True}],
        "normalizer": random.choice((None, normalizer(random))),
        "pre_tokenizer": random.choice((None, step(random))),
        "post_processor": None,
        "decoder": {"type": "ByteLevel"},
        "model": model(random),
    }
    kind = random.choice(("described", "described", "tree", "tree", "large", "text", "bytes"))
    tree = mutation.tree(json.dumps(value))
    if kind == "tree":
        tree = mutation.edit(random, tree)
    if kind == "large":
        words = [(f"w{number}", number) for number in range(random.choice((300, 30_000, 1_200_000)))]
        value["model"]["vocab"] = dict(words)
        tree = mutation.tree(json.dumps(value))
    data = mutation.encoded(tree)
    if kind == "text":
        data = mutation.text(random, data)
    if kind == "bytes":
        data = mutation.mutated(random, data)
    requests = [{"context": text, "continuation_tokens": [5]} for text in CONTEXTS]
    files = {
        "t.json": data,
        "tokenizer_config.json": json.dumps({"bos_token": None, "eos_token": "<|endoftext|>"}).encode(),
        "r.jsonl": "".join(json.dumps(request) + "\n" for request in requests).encode(),
    }
    line = ["loglikelihood", "--model", "../base/tiny", "--threads", "1", "--requests", "r.jsonl"]
    return Case("tokenizer.json", kind, [*line, "--tokenizer", "t.json"], files, hostile=("t.json",))
