"""Values that readers stumble over."""

INTEGERS = (
    0, 1, -1, 2, 3, 7, 8, 16, 63, 64, 100, 127, 128, 255, 256, 1000, 32767, 65535, 65536, 10**6, 10**7, 2**31 - 1, 2**31,
    -(2**31), 2**32 - 1, 2**32, 2**48, 2**53, 2**62, 2**63 - 1, -(2**63), 2**63, 2**64 - 1, 2**64, 10**40,
)
#: Numbers so small that a loop over them is no burden.
SMALL = (0, 1, -1, 2, 3, 4, 5, 7, 8, 16, 63, 64)
NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-0.0", "5e-324", "1e308", "0.1", "-1.5", "1E5", "01", "0x10", "1_000")
TEXTS = (
    "", " ", "\n", "\r\n", "\t", "\0", "a", "A", "1", "-1", "é", "e\u0301", "\ufeff", "\u2028", "\u202e", "\U0001f600",
    "\x1b[31mred\x1b[0m", "\x9b2J", "%s%n", "$(id)", "../../x", "a/../../b", "/dev/null", ".", "..", "-", "--help", "~",
    "{{", "{% if %}", "{{ x }}", "null", "None", "true", "nan", "'", '"', "\\", "\\u0000", ",", "a,b", "a: b", "# a", "*", "&a",
    "x" * 300, "x" * 70000, "é" * 3000,
)
BYTES = (
    b"\0", b"\xff", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1b[2J", b"\r", b"\n", b"\r\n",
    b"\xf4\x90\x80\x80", b"\0" * 64, b"\xff" * 8, b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\0",
)


def integer(random):
    """A number that is hostile, or near one that is."""
    return random.choice(INTEGERS) + random.choice((0, 0, 0, 1, -1))


def word(random, size):
    """A number as the little-endian bytes of a field."""
    return (integer(random) % (1 << 8 * size)).to_bytes(size, "little")
