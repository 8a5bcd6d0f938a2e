"""The page without script: verdict, number, interval, tables and plots are there, and what is missing is said."""

WANTED = {
    "h1": "a heading",
    ".verdict strong": "a verdict's word",
    ".headline .number strong": "the headline number",
    "#results table tbody tr": "a row of results",
    "#questions [data-part=waiting]": "a sentence about the questions",
    "nav.sections a": "links to the sections",
}


def check(report):
    """Looks at what is visible without script."""
    with report.opened(script=False) as opened:
        for selector, meaning in WANTED.items():
            report.expect(opened.page.locator(selector).first.is_visible(), f"without script there is not {meaning}")
        for link in opened.page.locator("nav.sections a").all():
            target = opened.page.locator(link.get_attribute("href"))
            report.expect(target.count() == 1, f"a link leads to {link.get_attribute('href')}, which is not there")
        shown = opened.page.locator("#questions form")
        report.expect(not shown.is_visible(), "without script there are controls that do nothing")
        rows, figures = (opened.page.locator(one).count() for one in ("#results tbody tr", "figure svg"))
        report.said = f"{rows} rows of results, {figures} plots"
