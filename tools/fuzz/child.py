"""Runs one case in a process of its own, and measures it."""

import dataclasses
import os
import pathlib
import resource
import signal
import subprocess
import time

import judgement
from judgement import KILL_MEMORY, KILL_OUTPUT, WALL_SECONDS

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
#: A process that is made by vfork counts the most memory that this one ever had as its own.
subprocess._USE_VFORK = False
#: How much of an output is kept.
KEPT = 1 << 20


@dataclasses.dataclass
class Run:
    """How a process ended, and what it took."""

    code: int
    signal: str
    killed_for: str
    cpu: float
    wall: float
    memory: int
    stdout: bytes
    stdout_size: int
    stderr: bytes


def spent(pid):
    """Seconds of processor time and bytes of memory of a running process; nothing once it has ended."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0
    return (int(fields[11]) + int(fields[12])) / TICKS, int(fields[21]) * PAGE


def excess(pid, started, outputs):
    """Why a process must be killed; nothing while it is in bounds."""
    cpu, memory = spent(pid)
    if cpu > judgement.CPU_SECONDS:
        return "time"
    if memory > KILL_MEMORY:
        return "memory"
    if time.monotonic() - started > WALL_SECONDS and cpu < 1:
        return "hang"
    if time.monotonic() - started > 10 * WALL_SECONDS:
        return "hang"
    if any(os.stat(path).st_size > KILL_OUTPUT for path in outputs):
        return "output without end"
    return ""


def wait(process, started, outputs):
    """Waits for the end of a process, or ends it; gives the status, the usage and the reason."""
    pause, reason = 0.002, ""
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return status, usage, reason
        reason = reason or excess(process.pid, started, outputs)
        if reason:
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(pause)
        pause = min(0.05, pause * 1.3)


def run(case, folder, executable, environment):
    """Writes a case into an empty folder and runs it there."""
    case.write(folder)
    outputs = [f"{folder}/../stdout", f"{folder}/../stderr"]
    pathlib.Path(folder, "../stdin").write_bytes(case.stdin)
    command = [executable, *case.command]
    if case.limits:
        command = ["/bin/bash", "-c", f'{case.limits}exec "$0" "$@"', *command]
    started = time.monotonic()
    with open(outputs[0], "wb") as out, open(outputs[1], "wb") as err, open(f"{folder}/../stdin", "rb") as given:
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=given, stdout=out, stderr=err, start_new_session=True
        )
    try:
        resource.prlimit(process.pid, resource.RLIMIT_CORE, (0, 0))
    except ProcessLookupError:
        pass
    try:
        status, usage, reason = wait(process, started, outputs)
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    process.returncode = 0
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    texts = [pathlib.Path(path).read_bytes()[:KEPT] for path in outputs]
    return Run(
        code=128 + number if number else os.WEXITSTATUS(status),
        signal=signal.Signals(number).name if number else "",
        killed_for=reason,
        cpu=usage.ru_utime + usage.ru_stime,
        wall=time.monotonic() - started,
        memory=usage.ru_maxrss * 1024,
        stdout=texts[0],
        stdout_size=os.stat(outputs[0]).st_size,
        stderr=texts[1],
    )
