"""The page of today in a real browser: its numbers are those of the command line, its drawing fits every screen."""

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect

from quickscan.files.catalogue import shipped_example
from tests.commanding import quickscan

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
ADDRESS = "/engagements/car_maker/today"
SIMULATING_MS = 120_000.0
"""The first simulation may make machine code."""


def filled(page: Page) -> Page:
    """The page once its numbers are there."""
    expect(page.locator("#today-sources")).to_be_visible(timeout=SIMULATING_MS)
    expect(page.locator("#today-load .main-svg").first).to_be_visible()
    return page


def told_by_the_command(calibration: str) -> dict[str, Any]:
    command = ["flow", str(shipped_example("car_maker")), "--calibration", calibration, "--json"]
    ran = quickscan(*command)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def shown(page: Page, selector: str) -> list[str]:
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in page.locator(selector).all_inner_texts()]


@pytest.mark.parametrize("calibration", ["evidence", "deck"])
def test_the_numbers_shown_are_those_of_the_command_line(program: Any, open_page: OpenPage, calibration: str) -> None:
    page = filled(open_page(f"{program.address}{ADDRESS}?calibration={calibration}", locale="en-GB"))
    told = told_by_the_command(calibration)
    loss = told["simulation"]["loss_rate"]
    assert shown(page, "#today-loss .leading") == [f"{100 * loss['mean']:.1f}%"]
    volumes = {count["step"]: count["leads"]["mean"] for count in told["steps"]}
    drawn = ("came_in", "recorded", "qualified", "transferred", "routed", "reached", "won")
    assert shown(page, ".way-station .volume strong") == [f"{volumes[step]:,.0f}" for step in drawn]
    page.locator("#today-waiting-card summary").click()
    rows = shown(page, "#today-waiting-card tbody td")[::2]
    expected = [*(waiting["share"]["mean"] for waiting in told["responses"]["classes"]), told["responses"]["never"]["mean"]]
    assert rows == [f"{100 * share:,.1f}" for share in expected]


def test_a_person_switches_the_calibration_and_takes_numbers_and_pictures_away(
    program: Any, open_page: OpenPage, tmp_path: Path
) -> None:
    page = filled(open_page(program.address + ADDRESS))
    before = page.locator("#today-loss .leading").inner_text()
    page.get_by_role("navigation", name="Kalibrierung").get_by_role("link", name="Deck").click()
    expect(page).to_have_url(f"{program.address}{ADDRESS}?calibration=deck")
    filled(page)
    expect(page.locator("#today-loss .leading")).not_to_have_text(before)

    waterfall = page.locator("#today-waterfall-card")
    waterfall.locator("summary").click()
    with page.expect_download() as numbers:
        waterfall.get_by_role("link", name="Zahlen (.csv)").click()
    numbers.value.save_as(tmp_path / "numbers.csv")
    text = (tmp_path / "numbers.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("Abschlüsse im Jahr;Veränderung;±")
    with page.expect_download() as picture:
        waterfall.get_by_role("button", name="Bild (.svg)").click()
    picture.value.save_as(tmp_path / "picture.svg")
    assert (tmp_path / "picture.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(("width", "across"), [(1366, True), (1920, True), (390, False)])
def test_the_process_runs_across_a_desk_and_down_a_phone(program: Any, open_page: OpenPage, width: int, across: bool) -> None:
    page = filled(open_page(program.address + ADDRESS, width=width))
    boxes = [one.bounding_box() or {} for one in page.locator(".way-station .pipe").all()]
    assert len(boxes) == 7
    for here, after in pairwise(boxes):
        if across:
            assert after["x"] == pytest.approx(here["x"] + here["width"], abs=1.0)
            assert after["y"] == pytest.approx(here["y"], abs=1.0)
        else:
            assert after["y"] == pytest.approx(here["y"] + here["height"], abs=1.0)
            assert after["x"] == pytest.approx(here["x"], abs=1.0)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    ("scheme", "locale", "width"), [("light", "de-DE", 1366), ("dark", "de-DE", 1366), ("light", "en-GB", 390)]
)
def test_axe_finds_nothing_serious(program: Any, open_page: OpenPage, scheme: str, locale: str, width: int) -> None:
    page = open_page(program.address + ADDRESS, width=width, scheme=scheme, locale=locale)
    for address in (ADDRESS, "/engagements/nearly_empty/today"):
        page.goto(program.address + address)
        filled(page)
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_nearly_empty_engagement_leads_to_its_questions(program: Any, open_page: OpenPage) -> None:
    page = filled(open_page(f"{program.address}/engagements/nearly_empty/today"))
    page.locator("#today-missing").get_by_role("link", name="Fragen beantworten").click()
    expect(page).to_have_url(f"{program.address}/engagements/nearly_empty/interview")


def test_pictures_are_on_paper_too(program: Any, open_page: OpenPage) -> None:
    page = filled(open_page(program.address + ADDRESS))
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    copies = page.locator("#today .printed")
    expect(copies).to_have_count(5)
    for copy in copies.all():
        box = copy.bounding_box() or {}
        assert box["width"] > 300
        assert box["height"] > 150
    expect(page.locator("#today .numbers").first).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(copies).to_have_count(0)
