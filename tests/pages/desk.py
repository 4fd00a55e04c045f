"""An office in a real browser: each person at a desk of their own, who does an act where its button stands."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings as django_settings

from tests.patrols.pages import of

PHONE, WIDE = {"width": 375, "height": 812}, {"width": 1280, "height": 900}
FORM = "main form[method=post]"
# What a page says is wrong with what was sent, and why an act may not be done.
WRONG = ".alert-danger, .invalid-feedback, [aria-disabled=true] + span, .alert-warning"
OUTSIDE = """() => {
  const seen = window.innerWidth;
  if (document.documentElement.scrollWidth <= seen) return [];
  const wide = [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > seen);
  return wide.map((each) => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 30)}`);
}"""


class Office:
    """The browser, the day, and who sits where. What any page complained of stands in `said`."""

    def __init__(self, browser: Any, address: str, settings: Any) -> None:
        self.browser, self.address, self.settings = browser, address, settings
        self.said: list[str] = []
        self._desks: dict[Any, Desk] = {}

    def on(self, day: date) -> None:
        """Another day: everybody signs in again."""
        self.settings.CAMPAIGN_TODAY = day
        for desk in self._desks.values():
            desk.sign_in()

    def of(self, person: Any, size: dict[str, int] = WIDE) -> "Desk":
        """The desk of a person, signed in."""
        if person.pk not in self._desks:
            context = self.browser.new_context(base_url=self.address, viewport=size)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
            page.on("console", lambda told: self._heard(page, told))
            page.on("response", lambda answer: self._answered(answer))
            self._desks[person.pk] = Desk(page, person)
            self._desks[person.pk].sign_in()
        return self._desks[person.pk]

    def _heard(self, page: Any, told: Any) -> None:
        if told.type == "error":
            self.said.append(f"{page.url}: {told.text}")

    def _answered(self, answer: Any) -> None:
        if answer.status >= 400:
            self.said.append(f"{answer.url}: {answer.status}")


class Desk:
    """One person's tab."""

    def __init__(self, page: Any, person: Any) -> None:
        self.page, self.person = page, person

    def sign_in(self) -> None:
        session = of(self.person).cookies[django_settings.SESSION_COOKIE_NAME]
        kept = {"name": session.key, "value": session.value, "domain": "localhost", "path": "/"}
        self.page.context.add_cookies([kept])

    def go(self, address: str) -> str:
        """Open a page; returns what stands in it."""
        self.page.goto(address)
        return self.text()

    def text(self) -> str:
        """What stands in the page, which never scrolls sideways."""
        outside = self.page.evaluate(OUTSIDE)
        assert not outside, f"{self.page.url} scrolls sideways: {outside}"
        return str(self.page.inner_text("main"))

    def press(self, label: str, within: str = "main") -> None:
        """A button or a link by its exact words; what asks once more is answered with yes."""
        named = re.compile(rf"^\s*{re.escape(label)}\s*$")
        found = self.page.locator(f"{within} :is(a.btn, a, button):visible").filter(has_text=named).first
        if not found.count():
            raise AssertionError(f"{self.person.role}: no “{label}” on {self.page.url}\n{self.text()[:2500]}")
        asks = found.get_attribute("data-confirm")
        with self.page.expect_navigation():
            found.click()
            if asks:
                self.page.click("#confirm button[value=yes]")

    def act(self, record: str, label: str, /, *, answer: str = "", **values: Any) -> str:
        """Do an act from the page of its record: its button, what its form asks for, and sent. Returns the page it comes to."""
        self.go(record)
        self.press(label, "#acts")
        if not self.is_at(record):
            form = f"form:has(button:text-is('{answer}'))" if answer else FORM
            self.fill(form, **values)
            self.send(answer or label, record)
        return self.text()

    def address(self) -> str:
        """Where this desk is, without the host and what is asked for there."""
        return urlsplit(self.page.url).path

    def is_at(self, address: str) -> bool:
        return self.address() == address

    def send(self, label: str, to: str = "") -> str:
        before = self.page.url
        self.press(label)
        told = self.text()
        if (to and not self.is_at(to)) or (not to and self.page.url == before):
            wrong = self.page.locator(WRONG).all_inner_texts()
            raise AssertionError(f"{self.person.role}: “{label}” on {self.page.url}: {wrong}")
        return told

    def fill(self, form: str = FORM, /, **values: Any) -> None:
        for name, value in values.items():
            self._put(self.page.locator(form).locator(f"[name='{name}']"), value)

    def _put(self, found: Any, value: Any) -> None:
        """By the kind of the field: ticks take one value, several, or true."""
        first = found.first
        tag = first.evaluate("each => each.tagName + (each.type || '')")
        if tag in ("INPUTradio", "INPUTcheckbox"):
            many = value if isinstance(value, list | tuple) else [value]
            for each in many:
                chosen = first if each is True else found.and_(self.page.locator(f"[value='{each}']"))
                chosen.set_checked(True, force=True)
        elif tag.startswith("SELECT"):
            first.select_option([str(each) for each in value] if isinstance(value, list) else str(value))
        elif tag == "INPUTfile":
            first.set_input_files(value)
        else:
            first.fill(value.isoformat() if isinstance(value, date) else str(value))

    def begin(self, record: str, title: str, **values: Any) -> str:
        """A paper no act makes, begun where the papers of its record stand; returns the address of the draft."""
        self.go(f"{record}?tab=papers")
        self.page.click("summary:has-text('写一份文书')")
        self.press(title, "details[open]")
        self.fill(**values)
        self.send("存为草稿")
        return self.address()

    def papers(self, record: str) -> list[tuple[str, str]]:
        """(title, address) of each paper on the tab of papers of a record."""
        self.go(f"{record}?tab=papers")
        rows: Iterable[Any] = self.page.locator("section[aria-labelledby=h-papers] tbody th a").all()
        return [(str(row.inner_text()), str(row.get_attribute("href"))) for row in rows]
