"""Orders: they change nothing but the order, and the numbers in the questions' tables go the right way."""

#: Order, measure in the question's table, and the sign of its steps.
NUMBERS = {"margin": ("margin", 1), "margin-down": ("margin", -1), "loss": ("loss", -1)}
LOOKED_AT = 12


def check(report):
    """Sorts, and walks through the beginning of the list."""
    with report.opened() as opened:
        opened.choose()
        total = opened.count
        first = opened.field("first").input_value()
        for order in opened.options("order"):
            opened.choose(order=order)
            report.expect(opened.count == total, f"order {order}: {opened.count} docs of {total}")
            if order in NUMBERS:
                measure, sign = NUMBERS[order]
                found = numbers(opened, first, measure)
                steps = [sign * (after - before) for before, after in zip(found, found[1:])]
                report.expect(all(step >= -0.0011 for step in steps), f"order {order}: {found}")
        report.said = ", ".join(opened.options("order")[1:])


def numbers(opened, readout, measure):
    """The numbers of a measure for the first docs of the list."""
    found = []
    opened.open_first()
    for _ in range(LOOKED_AT):
        cell = opened.page.locator(f'.scores tr[data-readout="{readout}"] [data-measure="{measure}"]')
        text = cell.inner_text() if cell.count() else "–"
        if text != "–":
            found.append(float(text.replace("−", "-").replace("∞", "inf")))
        opened.page.keyboard.press("j")
    opened.page.keyboard.press("Escape")
    opened.page.wait_for_selector("#question-heading", state="detached")
    return found
