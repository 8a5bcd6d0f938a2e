"""Filters: they divide the docs as they should, and the counts above the list agree with it."""

#: Filters of which every doc fits at most one; with docs that the run has not, they are all docs.
OUTCOMES = ("right", "wrong", "stopped", "unjudged")


def check(report):
    """Chooses one filter after another."""
    with report.opened() as opened:
        opened.choose()
        total, right = opened.count, opened.right
        report.expect(total > 0, "the list is empty")
        outcomes(report, opened, total, right)
        tasks(report, opened, total)
        predicted(report, opened, total)
        changes(report, opened)
        margins(report, opened)
        opened.choose()
        report.expect(opened.count == total, f"after Show all there are {opened.count} docs, not {total}")
        report.said = f"{total} docs, {right} right"


def outcomes(report, opened, total, right):
    """Every doc has one outcome."""
    counted = {}
    for outcome in opened.options("outcome"):
        opened.choose(outcome=outcome)
        counted[outcome] = opened.count
        if outcome == "right":
            report.expect(opened.count == right, f"{opened.count} docs are right in the list, {right} in the sentence")
            report.expect(opened.count == 0 or "100.0 %" in opened.status, f"right docs: {opened.status}")
        if outcome == "wrong":
            report.expect(opened.right == 0, f"docs that are not right: {opened.status}")
    parts = sum(counted[outcome] for outcome in OUTCOMES)
    report.expect(parts <= total, f"{parts} docs by outcome, {total} in all")
    unsure = counted["tie"] + counted["broken"]
    report.expect(unsure <= counted["wrong"], f"{unsure} docs tie or are not finite, {counted['wrong']} are not right")


def tasks(report, opened, total):
    """Every doc has one task."""
    names = opened.options("task")[1:]
    counted = 0
    for name in names[:100]:
        opened.choose(task=name)
        counted += opened.count
        report.expect(all(row[0] == name for row in opened.rows()), f"task {name}: the list has others")
    report.expect(len(names) > 100 or counted == total, f"{counted} docs by task, {total} in all")


def predicted(report, opened, total):
    """Every doc with choices has one prediction, or none."""
    counted = 0
    for label in opened.options("predicted")[1:]:
        opened.choose(predicted=label)
        counted += opened.count
    report.expect(counted <= total, f"{counted} docs by prediction, {total} in all")


def changes(report, opened):
    """Lost and gained docs are the flipped ones, and swapping the read-outs swaps them."""
    keys = opened.options("first")
    if len(keys) < 2:
        return
    counted = {}
    for change in ("lost", "gained", "flipped", "differ"):
        opened.choose(first=keys[0], second=keys[-1], change=change)
        counted[change] = opened.count
    opened.choose(first=keys[-1], second=keys[0], change="lost")
    report.expect(counted["lost"] + counted["gained"] == counted["flipped"], f"changes: {counted}")
    report.expect(counted["gained"] == opened.count, f"{counted['gained']} gained one way, {opened.count} lost the other")
    report.expect(counted["flipped"] <= counted["differ"] or "0 docs" in opened.status, f"changes: {counted}")


def margins(report, opened):
    """A margin below some number or above it: no doc is in both, but one of exactly that margin."""
    opened.choose(least="0")
    everything = opened.count
    opened.choose(most="0.25")
    below = opened.count
    opened.choose(least="0.2500001")
    report.expect(below + opened.count == everything, f"{below} margins below, {opened.count} above, {everything} in all")
