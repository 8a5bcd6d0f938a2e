"""One part of a run: it is started, and stopped at some moment."""

import dataclasses
import fcntl
import json
import os
import pathlib
import re
import signal
import subprocess
import termios
import time

#: How long a process may take to end after it was asked to.
PATIENCE = 120
KINDS = ("SIGKILL", "SIGTERM", "SIGINT", "hang-up", "terminal gone")
#: How a process may end after each; a number below 0 is a signal. After a hang-up it may also go on to its end.
ENDS = {"SIGKILL": (-9,), "SIGTERM": (143,), "SIGINT": (130,), "hang-up": (-1, 129, 0, 3), "terminal gone": (-9, 0, 3)}
SAYS_HOW = re.compile(r"same command|resum")


@dataclasses.dataclass
class Part:
    """How a part ended, and what was lost with it."""

    kind: str
    code: int
    #: Whether the run was done.
    finished: bool
    #: Seconds of work that the next part must do again, and docs that are kept.
    lost: float
    kept: int
    #: Seconds between the kill and the end of the process.
    reaction: float
    diagnostics: str
    wall: float

    def faults(self):
        """What is not as it should be."""
        found = []
        if self.kind and not self.finished:
            if self.code not in ENDS[self.kind]:
                found.append(f"ended with {ending(self.code)} after {self.kind}")
            elif self.kind in ("SIGTERM", "SIGINT") and not SAYS_HOW.search(
                self.diagnostics.rpartition("\nerror")[0] + self.diagnostics[-300:]
            ):
                found.append(f"does not say how to resume after {self.kind}")
        elif self.code not in (0, 3) and not self.finished:
            found.append(f"ended with {ending(self.code)} by itself: {self.diagnostics[-300:].strip()}")
        return found


def ending(code):
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def is_finished(folder):
    """Whether the manifest says that the run is done."""
    try:
        return "elapsedSeconds" in json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return False


def kept(folder):
    """Whole lines of outcomes, and when the file was written last."""
    try:
        path = folder / "outcomes.jsonl"
        return path.read_bytes().count(b"\n"), path.stat().st_mtime
    except OSError:
        return 0, 0.0


def start(command, folder, environment, kind):
    """Starts the command, on a terminal of its own where that will go; gives the process and the terminal."""
    terminal, other = os.openpty() if kind in ("hang-up", "terminal gone") else (None, None)

    def prepare():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_DFL)
        if terminal is not None:
            fcntl.ioctl(other, termios.TIOCSCTTY, 0)
        if kind == "terminal gone":
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with open(folder.parent / "stdout", "wb") as out, open(folder.parent / "stderr", "wb") as err:
        streams = {"stdout": out, "stderr": err} if terminal is None else {"stdout": other, "stderr": other}
        process = subprocess.Popen(
            [*command, "--output", str(folder)],
            env=environment,
            start_new_session=True,
            preexec_fn=prepare,
            stdin=subprocess.DEVNULL if terminal is None else other,
            **streams,
        )
    if terminal is not None:
        os.close(other)
        os.set_blocking(terminal, False)
    return process, terminal


def wait(process, terminal, seconds):
    """Waits for the end, but not longer; reads what goes to the terminal. Whether it has ended, and what was read."""
    ends, text = time.monotonic() + seconds, b""
    while process.poll() is None and time.monotonic() < ends:
        if terminal is not None:
            try:
                text += os.read(terminal, 65536)
            except OSError:
                pass
        time.sleep(0.01)
    return process.returncode is not None, text


def stop(process, terminal, kind, random):
    """Does what the kind says, and waits for the end."""
    if kind in ("hang-up", "terminal gone"):
        os.close(terminal)
        if kind == "terminal gone" and not wait(process, None, random.uniform(1, 3))[0]:
            process.kill()
    else:
        process.send_signal(getattr(signal, kind))
    if not wait(process, None, PATIENCE)[0]:
        process.kill()
        process.wait()


def run(command, folder, environment, kind="", delay=None, random=None):
    """A part that is stopped after some seconds, or goes on to its end."""
    begun, clock = time.time(), time.monotonic()
    process, terminal = start(command, folder, environment, kind)
    done, text = wait(process, terminal, 10**9 if delay is None else delay)
    killed = time.time()
    if not done:
        stop(process, terminal, kind, random)
    elif terminal is not None:
        os.close(terminal)
    ended = time.time()
    lines, written = kept(folder)
    finished = is_finished(folder)
    # Work since the last docs were kept; a process that was asked to end works until it ends.
    lost = 0.0 if done or finished else max(0.0, ended - max(written, begun))
    diagnostics = text if terminal is not None else pathlib.Path(folder.parent, "stderr").read_bytes()
    return Part(
        "" if done else kind,
        process.returncode,
        finished,
        lost,
        lines,
        ended - killed,
        diagnostics.decode("utf-8", "replace"),
        time.monotonic() - clock,
    )
