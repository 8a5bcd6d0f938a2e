"""How soon the page is painted and answers, and how evenly the list scrolls."""

#: Milliseconds from the start of the navigation to a list that answers.
BOUND = 1500
#: Milliseconds between two pictures while the list scrolls, 95 of 100 times; a screen shows one every 17.
FRAME = 40
#: The best of so many counts: other work on the machine makes it slower, and nothing makes it faster.
ROUNDS = 3
MARKS = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
  ready: performance.getEntriesByName("ready")[0].startTime,
  texts: performance.getEntriesByName("texts")[0].startTime,
})"""
ALL_COLUMNS = """() => {
  for (const box of document.querySelectorAll("[data-part=columns] input:not(:checked)")) box.click();
}"""
SCROLL = """async (grid) => {
  grid.scrollIntoView({ block: "nearest", behavior: "instant" });
  const frame = () => new Promise(requestAnimationFrame);
  const scroll = async (pixels, times) => {
    const gaps = [];
    let last = await frame();
    for (let i = 0; i < times; i++) {
      grid.scrollTop += pixels;
      const now = await frame();
      gaps.push(now - last);
      last = now;
    }
    return gaps.sort((a, b) => a - b)[Math.floor(0.95 * (gaps.length - 1))];
  };
  // As a wheel does, as a quick swipe does, and as the bar does when it is dragged: another view in every picture.
  return { wheel: await scroll(23, 120), swipe: await scroll(120, 120), drag: await scroll(1700, 60) };
}"""


def check(report):
    """Opens the page several times, and scrolls each time with all columns."""
    taken, columns = [], 0
    for _ in range(ROUNDS):
        with report.opened() as opened:
            taken.append(opened.page.evaluate(MARKS))
            opened.page.evaluate(ALL_COLUMNS)
            columns = opened.page.locator("[data-part=head] .answer").count()
            taken[-1].update(opened.part("grid").evaluate(SCROLL))
    if len(taken) < ROUNDS:
        return
    best = {name: min(one[name] for one in taken) for name in taken[0]}
    report.expect(best["paint"] <= best["ready"], f"painted after {best['paint']:.0f} ms, when the list was there")
    report.expect(best["ready"] <= BOUND, f"interactive after {best['ready']:.0f} ms; at most {BOUND} are allowed")
    for kind in ("wheel", "swipe"):
        report.expect(best[kind] <= FRAME, f"scrolling ({kind}): {best[kind]:.0f} ms between two pictures")
    gaps = ", ".join(f"{kind} {best[kind]:.0f}" for kind in ("wheel", "swipe", "drag"))
    report.said = (
        f"painted {best['paint']:.0f} ms, interactive {best['ready']:.0f} ms, texts {best['texts']:.0f} ms; "
        f"between two pictures while {columns} columns scroll: {gaps} ms"
    )
