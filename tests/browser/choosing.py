"""How tests choose from a list as a person does: who finds it closed under the hand opens it again."""

import re

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as NotShown

TRIES = 10
SHOWN_MS = 3_000.0
"""How long a list may take to open. One that still counts as open from the choice before closes under the click instead."""


def choose(page: Page, label: str, option: str) -> None:
    """Opens the list of this label and takes one of its options; the field has it in the end."""
    field = page.get_by_role("textbox", name=label, exact=True)
    chosen = page.get_by_role("option", name=option, exact=True)
    for _ in range(TRIES):
        if _taken(field, chosen):
            break
    expect(field).to_have_value(re.compile(rf"^{re.escape(option)}$".replace(r"\ ", r"\s")))


def _taken(field: Locator, chosen: Locator) -> bool:
    """Whether the list was there long enough: right after a choice, it may be the one before that is about to close."""
    field.click()
    try:
        chosen.click(timeout=SHOWN_MS)
    except NotShown:
        return False
    return True
