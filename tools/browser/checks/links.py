"""Addresses: deep links, links to lists, back and forward."""

from urllib.parse import quote


def check(report):
    """Follows every kind of address."""
    with report.opened() as opened:
        opened.choose()
        task, number = opened.rows()[-1][:2]
        links = opened.page.locator('a[href^="#questions?"]').evaluate_all("links => links.map(one => one.hash)")
        back_and_forward(report, opened)
    deep_link(report, f"#doc={quote(task, safe='')}/{number}", f"{task} / {number}")
    missing(report)
    for link in links[:2] + links[-2:]:
        list_link(report, link)
    report.said = f"{len(links)} links to lists"


def back_and_forward(report, opened):
    """Opening a question is one step, and walking on from it none."""
    page = opened.page
    opened.open_first()
    first = opened.heading
    report.expect("#doc=" in page.url, f"an open question has the address {page.url}")
    page.keyboard.press("j")
    page.wait_for_timeout(400)
    page.go_back()
    page.wait_for_selector("#question-heading", state="detached")
    report.expect(opened.part("grid").is_visible(), "back does not lead to the list")
    page.go_forward()
    page.wait_for_selector("#question-heading")
    report.expect(opened.count == 1 or opened.heading != first, "forward does not lead to the question that was left")
    page.keyboard.press("Escape")
    page.wait_for_selector("#question-heading", state="detached")
    report.expect("#doc=" not in page.url, f"a closed question leaves the address {page.url}")


def deep_link(report, fragment, heading):
    """A question by its address, on a new page and on one that is open."""
    with report.opened(fragment) as opened:
        report.expect(opened.heading == heading, f"{fragment} opens {opened.heading}")
        seen = opened.page.locator("#question-heading").evaluate(
            "one => one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight"
        )
        report.expect(seen, f"{fragment} opens the question out of sight")
        opened.page.keyboard.press("Escape")
        opened.page.wait_for_selector("#question-heading", state="detached")
        opened.page.evaluate("fragment => { location.hash = fragment }", fragment)
        opened.page.wait_for_selector("#question-heading")
        report.expect(opened.heading == heading, f"{fragment} opens {opened.heading} on an open page")


def missing(report):
    """An address of a question that is not there."""
    with report.opened("#doc=no_such_task/7") as opened:
        report.expect("no_such_task/7" in opened.status, f"a question that is not there: {opened.status}")


def list_link(report, link):
    """A link to a list, clicked as a reader does."""
    with report.opened() as opened:
        opened.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        opened.page.locator("a").evaluate_all(
            "(links, hash) => links.find(one => one.hash === hash).click()", link
        )
        opened.page.wait_for_timeout(1200)
        wanted = dict(part.split("=", 1) for part in link.partition("?")[2].split("&"))
        for name in wanted:
            report.expect(opened.field(name).input_value() != "", f"{link} does not choose {name}")
        box = opened.part("status").bounding_box()
        report.expect(box and -50 < box["y"] < 900, f"{link} leaves the list out of sight")
