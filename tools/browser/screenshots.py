"""Pictures of a report: narrow and wide, light and dark, top, whole page, list and a question; and the page as PDF."""

WIDTHS = {390: 844, 1440: 900}
SCHEMES = ("light", "dark")


def take(chromium, path, folder):
    """Writes the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    report = chromium.report(path)
    for width, height in WIDTHS.items():
        for scheme in SCHEMES:
            with report.opened(width=width, height=height, scheme=scheme) as opened:
                picture(opened, folder / f"{path.stem}-{width}-{scheme}")
    with report.opened() as opened:
        opened.page.emulate_media(media="print")
        opened.page.pdf(path=folder / f"{path.stem}-printed.pdf", format="A4")
    for fault in report.faults:
        print(fault)
    print(f"wrote {len(WIDTHS) * len(SCHEMES) * 4} pictures and {path.stem}-printed.pdf to {folder}")


def picture(opened, stem):
    """The four pictures of a window."""
    page = opened.page
    page.screenshot(path=f"{stem}-top.png")
    page.screenshot(path=f"{stem}-page.png", full_page=True)
    page.evaluate("document.getElementById('questions').scrollIntoView()")
    page.screenshot(path=f"{stem}-list.png")
    opened.open_first()
    page.screenshot(path=f"{stem}-question.png")
