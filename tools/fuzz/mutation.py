"""Mutators of bytes, of lines of text, and of trees of JSON."""

import json
import re

import choices

NUMBER = re.compile(rb"-?\d+(\.\d+)?")


#: Bytes that an input has at most: what is larger is no small file that takes much.
MOST = 16 << 20


def mutated(random, data, times=None):
    """Bytes with a few random changes."""
    data = bytearray(data)
    for _ in range(times or random.choice((1, 1, 1, 2, 3, 8))):
        random.choice((flip, put, field, drop, repeat, cut, move))(random, data)
    return bytes(data[:MOST])


def place(random, data):
    return random.randrange(len(data) + 1)


def flip(random, data):
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def put(random, data):
    at = place(random, data)
    data[at:at] = random.choice(choices.BYTES)


def field(random, data):
    size = random.choice((1, 2, 4, 8))
    at = place(random, data)
    data[at : at + size] = choices.word(random, size)


def drop(random, data):
    at = place(random, data)
    del data[at : at + random.choice((1, 2, 4, 16, 200))]


def repeat(random, data):
    at = place(random, data)
    data[at:at] = data[at : at + random.choice((1, 4, 30, 500))] * random.choice((1, 1, 2, 50))


def cut(random, data):
    if random.random() < 0.3:
        del data[place(random, data) :]


def move(random, data):
    source, at = place(random, data), place(random, data)
    size = random.choice((1, 8, 40))
    data[at : at + size] = data[source : source + size]


def text(random, data):
    """Text of lines with a few changes to lines, numbers and words, or to its bytes."""
    if random.random() < 0.3:
        return mutated(random, data)
    lines = data.split(b"\n")
    for _ in range(random.choice((1, 1, 2, 4))):
        at = random.randrange(len(lines))
        kind = random.randrange(8)
        if kind == 0:
            lines.insert(at, random.choice(lines))
        elif kind == 1 and len(lines) > 1:
            del lines[at]
        elif kind == 2:
            lines[at] = NUMBER.sub(str(choices.integer(random)).encode(), lines[at], count=1)
        elif kind == 3:
            lines[at] = word(random, lines[at])
        elif kind == 4:
            lines[at] = b" " * random.choice((1, 2, 3, 400)) + lines[at]
        elif kind == 5:
            lines[at] = (
                random.choice((b"[", b"{", b"(", b"- ", b'"', b"'", b"&a ", b"*a ", b"!x "))
                * random.choice((1, 2, 3000))
                + lines[at]
            )
        elif kind == 6:
            other = random.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            lines[at] = mutated(random, lines[at], 1)
    return (b"\r\n" if random.random() < 0.05 else b"\n").join(lines)[:MOST]


def word(random, line):
    """A line with one of its words replaced."""
    words = re.split(rb"(\W+)", line)
    words[random.randrange(len(words))] = random.choice(choices.TEXTS).encode("utf-8", "surrogatepass")
    return b"".join(words)


# A tree is what `json.loads(…, object_pairs_hook=Pairs)` makes: keys may be there twice.


class Pairs(list):
    """The entries of an object of JSON, in order."""


class Raw(str):
    """Text that stands for itself, such as NaN."""


def tree(data):
    return json.loads(data, object_pairs_hook=Pairs)


def pieces(value):
    """The text of a tree, a piece at a time."""
    if isinstance(value, Raw):
        yield str(value)
    elif isinstance(value, Pairs):
        for number, (key, item) in enumerate(value):
            yield ", " if number else "{"
            yield from pieces(key)
            yield ": "
            yield from pieces(item)
        yield "}" if value else "{}"
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield ", " if number else "["
            yield from pieces(item)
        yield "]" if value else "[]"
    else:
        yield json.dumps(value)


def encoded(value):
    """A tree as bytes, cut at MOST: a few copies in copies would take gigabytes."""
    data = bytearray()
    for piece in pieces(value):
        data += piece.encode()
        if len(data) > MOST:
            break
    return bytes(data[:MOST])


def hostile(random, numbers=choices.INTEGERS):
    """A value that is not expected."""
    kind = random.randrange(10)
    if kind < 4:
        return random.choice(numbers)
    if kind == 4:
        return Raw(random.choice(choices.NUMBERS))
    if kind < 7:
        return random.choice(choices.TEXTS)
    if kind == 7:
        return random.choice((None, True, False, [], Pairs(), [[]], [None], Pairs([("", "")])))
    if kind == 8:
        depth = random.choice((2, 90, 110, 3000))
        return Raw("[" * depth + "]" * depth)
    return [hostile(random, numbers)] * random.choice((1, 2, 50, 3000))


def nodes(value, found=None):
    """All containers of a tree."""
    found = [] if found is None else found
    if isinstance(value, list):
        found.append(value)
        for item in value:
            nodes(item[1] if isinstance(value, Pairs) else item, found)
    return found


def edit(random, value, numbers=choices.INTEGERS, times=None):
    """Changes a tree in a few places; gives what is to be written."""
    for _ in range(times or random.choice((1, 1, 1, 2, 4))):
        node = random.choice(nodes(value) or [[]])
        if not node:
            continue
        at = random.randrange(len(node))
        kind = random.randrange(7)
        if kind == 0:
            del node[at]
        elif kind == 1:
            node.insert(at, node[at])
        elif kind == 2 and isinstance(node, Pairs):
            node[at] = (random.choice((random.choice(choices.TEXTS), random.choice(node)[0])), node[at][1])
        elif kind == 3 and isinstance(node, Pairs):
            node[at] = (node[at][0], random.choice(node)[1])
        else:
            new = hostile(random, numbers)
            node[at] = (node[at][0], new) if isinstance(node, Pairs) else new
    return value
