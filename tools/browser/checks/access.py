"""axe-core's rules, light and dark, narrow and wide, with the list, a question and the help."""

import collections

from axe_playwright_python.sync_playwright import Axe

WIDTHS = (390, 1440)
SCHEMES = ("light", "dark")
FAILS = ("serious", "critical")


def check(report):
    """Counts violations by their impact; serious ones are faults, the others are told."""
    counted, rules, places = collections.Counter(), set(), collections.defaultdict(list)
    for width in WIDTHS:
        for scheme in SCHEMES:
            with report.opened(width=width, scheme=scheme) as opened:
                for state in states(opened):
                    found = Axe().run(opened.page).response
                    rules.update(one["id"] for one in found["passes"] + found["violations"])
                    for violation in found["violations"]:
                        counted[violation["impact"]] += len(violation["nodes"])
                        places[described(violation)].append(f"{width} {scheme} {state}")
    for (impact, text), where in places.items():
        report.expect(impact not in FAILS, f"{text} ({', '.join(where)})")
    kinds = ", ".join(f"{counted[one]} {one}" for one in ("critical", "serious", "moderate", "minor"))
    mild = [text for impact, text in places if impact not in FAILS]
    report.said = f"axe-core: {kinds}; {len(rules)} rules applied" + "".join(f"\n         {text}" for text in mild)


def states(opened):
    """Brings the page into one state after another."""
    opened.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    yield "list"
    opened.open_first()
    opened.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    yield "question"
    opened.page.keyboard.press("?")
    yield "help"


def described(violation):
    """Impact of a violation, and its rule with the first element that breaks it."""
    impact = violation["impact"]
    return impact, f"{violation['id']} ({impact}): {violation['help']}: {violation['nodes'][0]['html'][:120]}"
