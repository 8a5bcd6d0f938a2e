"""Texts of data sets and models are texts: whatever they hold, no element, script or link comes of it."""

FOREIGN = """() => [...document.querySelectorAll("img, iframe, object, embed, video, audio, link, base, form[action], meta[http-equiv=refresh]")]
  .map(one => one.outerHTML.slice(0, 120))"""
AWAY = """() => [...document.querySelectorAll("a[href]")].map(one => one.getAttribute("href"))
  .filter(one => /^\\s*([a-z][a-z0-9+.-]*:|\\/\\/)/i.test(one) && !one.startsWith("https://"))"""
#: Docs that are opened.
OPENED = 40


def check(report):
    """Opens questions and looks for what should not be there."""
    with report.opened() as opened:
        scripts = opened.page.locator("script").count()
        opened.choose()
        opened.open_first()
        for _ in range(min(opened.count, OPENED)):
            opened.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            look(report, opened, scripts)
            opened.page.keyboard.press("j")
        report.said = f"{scripts} script elements, {min(opened.count, OPENED)} questions opened"


def look(report, opened, scripts):
    """Nothing foreign is in the document, and no hostile text has run."""
    found = opened.page.evaluate(FOREIGN)
    report.expect(not found, f"{opened.heading}: {found}")
    away = opened.page.evaluate(AWAY)
    report.expect(not away, f"{opened.heading}: links to {away[:3]}")
    # A packed part goes once it is unpacked; none may come.
    report.expect(opened.page.locator("script").count() <= scripts, f"{opened.heading}: another script element")
    report.expect(opened.page.evaluate("window.__hostile === undefined"), f"{opened.heading}: a text has run")
