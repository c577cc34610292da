"""What tests of the interview in a browser share: the place, its cards, and what was kept."""

import re
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from quickscan.domain.engagement import Engagement
from quickscan.store.engagements import Store
from tests.browser.conftest import PATIENCE_MS, Program

ODD = "„Äpfel“ & <b>fett</b> {{ 7 * 7 }} \N{ROCKET}"


def kept(folder: Path) -> Engagement:
    with Store.open(folder) as store:
        return store.get("car_maker")


def interview(program: Program, respondent: str, section: str) -> str:
    return f"{program.address}/engagements/car_maker/interview/{respondent}/{section}"


def card(page: Page, code: str) -> Locator:
    return page.locator(".card.question").filter(has=page.locator(".code", has_text=re.compile(f"^{code}$")))


def saved(of: Locator) -> None:
    expect(of.locator(".saving")).to_be_hidden()  # it shows from the first key until the server has answered
    expect(of.locator(".state")).to_have_text(re.compile("gespeichert um"))


def port_of(program: Program) -> int:
    return int(program.address.rpartition(":")[2])


def eventually(holds: Callable[[], bool]) -> None:
    """Waits until something holds that no locator shows."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
