"""What is looked over on a page for everyone: axe in light and in dark, and that it is no wider than a phone."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect

from tests.browser.interviewing import eventually

PHONE = 390
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that ask for colours: all that dark can break on a page that is sound in light."""


def faults(page: Page, *rules: str) -> list[tuple[str, str]]:
    """What axe finds by these rules, by all where none is named, with everything that folds unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    options: dict[str, Any] = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page, options=options).response["violations"]]


def faults_in_dark(page: Page) -> list[tuple[str, str]]:
    """What axe finds about the colours once the system is set to dark: the same page in other colours."""
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    fading = "document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)"
    page.evaluate(f"Promise.allSettled({fading}).then(() => null)")
    return faults(page, *COLOURS)


def fits_a_phone(page: Page) -> None:
    """Makes the window as narrow as a phone; charts follow a moment later."""
    page.set_viewport_size({"width": PHONE, "height": 844})
    eventually(lambda: bool(page.evaluate("document.documentElement.scrollWidth") == PHONE))
