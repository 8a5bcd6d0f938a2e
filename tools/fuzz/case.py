"""A case: files, a command that reads them, and what may be asked of its answer."""

import dataclasses
import os
import pathlib
import shlex


@dataclasses.dataclass(frozen=True)
class Link:
    """A symbolic link in place of a file's bytes."""

    target: str


class Fifo:
    """A named pipe in place of a file's bytes; nobody writes into it."""


class Folder:
    """An empty folder in place of a file's bytes."""


@dataclasses.dataclass
class Case:
    """One call of rwkv-eval in a folder of its own; `../base` beside it holds the inputs that are sound."""

    reader: str
    label: str
    command: list
    files: dict = dataclasses.field(default_factory=dict)
    stdin: bytes = b""
    #: Files that were made to be wrong, and can be made smaller without a loss of meaning.
    hostile: tuple = ()
    #: Whether an end with exit code 0 must leave something on standard output.
    answers: bool = True
    #: Exit codes that are right, where fewer are than 0 to 3.
    codes: tuple = (0, 1, 2, 3)
    #: Whether it takes too long for the short run.
    slow: bool = False
    #: Shell text in front of the command, such as a limit.
    limits: str = ""

    def resolved(self):
        """The case with its large files made, which until then are functions."""
        return dataclasses.replace(
            self, files={name: content() if callable(content) else content for name, content in self.files.items()}
        )

    def write(self, folder):
        """Writes the files of the case."""
        for name, content in self.files.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, Link):
                path.symlink_to(content.target)
            elif isinstance(content, Fifo):
                os.mkfifo(path)
            elif isinstance(content, Folder):
                path.mkdir()
            else:
                path.write_bytes(content)

    def shell(self):
        """The command as a line of a shell, in the folder of the case."""
        line = "${RWKV_EVAL:-rwkv-eval} " + " ".join(map(shlex.quote, self.command))
        return self.limits + line + (" < stdin" if self.stdin else " < /dev/null")
