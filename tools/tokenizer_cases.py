#!/usr/bin/env python3
"""Records how PyPI's tokenizers encodes: Tests/RWKVModelTests/Golden/tokenizers.

    python3 -m venv .build/tokenizers && .build/tokenizers/bin/pip install tokenizers==0.23.3
    .build/tokenizers/bin/python tools/tokenizer_cases.py

Every tokenizer is made here: vocabularies are trained on lines of this script. `NAME.json` is a tokenizer.json of it, and
`cases.json` holds texts with their ids, the parts that lines are made of, and SHA-256 of the ids of 10,000 lines (of 500 for
variants), which the test makes in the same way.
"""

import hashlib
import json
import pathlib

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

TARGET = pathlib.Path(__file__).resolve().parent.parent / "Tests/RWKVModelTests/Golden/tokenizers"
LINES, VARIANT_LINES = 10_000, 500
FAMILIES = ("neox", "qwen", "llama3", "world", "words")
GPT4 = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CASED = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
    r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
FRAGMENTS = [
    *"abcdeXYZ0179_-'\"/\\(){}<>|~#",
    " ", " ", " ", "  ", "   ", "\n", "\r\n", "\t", "\v", "\f", "\x1c", "\x85", "\xa0", "\u1680", "\u2003", "\u2028", "\u3000",
    "the ", "The", " quick", "brown", " fox's", "don't", "WE'LL", "I'VE", "it\u2019s", "'\u017f", "'S", "\u212a", "word", "words",
    "Day", "day", "1234567", "3.14", "\u0661\u0662\u0663", "\u2167", "\u00bd", "x\u00b2", "\u0967", "def f(x):", "    return x\n", "!=", "->", "...", "***",
    "caf\u00e9", "cafe\u0301", "\u00c5", "A\u030a", "\u212b", "\u1e69", "s\u0323\u0307", "s\u0307\u0323", "\u0344", "\u0958", "\u2126", "\ufb01", "\u3300", "\uff21\uff22",
    "\u00e9t\u00e9", "\u0438\u0306", "\u0419", "\u041f\u0440\u0438\u0432\u0435\u0442", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2", "\u0130stanbul", "\u05e9\u05c1\u05bc", "\u0645\u0631\u062d\u0628\u0627", "\u0939\u093f\u0928\u094d\u0926\u0940",
    "\u65e5\u672c\u8a9e", "\u4f60\u597d", "\uff0c", "\u3002", "\u304c", "\u304b\u3099", "\uac00\uac01", "\u1100\u1161\u11a8", "\ud55c\uae00", "\u0e44\u0e17\u0e22",
    "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "\u2764\ufe0f", "\U00020000", "\U0001d49c", "\U00011938", "\U000105c9",
    "<|endoftext|>", "<|im_start|>", "[MASK]", " [MASK] ", "<one>", "x<one>x", "\u2581", "##", "</w>", "\u0000", "\u007f", "\u200b", "\ufeff", "\u00ad",
]
BLOCKS = [
    [0x20, 0x7E], [0x80, 0x17F], [0x180, 0x36F], [0x370, 0x52F], [0x590, 0x8FF], [0x900, 0xDFF], [0xE00, 0x11FF],
    [0x1200, 0x1FFF], [0x2000, 0x2BFF], [0x2C00, 0x33FF], [0x4E00, 0x9FFF], [0xA000, 0xABFF], [0xAC00, 0xD7A3],
    [0xF900, 0xFFFD], [0x10000, 0x11FFF], [0x12000, 0x1FFFF], [0x20000, 0x323AF], [0xE0000, 0xE01EF], [0x10FF00, 0x10FFFD],
]  # fmt: skip


class Numbers:
    """Random numbers that the test makes too."""

    def __init__(self, state):
        self.state = state

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit


def line(numbers):
    """A line of parts and of single code points."""
    parts = []
    for _ in range(1 + numbers.below(24)):
        if numbers.below(5) == 0:
            low, high = BLOCKS[numbers.below(len(BLOCKS))]
            parts.append(chr(low + numbers.below(high - low + 1)))
        else:
            parts.append(FRAGMENTS[numbers.below(len(FRAGMENTS))])
    return "".join(parts)


def texts():
    """Lines that vocabularies are trained on."""
    numbers = Numbers(3)
    return [line(numbers) + " the quick brown fox don't return words" for _ in range(3000)]


def byte_pairs(size, normalizer, pre, added=(), **settings):
    tokenizer = Tokenizer(models.BPE(**settings))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=["<|endoftext|>"], initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts(), trainer)
    tokenizer.add_tokens(list(added))
    return tokenizer


def split(pattern, behavior="isolated", invert=False):
    return pre_tokenizers.Split(Regex(pattern), behavior, invert)


def bytes_only():
    return pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)


def marked(pre, normalizer=None, **settings):
    """Code points as tokens, those at the end of a piece with a mark, so that ids show where pieces end."""
    letters = sorted({letter for part in FRAGMENTS[:120] for letter in part} | {"\u2581"})
    vocabulary = {"[UNK]": 0}
    for letter in letters:
        vocabulary.setdefault(letter, len(vocabulary))
        vocabulary.setdefault(letter + "</w>", len(vocabulary))
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="[UNK]", end_of_word_suffix="</w>", **settings))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre
    return tokenizer


def world():
    """The form of RWKV World's vocabulary in folders of the hub."""
    table = dict(zip(range(256), byte_characters()))
    words = [text.encode() for text in ("  ", "ab", "abc", "the ", " the", " quick", "\r\n", "\u65e5\u672c", "\u00e9", "return")]
    vocabulary = {"<|endoftext|>": 0} | {table[byte]: byte + 1 for byte in range(256)}
    for word in words:
        vocabulary["".join(table[byte] for byte in word)] = len(vocabulary)
    for index in range(len(vocabulary), len(vocabulary) + 3):
        vocabulary[f"\ue000{index}\ue001"] = index
    model = models.WordPiece(
        vocab=vocabulary, unk_token="<|endoftext|>", max_input_chars_per_word=2**31 - 1, continuing_subword_prefix=""
    )
    tokenizer = Tokenizer(model)
    tokenizer.pre_tokenizer = bytes_only()
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken("<|endoftext|>", special=True)])
    return tokenizer


def byte_characters():
    """The character of each byte, read off the pre-tokenizer."""
    found = []
    for byte in range(256):
        text = chr(byte) if byte < 0x80 else chr(byte if byte < 0xC0 else (byte & 0x1F) << 6 if byte < 0xE0 else 0x800)
        if byte < 0x80:
            found.append(bytes_only().pre_tokenize_str(text)[0][0])
        elif byte < 0xC0:
            found.append(bytes_only().pre_tokenize_str(chr(byte))[0][0][1])
        else:
            found.append(None)
    taken = set(found)
    rest = iter(sorted(character for character in pre_tokenizers.ByteLevel.alphabet() if character not in taken))
    return [character or next(rest) for character in found]


def llama():
    """Bytes where there is no token, and spaces as a character, without a pre-tokenizer."""
    vocabulary = {"<unk>": 0} | {f"<0x{byte:02X}>": byte + 1 for byte in range(256)}
    for letter in "\u2581abcdefghijklmnopqrstuvwxyzTI'":
        vocabulary[letter] = len(vocabulary)
    merges = []
    for left, right in [("t", "h"), ("th", "e"), ("\u2581", "the"), ("q", "u"), ("\u2581", "qu"), ("\u2581", "\u2581")]:
        merges.append((left, right))
        vocabulary[left + right] = len(vocabulary)
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("\u2581"), normalizers.Replace(" ", "\u2581")])
    return tokenizer


def words(model, normalizer, pre):
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre
    return tokenizer


def tokenizers():
    n, p = normalizers, pre_tokenizers
    listed = {"[UNK]": 0}
    for word in ("the", "quick", "brown", "fox", "'", "s", "day", "return", "x", "...", "123", "caf\u00e9", "cafe\u0301", "\u4f60\u597d"):
        listed[word] = len(listed)
    pieces = {"[UNK]": 0}
    for word in [*"abcdefghijklmnopqrstuvwxyz0123456789.'-()", "the", "qui", "word"]:
        pieces.setdefault(word, len(pieces))
        pieces.setdefault("##" + word, len(pieces))
    flags = [
        AddedToken("[MASK]", lstrip=True, rstrip=True, special=True),
        AddedToken("<one>", single_word=True, normalized=False),
        AddedToken("Day", normalized=True),
        AddedToken("\u00c5", normalized=True),
        AddedToken("fox", single_word=True, rstrip=True),
    ]
    spaces = [AddedToken(" " * count, normalized=True) for count in (2, 3, 4, 8)]
    made = {
        "neox": byte_pairs(900, n.NFC(), p.ByteLevel(add_prefix_space=False), [*spaces, AddedToken("<|im_start|>", normalized=False)]),
        "spaced": byte_pairs(500, n.NFKC(), p.ByteLevel(add_prefix_space=True), flags),
        "qwen": byte_pairs(900, n.NFC(), p.Sequence([split(GPT4 % ""), bytes_only()]), [AddedToken("<|im_start|>", special=True)]),
        "llama3": byte_pairs(700, None, p.Sequence([split(GPT4 % "{1,3}"), bytes_only()]), ignore_merges=True),
        "cased": byte_pairs(700, None, p.Sequence([split(CASED), bytes_only()])),
        "staged": byte_pairs(
            600, None, p.Sequence([split(r"[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), p.Digits(True), bytes_only()])
        ),
        "world": world(),
        "llama": llama(),
        "words": words(models.WordLevel(listed, unk_token="[UNK]"), n.Lowercase(), p.Whitespace()),
        "wordpiece": words(
            models.WordPiece(pieces, unk_token="[UNK]", max_input_chars_per_word=12),
            n.Sequence([n.NFKD(), n.Lowercase()]), p.Sequence([p.WhitespaceSplit(), p.Punctuation()]),
        ),
        "metaspace_first": marked(p.Metaspace(prepend_scheme="first")),
        "metaspace_always": marked(p.Metaspace(prepend_scheme="always"), n.NFD()),
        "metaspace_whole": marked(p.Metaspace(prepend_scheme="never", split=False)),
        "fused": marked(p.Whitespace(), n.Strip(), fuse_unk=True),
        "prefixed": marked(p.Digits(False), n.Sequence([n.Strip(left=True, right=False), n.Replace(Regex(r"\s+"), " ")]), continuing_subword_prefix=""),
        "punctuation_removed": marked(p.Punctuation("removed")),
        "punctuation_next": marked(p.Punctuation("merged_with_next")),
        "punctuation_previous": marked(p.Punctuation("merged_with_previous")),
        "punctuation_contiguous": marked(p.Punctuation("contiguous")),
        "text": marked(pre_tokenizers.Split("the", "contiguous")),
        "lookaround": marked(split(r"(?<=\s)\S|(?<!a)b+?c|^x|\s$|(?>\s+)d|\w++\W*?|[^\W\d_]{2,4}|\x41")),
        "empty_matches": marked(split(r"x*")),
    }  # fmt: skip
    for behavior in ("removed", "isolated", "merged_with_previous", "merged_with_next", "contiguous"):
        for invert in (False, True):
            made[f"split_{behavior}{'_inverted' if invert else ''}"] = marked(split(r"\s|\p{P}|fo", behavior, invert))
    for tokenizer in (made["metaspace_first"], made["words"]):
        tokenizer.add_tokens(flags)
    return made


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    numbers = Numbers(11)
    shown = [*FRAGMENTS, *(line(numbers) for _ in range(60)), "", "a" * 300, " " * 300, "ab" * 200 + "\n"]
    cases = {"fragments": FRAGMENTS, "blocks": BLOCKS, "texts": shown, "tokenizers": {}}
    for name, tokenizer in tokenizers().items():
        data = json.loads(tokenizer.to_str())
        if name == "neox":
            data["model"]["merges"] = [" ".join(pair) for pair in data["model"]["merges"]]
        path = TARGET / f"{name}.json"
        path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")
        tokenizer = Tokenizer.from_file(str(path))
        numbers, digest = Numbers(7), hashlib.sha256()
        lines = LINES if name in FAMILIES else VARIANT_LINES
        for _ in range(lines):
            ids = tokenizer.encode(line(numbers), add_special_tokens=False).ids
            digest.update((" ".join(map(str, ids)) + "\n").encode())
        ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in shown]
        cases["tokenizers"][name] = {"lines": lines, "sha256": digest.hexdigest(), "ids": ids}
        print(name, tokenizer.get_vocab_size(), digest.hexdigest()[:12])
    (TARGET / "cases.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")


main()
