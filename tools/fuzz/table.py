"""Counts by reader, and the table of them."""

import time


class Counts:
    """How many cases each reader had, how they ended, and what they took at most."""

    def __init__(self):
        self.rows, self.started, self.cpu = {}, time.monotonic(), 0.0

    def add(self, reader, is_random, found, done):
        row = self.rows.setdefault(
            reader, {"random": 0, "handmade": 0, 0: 0, 1: 0, 2: 0, 3: 0, "failed": 0, "cpu": 0.0, "memory": 0}
        )
        row["random" if is_random else "handmade"] += 1
        if found:
            row["failed"] += 1
        else:
            row[done.code] += 1
        self.cpu += done.cpu
        row["cpu"] = max(row["cpu"], done.cpu)
        row["memory"] = max(row["memory"], done.memory)


def show(counts, failures):
    """Prints the table, and each kind of failure with its number."""
    head = ("reader", "random", "by hand", "exit 0", "1", "2", "3", "failed", "most CPU s", "most MB")
    lines = [head]
    total = [0] * 7
    for name, row in sorted(counts.rows.items()):
        numbers = [row["random"], row["handmade"], row[0], row[1], row[2], row[3], row["failed"]]
        total = [a + b for a, b in zip(total, numbers)]
        lines.append((name, *map(str, numbers), f"{row['cpu']:.1f}", str(row["memory"] >> 20)))
    lines.append(("all", *map(str, total), "", ""))
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        print(
            "  ".join(
                cell.ljust(width) if at == 0 else cell.rjust(width)
                for at, (cell, width) in enumerate(zip(line, widths))
            ).rstrip()
        )
    seconds = time.monotonic() - counts.started
    cases = total[0] + total[1]
    print(f"{cases} cases in {seconds:.0f} s, {cases / seconds:.1f} a second, {counts.cpu:.0f} s of processor time")
    for signature, number in sorted(failures.items(), key=lambda item: -item[1]):
        print(f"{number:6}  {signature}")
