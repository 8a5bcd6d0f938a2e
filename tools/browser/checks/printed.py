"""On paper: the questions and all buttons are left out, the rest is there."""


def check(report):
    """Looks at the page as it is printed."""
    with report.opened() as opened:
        opened.page.emulate_media(media="print")
        for selector in ("#questions", "nav.sections", ".copy"):
            shown = opened.page.locator(selector).first.is_visible()
            report.expect(not shown, f"{selector} is printed")
        for selector in ("h1", ".verdict", "#results table", "#provenance"):
            report.expect(opened.page.locator(selector).first.is_visible(), f"{selector} is not printed")
        report.said = f"{len(opened.page.pdf(format='A4')) // 1000} kB as PDF"
