"""rwkv-eval, started as a program."""

import subprocess
from pathlib import Path

TASKS_A_CALL = 500  # their names must fit into one argument
MOST_ERRORS = 100  # of a call; after these, tasks that fail together are not told apart


class EvaluatorError(Exception):
    """rwkv-eval ended with an error; the text is what it wrote."""


class Evaluator:
    """The command under test.

    Calls name many tasks, since a call must index the task folders; one that fails is halved until the tasks that fail stand alone.
    """

    def __init__(self, command, include=None):
        self.command = command
        self.include = ["--include-path", str(include)] if include else []

    def call(self, *arguments):
        """Standard output of a successful call."""
        done = subprocess.run([self.command, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8")
        # 3: the verdict is INVALID, which says nothing about the numbers.
        if done.returncode not in (0, 3):
            raise EvaluatorError(f"exit code {done.returncode}: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def options(self, tasks, data, shots=None, limit=None):
        """data: (task, the folder with its SPLIT.jsonl)s."""
        chosen = [*self.include, "--tasks", ",".join(tasks)]
        for task, folder in data:
            chosen += ["--data", f"{task}={folder}"]
        chosen += ["--num-fewshot", shots] if shots is not None else []
        return chosen + (["--limit", limit] if limit is not None else [])

    def write_requests(self, tasks, data, into: Path, shots=None, limit=None):
        """Files with the tasks' requests, and the errors of those tasks that have one: ([path], {task: error}).

        data: the folder with SPLIT.jsonl of each task.
        """
        into.mkdir(parents=True, exist_ok=True)
        files, errors = [], {}
        waiting = [tasks[start : start + TASKS_A_CALL] for start in range(0, len(tasks), TASKS_A_CALL)]
        while waiting:
            part = waiting.pop()
            path = into / f"{len(files):04}.jsonl"
            options = self.options(part, [(task, data[task]) for task in part], shots, limit)
            try:
                self.call("run", *options, "--write-requests", path)
                files.append(path)
            except EvaluatorError as error:
                if len(part) == 1 or len(errors) >= MOST_ERRORS:
                    errors |= dict.fromkeys(part, str(error))
                else:
                    middle = len(part) // 2
                    waiting += [part[middle:], part[:middle]]
        return files, errors

    def score(self, tasks, data, answers: Path, output: Path):
        """Runs tasks on a file of log-likelihoods and writes lm_eval's files; standard output."""
        return self.call("run", *self.options(tasks, data.items()), "--model", f"answers:{answers}", "--output", output)
