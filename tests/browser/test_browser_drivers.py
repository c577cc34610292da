"""What matters most in a real browser: shown at once, worked out behind it, the newest choice wins, numbers as of the command."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quickscan.store.engagements import Store
from tests.browser.choosing import choose
from tests.browser.looking import PHONE, faults, faults_in_dark, fits_a_phone
from tests.browser.small import small_client
from tests.commanding import quickscan
from tests.running import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
ADDRESS = "/engagements/small/drivers?calibration=deck"
SLOW_MS = 240_000.0
"""Simulations share this machine, which may be slow, with everything else."""


@pytest.fixture(scope="module")
def small(start_program: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The app with one client."""
    folder = tmp_path_factory.mktemp("drivers")
    with Store.open(folder) as store:
        store.add(small_client(), now=datetime.now(UTC))
    return start_program(folder)


def command(program: Program, *words: str) -> Any:
    """What a command says of the same engagement in the same calibration."""
    ran = quickscan(*words, "--calibration", "deck", "--data", program.data_folder, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def part(page: Page, name: str) -> Any:
    """The result of a part, once it is there."""
    found = page.locator(f"#drivers-{name}-result")
    expect(found).not_to_have_class(re.compile("working"), timeout=SLOW_MS)
    return found


def german(number: float, decimals: int) -> str:
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def test_the_page_is_there_at_once_and_its_parts_follow(small: Program, open_page: OpenPage) -> None:
    page = open_page(small.address + ADDRESS)
    expect(page.get_by_role("heading", level=1, name="Was am meisten zählt")).to_be_visible()
    for name in ("lever", "map", "guard", "tornado"):
        part(page, name)
    expect(page.locator("#tornado")).to_be_visible()
    expect(page.locator("#drivers-lever-result")).to_contain_text("kann dieser Hebel keine Verkäufe bewegen")
    expect(page.locator("#drivers-map-result")).to_contain_text("können diese beiden Hebel keine Verkäufe bewegen")
    expect(page.locator(".drivers-remarks")).to_contain_text("darum können diese keine Verkäufe bewegen")
    expect(page.locator("#drivers-guard-result")).to_contain_text("Verkäufer zu")
    assert faults(page) == []
    assert faults_in_dark(page) == []
    fits_a_phone(page)


def test_nobody_stumbles_in_english_on_a_phone(small: Program, open_page: OpenPage) -> None:
    page = open_page(small.address + ADDRESS, width=PHONE, height=844, locale="en-GB")
    for name in ("lever", "map", "guard", "tornado"):
        part(page, name)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def test_a_cost_is_weighed_and_the_numbers_are_those_of_the_command(small: Program, open_page: OpenPage) -> None:
    page = open_page(f"{small.address}{ADDRESS}&lever=severity_poor_follow_up")
    result = part(page, "lever")
    found = command(small, "lever", "small", "severity_poor_follow_up", "--cost-per-year", "2000")
    best = next(point for point in found["points"] if point["setting"] == 0.0)
    row = result.locator("#lever-price tbody tr").first
    expect(row).to_contain_text(f"{german(best['pays_up_to_eur']['mean'], 0)} €")
    expect(row).to_contain_text(f"{german(best['pays_up_to_eur']['cautious'], 0)} €")
    result.locator(".numbers summary").first.click()
    cell = result.locator("#lever-curve-card tbody tr").first.locator("td").first
    expect(cell).to_have_text(german(best["won"]["change"]["mean"], 1))

    page.get_by_role("textbox", name="Kosten im Jahr, €").fill("2000")
    verdict = result.locator(".drivers-verdict")
    expect(verdict).to_contain_text(german(found["best"]["net_eur"]["change"]["mean"], 0))
    page.get_by_role("textbox", name="Kosten im Jahr, €").fill("90000000")
    expect(verdict).to_contain_text("lohnt sich keine Einstellung")


def test_the_newest_choice_is_the_one_that_is_shown(small: Program, open_page: OpenPage) -> None:
    page = open_page(small.address + ADDRESS)
    for lever in ("Medienbrüche statt eines Werkzeugs", "Falsches Gebiet", "Fehler der Qualifizierung"):
        choose(page, "Hebel", lever)
    result = part(page, "lever")
    expect(result.get_by_role("heading", level=2).first).to_have_text("Fehler der Qualifizierung: was jede Einstellung bringt")
    page.wait_for_timeout(2500)
    expect(result.get_by_role("heading", level=2).first).to_have_text("Fehler der Qualifizierung: was jede Einstellung bringt")


def test_nothing_below_jumps_when_results_arrive(small: Program, open_page: OpenPage) -> None:
    page = open_page(f"{small.address}{ADDRESS}&lever=severity_media_breaks")
    field = page.get_by_role("textbox", name="Erster Hebel", exact=True)
    for name in ("Kosten im Jahr, €", "Kosten je bewegter Einheit im Jahr, €"):  # fields that are loaded for themselves
        expect(page.get_by_role("textbox", name=name)).to_be_visible()
    before = field.bounding_box()
    for name in ("tornado", "lever", "guard"):
        part(page, name)
    after = field.bounding_box()
    assert before is not None
    assert after is not None
    assert after["y"] == pytest.approx(before["y"], abs=100)


def test_two_levers_are_a_map_and_one_twice_is_a_sentence(small: Program, open_page: OpenPage) -> None:
    page = open_page(f"{small.address}{ADDRESS}&rows=severity_poor_follow_up&columns=severity_media_breaks")
    result = part(page, "map")
    found = command(small, "map", "small", "severity_poor_follow_up", "severity_media_breaks")
    result.locator(".numbers summary").click()
    rows = result.locator("tbody tr")
    expect(rows).to_have_count(len(found["cells"]))
    expect(rows.first.locator("td").nth(1)).to_have_text(german(found["cells"][0]["won"]["change"]["mean"], 1))
    choose(page, "Zweiter Hebel", "Mangelhaftes Nachfassen")
    expect(result.get_by_text("ist zweimal gewählt")).to_be_visible()
    choose(page, "Zweiter Hebel", "Falsches Gebiet")
    expect(result.get_by_role("heading", level=2)).to_contain_text("Falsches Gebiet", timeout=SLOW_MS)


def test_whether_people_can_bear_a_setting_follows_the_choice(small: Program, open_page: OpenPage) -> None:
    page = open_page(f"{small.address}{ADDRESS}&lever=sellers")
    result = part(page, "guard")
    choose(page, "Einstellung", "−50 %")
    found = command(small, "capacity", "small", "--lever", "sellers=0.5")
    share = german(100 * found["guard"]["sellers"]["utilisation"]["mean"], 0)
    expect(result).to_contain_text(re.compile(rf"Verkäufer zu {share}\s% ausgelastet"), timeout=SLOW_MS)


def test_a_program_that_starts_again_goes_on(small: Program, open_page: OpenPage, start_program: Callable[..., Program]) -> None:
    page = open_page(small.address + ADDRESS, server_may_end=True)
    part(page, "lever")
    port = small.port
    small.kill()
    choose(page, "Hebel", "Falsches Gebiet")
    page.wait_for_timeout(1500)
    start_program(small.data_folder, port)
    choose(page, "Hebel", "Fehler der Qualifizierung")
    result = part(page, "lever")
    expect(result.get_by_role("heading", level=2).first).to_contain_text("Fehler der Qualifizierung", timeout=SLOW_MS)
