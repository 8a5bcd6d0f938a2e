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
        """A line a reason: how many differences it explains, and the first of them."""
        if self.excused:
            yield f"Documented exceptions ({len(self.excused)}):\n"
            for reason in dict.fromkeys(reason for _, reason in self.excused):
                names = [name for name, own in self.excused if own == reason]
                more = f" and {len(names) - 1} more" if len(names) > 1 else ""
                yield f"* `{names[0]}`{more}: {reason}"
            yield ""

    def listed(self, title, items):
        if items:
            yield f"{title} ({len(items)}):\n"
            for name, description in items[:SHOWN]:
                one_line = " ".join(description.split())
                yield f"* `{name}`: {one_line}"
            if len(items) > SHOWN:
                yield f"* … and {len(items) - SHOWN} more"
            yield ""
