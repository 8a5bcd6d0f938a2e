"""Tables: sorted by their columns with members below their groups, and collapsed."""

ROWS = """table => [...table.tBodies[0].rows].map(row => ({
  name: row.cells[0].textContent.trim(), id: row.dataset.row ?? null, parent: row.dataset.parent ?? null, hidden: row.hidden,
}))"""


def check(report):
    """Sorts and collapses the first table of the results."""
    with report.opened() as opened:
        table = opened.page.locator("#results table.sortable").first
        before = table.evaluate(ROWS)
        buttons = table.locator("thead button.sort")
        for i in range(buttons.count()):
            for wanted in (("ascending", "descending"), ("ascending", "descending"), (None,)):
                buttons.nth(i).click()
                heading = buttons.nth(i).locator("xpath=..")
                report.expect(heading.get_attribute("aria-sort") in wanted, f"column {i}: not {wanted}")
                rows = table.evaluate(ROWS)
                report.expect(are_below(rows), f"sorted by column {i}, members are not below their groups")
                report.expect(len(rows) == len(before), f"sorted by column {i}, {len(rows)} rows of {len(before)}")
        report.expect(table.evaluate(ROWS) == before, "a third press does not bring back the order that was")
        collapse(report, table)
        report.said = f"{len(before)} rows, {buttons.count()} columns sorted"


def are_below(rows):
    """Whether every member stands below its group, with only members between."""
    open_groups = []
    for row in rows:
        while open_groups and open_groups[-1] != row["parent"]:
            open_groups.pop()
        if row["parent"] is not None and not open_groups:
            return False
        open_groups.append(row["id"])
    return True


def collapse(report, table):
    """Collapses the first group, and unfolds it."""
    button = table.locator("button.collapse").first
    if button.count() == 0:
        return
    button.click()
    hidden = sum(row["hidden"] for row in table.evaluate(ROWS))
    report.expect(hidden > 0 and button.get_attribute("aria-expanded") == "false", "a group does not collapse")
    button.click()
    report.expect(not any(row["hidden"] for row in table.evaluate(ROWS)), "a group does not unfold")
