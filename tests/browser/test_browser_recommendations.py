"""Recommendations in a real browser: the numbers of the command, decisions that stay and change the programme, sheets, axe."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.browser.choosing import choose
from tests.browser.looking import PHONE, faults, faults_in_dark, fits_a_phone
from tests.commanding import quickscan
from tests.running import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
PAGE = "/engagements/car_maker/recommendations"
SLOW_MS = 240_000.0
"""Simulations share this machine with everything else."""


@pytest.fixture(scope="module")
def stocked(start_program: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The app with both examples, about which nothing is decided yet."""
    folder = tmp_path_factory.mktemp("recommendations")
    with Store.open(folder) as store:
        for name in ("car_maker", "nearly_empty"):
            store.add(read_engagement(shipped_example(name)), now=datetime.now(UTC))
    return start_program(folder)


def command(program: Program) -> Any:
    """What the command says of the same engagement."""
    ran = quickscan("recommend", "car_maker", "--data", program.data_folder, "--json")
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def valued(page: Page) -> None:
    expect(page.locator(".recommendations-result")).not_to_have_class(re.compile("working"), timeout=SLOW_MS)


def row(page: Page, code: str) -> Locator:
    return page.locator(".measure").filter(has=page.get_by_role("heading", name=re.compile(rf"{code}\b")))


def german(number: float, decimals: int = 0) -> str:
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def test_the_page_shows_the_numbers_of_the_command_also_after_decisions(stocked: Program, open_page: OpenPage) -> None:
    page = open_page(stocked.address + PAGE)
    valued(page)
    before = command(stocked)
    gain = before["portfolio"]["interaction"]["simulated_gain"]
    expect(page.locator("#programme")).to_contain_text(f"+{german(gain['mean'], 1)} ± {german(gain['half_width'], 1)}")
    for measure in before["recommendations"]:
        expect(row(page, measure["code"])).to_contain_text(f"+{german(measure['sales_gain']['mean'], 1)}")

    # A rejection without a reason is said in place and keeps what was chosen; with one it counts.
    choose(page, "R14 Reaktionszeit-Standard (SLA): Entscheidung", "Abgelehnt")
    standard = row(page, "R14")
    expect(standard.get_by_role("alert")).to_contain_text("ohne Grund")
    expect(standard).to_contain_text("noch nicht gespeichert")
    standard.get_by_label("R14 Reaktionszeit-Standard (SLA): Grund").fill("Erst das Werkzeug")
    expect(standard).to_contain_text("gespeichert um", timeout=SLOW_MS)
    expect(standard).to_contain_text("Nicht darin: abgelehnt („Erst das Werkzeug“)", timeout=SLOW_MS)

    page.get_by_label("Budget im ersten Jahr, €").fill("sechzig")
    expect(page.locator(".term").first).to_contain_text("das ist keine Zahl")
    expect(page.get_by_label("Budget im ersten Jahr, €")).to_have_value("sechzig")
    page.get_by_label("Budget im ersten Jahr, €").fill("60.000")
    expect(page.locator("#programme")).to_contain_text("60.000 € im ersten Jahr", timeout=SLOW_MS)
    valued(page)
    after = command(stocked)
    assert after["portfolio"]["budget_eur"] == 60_000
    gain = after["portfolio"]["interaction"]["simulated_gain"]
    expect(page.locator("#programme")).to_contain_text(f"+{german(gain['mean'], 1)} ± {german(gain['half_width'], 1)}")
    cost = after["portfolio"]["first_year_cost_eur"]
    expect(page.locator("#programme")).to_contain_text(f"{german(cost)} €")
    for stage in after["roadmap"]["stages"]:
        expect(page.locator("#roadmap table").last).to_contain_text(german(100 * stage["loss_rate_after"]["mean"], 1))

    page.reload()
    valued(page)
    expect(standard.get_by_label("R14 Reaktionszeit-Standard (SLA): Grund")).to_have_value("Erst das Werkzeug")
    page.goto(f"{stocked.address}/engagements/car_maker/history")
    expect(page.locator("main")).to_contain_text("Programm: Budget im ersten Jahr, €")
    expect(page.locator("main")).to_contain_text("Erst das Werkzeug")


def test_a_sheet_shows_one_measure_and_keeps_what_is_changed_about_it(stocked: Program, open_page: OpenPage) -> None:
    page = open_page(stocked.address + PAGE)
    valued(page)
    row(page, "R04").get_by_role("link", name="Anpassen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("R04")
    valued(page)
    expect(page.locator("#case table")).to_contain_text("Vorsichtig")
    page.get_by_label("Titel", exact=True).fill("Was ein Lead ist")
    expect(page.locator("#adjust")).to_contain_text("gespeichert um")
    page.get_by_label("Kosten einmalig, Tausend €, von").fill("12,5")
    expect(page.locator("#case table")).to_contain_text("12.500 €", timeout=SLOW_MS)
    page.goto(stocked.address + PAGE)
    valued(page)
    expect(row(page, "R04")).to_contain_text("Was ein Lead ist")


def test_targets_of_key_figures_are_kept(stocked: Program, open_page: OpenPage) -> None:
    page = open_page(stocked.address + PAGE)
    page.get_by_label("Reaktionszeit: Ziel").fill("4 Stunden")
    expect(page.locator("#kpis tr").filter(has_text="Reaktionszeit").first).to_contain_text("gespeichert um")
    page.reload()
    expect(page.get_by_label("Reaktionszeit: Ziel")).to_have_value("4 Stunden")
    expect(page.locator("#kpis")).to_contain_text("simuliert:", timeout=SLOW_MS)


@pytest.fixture
def sheets(stocked: Program) -> tuple[str, ...]:
    """Where the recommendations of both examples, and one measure, stand."""
    pages = (PAGE, f"{PAGE}/response_standard", "/engagements/nearly_empty/recommendations")
    return tuple(stocked.address + address for address in pages)


def look_at(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("h1").wait_for()
    valued(page)
    expect(page.locator(".recommendations-result .card").first).to_be_visible()


def test_nobody_stumbles_in_light_or_dark_and_all_fits_a_phone(sheets: tuple[str, ...], open_page: OpenPage) -> None:
    page = open_page(sheets[0])
    for address in sheets:
        page.set_viewport_size({"width": 1366, "height": 850})
        page.emulate_media(color_scheme="light")
        look_at(page, address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == 1366, address
        assert faults_in_dark(page) == [], address
        fits_a_phone(page)


def test_nobody_stumbles_in_english_on_a_phone(sheets: tuple[str, ...], open_page: OpenPage) -> None:
    page = open_page(sheets[0], width=PHONE, height=844, locale="en-GB", scheme="dark")
    for address in sheets:
        look_at(page, address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE, address
