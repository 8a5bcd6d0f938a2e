"""Tables are copied as Markdown, CSV and LaTeX: by the clipboard, or selected in a dialog."""

import csv
import io

SIGNS = {"Markdown": "|---", "CSV": ",", "LaTeX": "\\toprule"}


def check(report):
    """Presses the buttons over the first table, with and without a clipboard."""
    for clipboard in (True, False):
        with report.opened(clipboard=clipboard) as opened:
            place = opened.page.locator(".copy[data-table]").first
            table = opened.page.locator(f'table[id="{place.get_attribute("data-table")}"]')
            rows = table.locator("tbody tr").count()
            for name, sign in SIGNS.items():
                place.get_by_role("button", name=name).click()
                text = copied(opened, clipboard)
                report.expect(sign in text, f"{name}: {text[:200]!r}")
                lines = len(list(csv.reader(io.StringIO(text)))) if name == "CSV" else text.count("\n")
                extra = {"Markdown": 2, "CSV": 1, "LaTeX": 6}[name]
                report.expect(lines == rows + extra, f"{name} has {lines} lines for {rows} rows")
    report.said = "Markdown, CSV, LaTeX; clipboard and dialog"


def copied(opened, clipboard):
    """What is on the clipboard, or selected in the dialog."""
    opened.page.wait_for_timeout(150)
    if clipboard:
        return opened.page.evaluate("navigator.clipboard.readText()")
    area = opened.page.locator("#copy-dialog textarea")
    text = area.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)")
    opened.page.keyboard.press("Escape")
    return text
