"""Every question can be reached: by walking through a short list, by scrolling through a long one."""

#: Docs up to which all are opened one by one.
WALKED = 200
SCROLL = """async (grid) => {
  const seen = new Map();
  grid.scrollTop = 0;
  for (;;) {
    await new Promise(requestAnimationFrame);
    for (const row of grid.querySelectorAll(".rows .row:not([hidden])")) {
      seen.set(Number(row.dataset.position), row.children[0].title + "/" + row.children[1].textContent);
    }
    const before = grid.scrollTop;
    grid.scrollTop += grid.clientHeight;
    if (grid.scrollTop === before) break;
  }
  return { positions: seen.size, names: new Set(seen.values()).size, last: Math.max(...seen.keys()) };
}"""


def check(report):
    """Goes through the whole list."""
    with report.opened() as opened:
        opened.choose()
        total = opened.count
        seen = opened.part("grid").evaluate(SCROLL)
        report.expect(
            seen == {"positions": total, "names": total, "last": total - 1}, f"of {total} docs the list shows {seen}"
        )
        report.said = f"{total} docs scrolled through"
        if total <= WALKED:
            walk(report, opened, total)
            report.said += ", and opened"


def walk(report, opened, total):
    """Opens every doc, one after the other."""
    opened.open_first()
    headings = []
    for _ in range(total):
        headings.append(opened.heading)
        report.expect(opened.page.locator(".question h4").count() >= 2, f"{opened.heading} has no prompt or no answers")
        opened.page.keyboard.press("j")
    report.expect(len(set(headings)) == total, f"walking through {total} docs shows {len(set(headings))}")
    report.expect(opened.heading == headings[-1], "j goes on after the last doc")
