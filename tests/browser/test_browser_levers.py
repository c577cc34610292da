"""A client moves the levers in a real browser: what is shown, kept over a reload and a restart, saved, and presented."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.running import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
LEVERS = "/engagements/car_maker/levers"
LONG_MS = 90_000.0
"""The first answer may have to compile the engine, on a machine with other tests."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the example."""
    with Store.open(tmp_path) as store:
        store.add(read_engagement(shipped_example("car_maker")), now=datetime.now(UTC))
    return tmp_path


def answered(page: Page) -> None:
    """Waits until what is shown belongs to where the levers stand."""
    results = page.locator("#levers-results")
    expect(page.locator("[data-figure=loss_rate]")).to_be_visible(timeout=LONG_MS)
    expect(results).to_have_attribute("aria-busy", "false", timeout=LONG_MS)


def press(page: Page, lever: str, key: str, times: int = 1) -> None:
    """Moves a lever by its keys, and waits for the answer to the last of them. Nothing must be on its way before."""
    results = page.locator("#levers-results")
    before = results.get_attribute("data-asked") or ""
    page.locator(f".lever[data-lever={lever}] [role=slider]").focus()
    for _ in range(times):
        page.keyboard.press(key)
    expect(page.locator(f".lever[data-lever={lever}]")).to_have_attribute("data-moved", "")
    expect(results).not_to_have_attribute("data-asked", before, timeout=LONG_MS)
    answered(page)


def shown(page: Page, figure: str) -> str:
    return page.locator(f"[data-figure={figure}]").inner_text().replace("\N{NO-BREAK SPACE}", " ")


def german(number: float, decimals: int = 0) -> str:
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def test_what_is_shown_is_what_the_command_line_says(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}{LEVERS}")
    answered(page)
    press(page, "least_attempts", "ArrowRight")
    press(page, "sellers", "ArrowRight", 4)
    expect(page.locator(".lever[data-lever=sellers] .shown")).to_have_text("+20 %".replace(" ", "\N{NO-BREAK SPACE}"))
    levers = ("--lever", "least_attempts=2", "--lever", "sellers=1.2")
    command = [sys.executable, "-m", "quickscan", "compare", str(shipped_example("car_maker")), *levers, "--json"]
    found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    scenario = found["scenarios"][0]
    simulated, differs = scenario["simulation"], scenario["differences"]
    loss, more = differs["loss_rate"]["change"], differs["won"]["change"]
    assert f"{german(100 * simulated['loss_rate']['mean'], 1)} %" in shown(page, "loss_rate")
    assert f"heute {german(100 * found['as_is']['loss_rate']['mean'], 1)} %" in shown(page, "loss_rate")
    assert f"± {german(100 * loss['half_width'], 1)} Punkte" in shown(page, "loss_rate")
    assert german(simulated["won"]["mean"]) in shown(page, "won")
    assert f"± {german(more['half_width'])}" in shown(page, "won")
    assert f"{german(simulated['response_time_hours']['median']['mean'], 1)} h" in shown(page, "response_median_hours")
    assert f"{german(simulated['cost_per_new_customer']['mean'])} €" in shown(page, "cost_per_new_customer")


def test_a_page_whose_figures_are_known_asks_for_nothing_before_a_lever_moves(program: Any, open_page: OpenPage) -> None:
    first = open_page(program.address + LEVERS)
    answered(first)
    again, asked = open_page(program.address), []
    again.on("request", lambda request: asked.append(request.post_data or ""))
    again.goto(program.address + LEVERS)
    answered(again)
    expect(again.locator("#levers-losses .bars").first).to_be_visible()
    assert shown(again, "won") == shown(first, "won")
    assert [one for one in asked if "levers-moved.data" in one] == []
    press(again, "sellers", "ArrowRight")
    assert "heute" in shown(again, "won")


def test_moves_survive_a_reload_and_a_server_that_was_gone(
    data: Path, start_program: Callable[..., Program], open_page: OpenPage
) -> None:
    program = start_program(data)
    page = open_page(f"{program.address}{LEVERS}", server_may_end=True)
    answered(page)
    press(page, "severity_poor_follow_up", "ArrowLeft", 4)
    before = shown(page, "won")
    page.reload()
    answered(page)
    expect(page.locator(".lever[data-lever=severity_poor_follow_up]")).to_have_attribute("data-moved", "")
    expect(page.locator("[data-figure=won]")).to_have_text(re.compile("heute"))
    assert shown(page, "won") == before
    program.kill()
    page.locator(".lever[data-lever=severity_poor_follow_up] [role=slider]").focus()
    page.keyboard.press("Home")
    expect(page.locator("#levers-state")).to_contain_text("antwortet noch nicht")
    start_program(data, program.port)
    answered(page)
    expect(page.locator("#levers-state")).to_have_text("")
    assert shown(page, "won") != before


def test_where_levers_stand_is_kept_as_a_scenario_once_under_a_name(
    data: Path, start_program: Callable[..., Program], open_page: OpenPage
) -> None:
    program = start_program(data)
    page = open_page(f"{program.address}{LEVERS}")
    answered(page)
    page.get_by_label("Name").fill("Mehr Verkäufer")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".save-scenario [role=alert]")).to_contain_text("Stellhebel")
    press(page, "sellers", "End")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(re.compile(r"scenario=mehr_verkaeufer"))
    answered(page)
    won = shown(page, "won")
    expect(page.get_by_role("navigation", name="Ausgehen von").get_by_text("Mehr Verkäufer")).to_be_visible()
    expect(page.locator(".lever[data-lever=sellers] .shown")).to_have_text("+100 %".replace(" ", "\N{NO-BREAK SPACE}"))
    page.get_by_label("Name").fill("mehr verkäufer")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".save-scenario [role=alert]")).to_contain_text("gibt es schon")
    assert shown(page, "won") == won
    page.get_by_role("button", name="Alle zurücksetzen").click()
    expect(page.locator(".lever[data-moved]")).to_have_count(0)


def test_a_picture_and_its_numbers_can_be_taken_away(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}{LEVERS}", locale="en-GB")
    answered(page)
    page.get_by_text("Numbers and files").click()
    with page.expect_download() as numbers:
        page.get_by_role("link", name="Numbers (.csv)").click()
    assert Path(numbers.value.path()).read_text(encoding="utf-8-sig").startswith("Cause,")
    with page.expect_download() as picture:
        page.get_by_role("button", name="Picture (.svg)").click()
    assert "<svg" in Path(picture.value.path()).read_text(encoding="utf-8")


def test_numbers_that_are_opened_are_those_of_where_the_levers_stand(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}{LEVERS}", width=1280)
    answered(page)
    behind, cells = page.locator("#levers-numbers"), page.locator("#levers-numbers td")
    expect(cells).to_have_count(0)
    behind.locator("summary").click()
    expect(cells).to_have_count(9 * 6, timeout=LONG_MS)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280  # the table is wider than its place
    today = behind.inner_text()
    press(page, "severity_poor_follow_up", "Home")
    assert behind.inner_text() != today
    moved = behind.inner_text()
    behind.locator("summary").click()
    press(page, "severity_poor_follow_up", "ArrowRight")
    expect(cells).to_have_count(0)
    behind.locator("summary").click()
    expect(cells).to_have_count(9 * 6, timeout=LONG_MS)
    assert behind.inner_text() not in (today, moved)


def test_a_person_presents_by_keys(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/car_maker/today")
    page.get_by_role("button", name="Präsentieren").click()
    expect(page.locator("html")).to_have_attribute("data-presenting", "")
    expect(page.get_by_role("navigation", name="Seiten der Analyse")).to_be_hidden()
    for address in ("/engagements/car_maker", LEVERS, "/engagements/car_maker/scenarios"):
        page.keyboard.press("PageDown")
        expect(page).to_have_url(f"{program.address}{address}")
        expect(page.get_by_role("navigation", name="Gezeigte Seiten")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page).to_have_url(f"{program.address}{LEVERS}")
    expect(page.locator(".save-scenario")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".save-scenario")).to_be_visible()
