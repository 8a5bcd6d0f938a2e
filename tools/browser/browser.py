"""Chromium, and reports that are open in it."""

import contextlib
import re

from playwright.sync_api import Error, sync_playwright

#: Milliseconds after which something that does not come is missing.
PATIENCE = 20_000
#: What a browser without permission to write to the clipboard answers.
NO_CLIPBOARD = """
Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("not allowed")) } });
"""


class Chromium:
    """A browser without a window."""

    def __init__(self, executable):
        self.executable = executable

    def __enter__(self):
        self.playwright = sync_playwright().start()
        # Chromium refuses its sandbox to root, and a container's /dev/shm is small.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        self.browser = self.playwright.chromium.launch(executable_path=self.executable, args=arguments)
        return self

    def __exit__(self, *_):
        self.browser.close()
        self.playwright.stop()

    def report(self, path):
        """A file that is to be opened."""
        return Report(self.browser, path.resolve())


class Report:
    """A file, what was found wrong with it, and what else a check has to say."""

    def __init__(self, browser, path):
        self.browser, self.path = browser, path
        self.faults, self.said = [], ""

    def expect(self, condition, fault):
        """Notes a fault unless the condition holds."""
        if not condition:
            self.faults.append(fault)

    @contextlib.contextmanager
    def opened(self, fragment="", width=1440, height=900, scheme="light", script=True, clipboard=True):
        """The file in a window of its own; what a page must never do is a fault, whatever is checked."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            # What moves by itself is not where it is looked for.
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        if clipboard:
            context.grant_permissions(["clipboard-read", "clipboard-write"])
        else:
            context.add_init_script(NO_CLIPBOARD)
        page = context.new_page()
        self.watch(page)
        try:
            page.goto(self.path.as_uri() + fragment)
            if script:
                page.wait_for_selector("html[data-texts]", state="attached")
            yield Opened(page)
        except Error as error:
            self.faults.append(str(error).partition("Call log")[0].strip())
        finally:
            context.close()

    def watch(self, page):
        """Notes messages, errors, dialogs, requests and new windows."""
        own = self.path.as_uri()
        page.on("console", lambda message: self.faults.append(f"console: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("popup", lambda popup: self.faults.append(f"opened {popup.url}"))
        page.on("request", lambda request: self.expect(request.url.partition("#")[0] == own, f"asked for {request.url}"))
        page.on("dialog", self.dismiss)

    def dismiss(self, dialog):
        """Notes a dialog that a script opened."""
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


class Opened:
    """A report in a window."""

    def __init__(self, page):
        self.page = page

    def part(self, name):
        """A part of the questions, by the name that the script knows it by."""
        return self.page.locator(f'#questions [data-part="{name}"]')

    @property
    def count(self):
        """How many docs are listed."""
        return int(self.part("grid").get_attribute("aria-rowcount")) - 1

    @property
    def status(self):
        """The sentence above the list."""
        return self.part("status").inner_text()

    @property
    def right(self):
        """Right docs of those that are listed, as the sentence says."""
        found = re.search(r"[,:] (\d+)(?: of \d+ judged)? right", self.status)
        return int(found[1]) if found else 0

    @property
    def heading(self):
        """The heading of the question that is open; None where there is none."""
        heading = self.page.locator("#question-heading")
        return heading.inner_text() if heading.count() else None

    def field(self, name):
        """A field of the form."""
        return self.page.locator(f'#questions [name="{name}"]')

    def choose(self, **fields):
        """Puts values into fields, all others being as at first."""
        self.page.evaluate("document.querySelector('[data-part=filter-set]').open = true")
        self.page.locator('[data-action="reset"]').click()
        for name, value in fields.items():
            field = self.field(name)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                # It waits for the next key.
                self.page.wait_for_timeout(350)

    def options(self, name):
        """The values that a field offers."""
        return self.field(name).evaluate("field => [...field.options].filter(o => !o.hidden).map(o => o.value)")

    def rows(self):
        """The texts of the rows in view, in order; the first is the task's whole name."""
        return self.part("rows").evaluate(
            """rows => [...rows.children].filter(row => !row.hidden).sort((a, b) => a.dataset.position - b.dataset.position)
                 .map(row => [...row.children].map(cell => cell.title || cell.textContent))"""
        )

    def open_first(self):
        """Opens the first doc of the list."""
        self.part("grid").focus()
        self.page.keyboard.press("Home")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#question-heading")
