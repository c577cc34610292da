"""How tests choose from a list as a person does: who finds it closed under the hand clicks again."""

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as NotShown

TRIES = 6
SHOWN_MS = 2_000.0
"""How long a list may take to open. One that still counts as open from the choice before is shut by the click instead."""


def choose(page: Page, label: str, option: str) -> None:
    """Opens the list of this label and takes one of its options."""
    chosen = page.get_by_role("option", name=option, exact=True)
    _open(page.get_by_role("textbox", name=label, exact=True), chosen)
    chosen.click()


def _open(field: Locator, chosen: Locator) -> None:
    for _ in range(TRIES):
        field.click()
        try:
            chosen.wait_for(state="visible", timeout=SHOWN_MS)
        except NotShown:
            continue
        return
