"""A made-up vocabulary in the format of RWKV's World vocabulary, and the plainest encoder for such files."""

import ast
import itertools
import pathlib


def made_up():
    """Tokens by id: all single bytes, then tokens of every kind that such a file holds. Ids have gaps."""
    tokens = {byte + 1: chr(byte) if byte < 128 else bytes([byte]) for byte in range(256)}
    spaces = ["\t", "\n", "\r\n", " "]
    blanks = ["".join(parts) for count in (2, 3, 4) for parts in itertools.product(spaces, repeat=count)] + ["\r\n"]
    quotes = ["".join(parts) for count in (2, 3) for parts in itertools.product("'\"\\", repeat=count)]
    escapes = ["\\n", "\\x41", "\\u0041", "b'", 'b"', "'''", "\x00\x00", "\x7f\x7f", "\x1b["]
    syllables = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
    words = syllables + [a + b for a, b in zip(syllables, syllables[7:] + syllables[:7])]
    words += [a + b + c for a, b, c in zip(syllables, syllables[11:] + syllables[:11], syllables[29:] + syllables[:29])]
    spoken = ["A.", "B.", "C.", "D.", "Answer:", "Answer", "User:", "Assistant:", "The", "are", "question", "following"]
    words += [word.capitalize() for word in syllables[::5]] + spoken
    spaced = [" " + word for word in words] + [" " + letter for letter in "ABCDabcdefghijklmnopqrstuvwxyz("]
    numbers = [str(number) for number in range(10, 100)] + [" " + str(number) for number in range(0, 100, 3)]
    latin = [chr(code) for code in range(0x80, 0x180)] + [" " + chr(code) for code in range(0xE0, 0x100)]
    wide = [chr(code) for code in (0x2002, 0x2028, 0x3000, 0xFEFF, 0x200D, 0x0301, 0xE000, 0x10FFFF)]
    wide += list("日本語中文字…—–“”€αβγжяאב") + ["日本", "日本語", "…\n", "。\r\n", "é\u0301", "'était", "e\u0301"]
    wide += ["😀", "👍", "👍🏽", "👩\u200d🚀", "\U0001f1e9\U0001f1ea"]
    parts = [b"\xe6\x97", b"\xe6\x97\xa5\xe6", b"\xf0\x9f", b"\xf0\x9f\x98", b"\xc3\xc3", b"\xff\xfe", b" \xe6"]
    parts += [b"a\x80'"]
    longer = blanks + quotes + escapes + words + spaced + numbers + latin + wide + parts
    seen = {as_bytes(token) for token in tokens.values()}
    number = 256
    for place, token in enumerate(longer):
        if as_bytes(token) not in seen:
            seen.add(as_bytes(token))
            number += 2 if place % 97 == 96 else 1
            tokens[number] = token
    return tokens


def as_bytes(token):
    return token if isinstance(token, bytes) else token.encode()


def write(path, tokens):
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"{number} {token!r} {len(as_bytes(token))}\n" for number, token in tokens.items())
    path.write_text("".join(lines), encoding="utf-8", newline="\n")


def read(path):
    """Ids by the tokens' bytes, as Python reads the literals."""
    ids = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        number, rest = line.split(" ", 1)
        literal, length = rest.rsplit(" ", 1)
        token = as_bytes(ast.literal_eval(literal))
        assert len(token) == int(length) and token not in ids, line
        ids[token] = int(number)
    return ids


def encode(text, ids):
    """At each place the longest token."""
    data, found, longest = text.encode(), [], max(map(len, ids))
    while data:
        length = next(n for n in range(min(longest, len(data)), 0, -1) if data[:n] in ids)
        found.append(ids[data[:length]])
        data = data[length:]
    return found
