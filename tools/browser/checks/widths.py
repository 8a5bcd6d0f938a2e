"""From 360 to 1600 px nothing is wider than the window, with the list and with a question open."""

WIDTHS = (360, 390, 768, 1024, 1440, 1600)
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return null;
  const scrolls = one => one && (getComputedStyle(one).overflowX !== "visible" || scrolls(one.parentElement));
  const wide = [...document.body.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > width + 1 && !scrolls(one));
  return wide.slice(0, 3).map(one => one.outerHTML.slice(0, 100)).join(", ") || "something";
}"""


def check(report):
    """Measures the page at several widths."""
    for width in WIDTHS:
        with report.opened(width=width) as opened:
            for state in ("list", "question"):
                wide = opened.page.evaluate(TOO_WIDE)
                report.expect(wide is None, f"at {width} px with the {state}: wider than the window: {wide}")
                if state == "list":
                    opened.open_first()
    report.said = "at " + ", ".join(str(width) for width in WIDTHS) + " px"
