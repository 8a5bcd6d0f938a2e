"""What is asked of every run: an end by itself, in bounds, with one of four exit codes and a word about every error."""

import re

#: Changed by an option for machines on which nobody wants to wait.
CPU_SECONDS = 10
WALL_SECONDS = 60
MEMORY = 1 << 30
#: Where a run is killed, so that one case cannot take the machine.
KILL_MEMORY = 2 << 30
KILL_OUTPUT = 1 << 28

CRASH = re.compile(
    rb"Fatal error|Program crashed|AddressSanitizer|Precondition failed|Simultaneous accesses|\bSIGILL\b"
)
#: Of C0 all but tab and line feeds, and C1 as UTF-8 writes it.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
SAYS_WHAT = re.compile(rb"(?im)^(error|usage):|^.*: error:|\berror: ")


def faults(case, run):
    """Kinds of what is wrong with a run, the worst first; none when it is sound."""
    found = []
    if run.killed_for:
        found.append(run.killed_for)
    elif run.signal:
        found.append(f"signal {run.signal}")
    elif run.code not in (0, 1, 2, 3):
        found.append(f"exit code {run.code}")
    elif run.code not in case.codes:
        found.append(f"exit code {run.code}, expected {' or '.join(map(str, case.codes))}")
    if CRASH.search(run.stderr) and not run.signal and run.code < 128:
        found.append("crash text")
    if run.cpu > CPU_SECONDS and run.killed_for != "time":
        found.append("time")
    if run.memory > MEMORY and run.killed_for != "memory":
        found.append("memory")
    if not found:
        found = silences(case, run)
    return found


def silences(case, run):
    """What a run that ended well leaves unsaid, or says in a way that does harm."""
    found = []
    if run.code in (1, 2) and not SAYS_WHAT.search(run.stderr):
        found.append("no error line")
    if run.code == 0 and case.answers and not run.stdout_size:
        found.append("no output")
    if CONTROL.search(run.stderr):
        found.append("control character")
    return found


def signature(case, kind, run):
    """What makes two failures the same one: reader, kind, and where it crashed."""
    text = run.stderr.decode("utf-8", "replace")
    place = ""
    if kind.startswith("signal") or kind in ("crash text",):
        message = re.search(r"(?:Fatal error|Swift runtime failure): .*", text)
        frame = re.search(r"(?m)^ *\d+ .*0x[0-9a-f]+ (?!Swift runtime failure)(.*) in rwkv-eval", text)
        parts = ([message.group(0)] if message else []) + ([frame.group(1)] if frame else [])
        parts = [re.split(r" \*\*\*| in rwkv-eval at", part)[0] for part in parts]
        place = ", ".join(re.sub(r"\d+", "#", part)[:120] for part in parts)
    if kind in ("time", "memory", "hang"):
        place = case.label
    return f"{case.reader}: {kind}: {place}".rstrip(": ")
