"""What a part of the comparison found, for the terminal and the report."""

from dataclasses import dataclass, field
from fnmatch import fnmatch

from exceptions import EXCEPTIONS

SHOWN = 20


@dataclass
class Section:
    """A part's title, what it compared, its figures, and what differs beyond the documented exceptions."""

    title: str
    about: str
    header: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    differences: list = field(default_factory=list)  # (name, description)
    excused: list = field(default_factory=list)  # (name, reason)

    def add(self, part, differing):
        """Adds differences, (name, description)s, each of which an exception may explain; how many none explains."""
        before = len(self.differences)
        for name, description in differing:
            reason = next((each.reason for each in EXCEPTIONS if each.part == part and fnmatch(name, each.name)), None)
            if reason is None:
                self.differences.append((name, description))
            else:
                self.excused.append((name, reason))
        return len(self.differences) - before

    def markdown(self):
        yield f"## {self.title}\n"
        yield self.about + "\n"
        if self.rows:
            yield "| " + " | ".join(self.header) + " |"
            yield "|---" + "|---:" * (len(self.header) - 1) + "|"
            for row in self.rows:
                yield "| " + " | ".join(f"{value:,}" if isinstance(value, int) else str(value) for value in row) + " |"
            yield ""
        yield from (f"* {note}" for note in self.notes)
        if self.notes:
            yield ""
        yield from self.listed("Differences", self.differences)
        yield from self.exceptions()

    def exceptions(self):
        """A table of the reasons: how many differences each explains, and the first of them."""
        if self.excused:
            yield "| documented exception | differences | the first |"
            yield "|---|---:|---|"
            for reason in self.reasons():
                names = [name for name, own in self.excused if own == reason]
                yield f"| {reason} | {len(names):,} | `{names[0]}` |"
            yield ""

    def reasons(self):
        """The reasons of the exceptions, each once."""
        return list(dict.fromkeys(reason for _, reason in self.excused))

    def listed(self, title, items):
        if items:
            yield f"{title} ({len(items)}):\n"
            for name, description in items[:SHOWN]:
                one_line = " ".join(description.split())
                yield f"* `{name}`: {one_line}"
            if len(items) > SHOWN:
                yield f"* … and {len(items) - SHOWN} more"
            yield ""
