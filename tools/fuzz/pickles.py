"""Pickles of tensors as torch.save writes them, as a list of instructions that can be changed one by one."""

import struct


def text(string):
    data = string.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(data)) + data


def integer(number):
    """The shortest instruction that pushes a number."""
    if 0 <= number < 256:
        return b"K" + bytes([number])
    if -(2**31) <= number < 2**31:
        return b"J" + struct.pack("<i", number)
    size = number.bit_length() // 8 + 1
    return b"\x8a" + bytes([size]) + number.to_bytes(size, "little", signed=True)


def integers(numbers):
    return [b"(", *map(integer, numbers), b"t"]


def strides(shape):
    """Steps of a tensor that lies row by row."""
    steps, product = [], 1
    for size in reversed(shape):
        steps.append(product)
        product *= size
    return steps[::-1]


def tensor(key, shape, dtype="BFloat16Storage", elements=None, offset=0, steps=None):
    """Instructions that push a tensor."""
    product = 1
    for size in shape:
        product *= size
    storage = [
        b"(",
        text("storage"),
        b"ctorch\n" + dtype.encode() + b"\n",
        text(key),
        text("cpu"),
        integer(product if elements is None else elements),
        b"t",
        b"Q",
    ]
    return [
        b"ctorch._utils\n_rebuild_tensor_v2\n",
        b"(",
        *storage,
        integer(offset),
        *integers(shape),
        *integers(strides(shape) if steps is None else steps),
        b"\x89",
        b"ccollections\nOrderedDict\n",
        b")",
        b"R",
        b"t",
        b"R",
    ]


def dictionary(entries):
    """Instructions of a whole pickle: names and the instructions of their values."""
    code = [b"\x80\x02", b"}", b"q\0", b"("]
    for name, value in entries:
        code += [text(name), *value]
    return code + [b"u", b"."]


#: Instructions that may stand anywhere.
INSTRUCTIONS = (
    b"(",
    b"t",
    b")",
    b"}",
    b"]",
    b"u",
    b"s",
    b"a",
    b"e",
    b"R",
    b"b",
    b"Q",
    b".",
    b"N",
    b"\x88",
    b"\x89",
    b"0",
    b"1",
    b"2",
    b"h\0",
    b"q\0",
    b"q\xff",
    b"j\xff\xff\xff\xff",
    b"r\xff\xff\xff\xff",
    b"\x94",
    b"\x93",
    b"\x85",
    b"\x86",
    b"\x87",
    b"K\0",
    b"J\xff\xff\xff\x7f",
    b"\x8a\x08" + b"\xff" * 7 + b"\x7f",
    b"\x8a\xff" + b"\x7f" * 255,
    b"\x8b\xff\xff\xff\x7f",
    b"X\xff\xff\xff\xff",
    b"\x8d" + b"\xff" * 8,
    b"\x8d" + b"\0" * 7 + b"\x80",
    b"\x8c\x03abc",
    b"G" + b"\x7f\xf8" + b"\0" * 6,
    b"cos\nsystem\n",
    b"cbuiltins\neval\n",
    b"ctorch\nFloatStorage\n",
    b"ctorch\nfloat32\n",
    b"ccollections\nOrderedDict\n",
    b"ctorch._utils\n_rebuild_parameter\n",
    b"i__main__\nX\n",
    b"\x95" + b"\xff" * 8,
    b"\x80\xff",
    b"c\n\n",
    b"P0\n",
    b"\x8f",
    b"\x90",
    b"\x91",
    b"\x81",
    b"\x92",
    b"\x82\0",
    b"\x97",
    b"\x98",
)
