"""Everything by keyboard: to the list, in it, into a question and out again; letters in a field are letters."""


def check(report):
    """Presses keys."""
    with report.opened() as opened:
        page = opened.page
        walk(report, opened)
        search(report, opened)
        page.locator("h1").click()
        page.keyboard.press("?")
        report.expect(page.locator("#help").is_visible(), "? does not open the help")
        page.keyboard.press("j")
        report.expect(opened.heading is None, "j acts behind the help")
        page.keyboard.press("Escape")
        report.expect(not page.locator("#help").is_visible(), "Esc does not close the help")
    report.said = f"{tab_stops(report)} stops of the Tab key"


def walk(report, opened):
    """j, k, arrows, Enter, Esc."""
    page = opened.page
    focus = "document.activeElement"
    page.keyboard.press("j")
    report.expect(page.evaluate(f"{focus}.getAttribute('role')") == "grid", "j does not lead to the list")
    if opened.count > 2:
        page.keyboard.press("ArrowDown")
        page.keyboard.press("j")
        page.keyboard.press("k")
    row = opened.part("grid").get_attribute("aria-activedescendant")
    report.expect(page.locator(f"#{row}[aria-selected=true]").is_visible(), f"the row that keys act on is not in sight: {row}")
    name = page.locator(f"#{row} > *").evaluate_all("cells => [cells[0].title, cells[1].textContent]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#question-heading")
    report.expect(opened.heading == " / ".join(name), f"Enter on {name} opens {opened.heading}")
    report.expect(page.evaluate(f"{focus}.id") == "question-heading", "the focus is not on the question's heading")
    before = opened.heading
    if opened.count > 2:
        page.keyboard.press("j")
        report.expect(opened.heading != before, "j does not lead to the next question")
        page.keyboard.press("k")
        report.expect(opened.heading == before, "k does not lead back")
    page.keyboard.press("Escape")
    page.wait_for_selector("#question-heading", state="detached")
    report.expect(page.evaluate(f"{focus}.getAttribute('role')") == "grid", "the focus does not return to the list")
    report.expect(opened.part("grid").get_attribute("aria-activedescendant") == row, "the row is not the one that was left")


def search(report, opened):
    """f, and letters in the field."""
    page = opened.page
    page.keyboard.press("f")
    report.expect(page.evaluate("document.activeElement.name") == "text", "f does not lead to the search")
    page.keyboard.type("jk?f")
    report.expect(opened.field("text").input_value() == "jk?f", "letters in the search are taken for keys")
    report.expect(opened.heading is None, "letters in the search open something")
    opened.choose()


def tab_stops(report):
    """The Tab key reaches the list and comes to the end of the page; every stop is in sight when it has the focus."""
    with report.opened() as opened:
        page, stops, seen_grid = opened.page, 0, False
        page.evaluate("document.querySelectorAll('#results tbody').forEach(one => one.remove())")
        while stops < 600:
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => { const one = document.activeElement, box = one.getBoundingClientRect();
                     return [one === document.body, one.getAttribute("role"), box.width > 0 && box.bottom > 0 && box.top < innerHeight, one.outerHTML.slice(0, 80)]; }"""
            )
            if stop[0]:
                break
            stops += 1
            seen_grid |= stop[1] == "grid"
            report.expect(stop[2], f"the focus is out of sight: {stop[3]}")
        report.expect(seen_grid, "the Tab key does not reach the list")
        return stops
