"""Search: a word of a question finds it, capitals or not; nonsense finds nothing and the page says so."""

import re


def check(report):
    """Searches for a word of the first question."""
    with report.opened() as opened:
        opened.choose()
        row = next((row for row in opened.rows() if re.search(r"\w{4}", row[2])), None)
        if row is None:
            report.said = "no texts"
            return
        word = max(re.findall(r"\w+", row[2].rstrip("…")), key=len)
        opened.choose(text=word.lower())
        lower, rows = opened.count, opened.rows()
        report.expect(lower > 0, f"{word} is nowhere")
        report.expect(any(one[:2] == row[:2] for one in rows) or lower > len(rows), f"{word} does not find {row[:2]}")
        opened.choose(text=word.upper())
        report.expect(opened.count == lower, f"{word}: {lower} docs in small letters, {opened.count} in capitals")
        opened.choose(text="no such words in here, surely")
        report.expect(opened.count == 0 and opened.part("nothing").is_visible(), "nonsense finds something")
        report.said = f'"{word}" in {lower} docs'
