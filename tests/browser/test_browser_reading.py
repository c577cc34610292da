"""A person reads an engagement in a real browser: in both languages, light and dark, at a desk and on a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import PHONE, faults, faults_in_dark, fits_a_phone

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
INTERVIEW = "/engagements/car_maker/interview"
ADDRESSES = [  # today, drivers and recommendations, which compute, are looked over by their own tests
    "/",
    "/engagements/car_maker",
    "/engagements/nearly_empty",
    f"{INTERVIEW}/dealer_south/follow_up",
    f"{INTERVIEW}/marketing/marketing_mix",
    "/engagements/nearly_empty/interview",
    "/engagements/car_maker/contradictions",
    "/engagements/nearly_empty/contradictions",
    "/engagements/car_maker/history",
    "/engagements/car_maker/agenda",
    "/engagements/nearly_empty/agenda",
    "/engagements/car_maker/documents",
    "/engagements/car_maker/check",
    "/engagements/nearly_empty/check",
    "/engagements/car_maker/scenarios",
    "/shared/nowhere",
    "/engagements/new",
    "/engagements/car_maker/settings",
    "/engagements/car_maker/playback",
    "/engagements/car_maker/preview",
    "/questionnaires",
    "/questionnaires/lead_management/0",
    "/questionnaires/lead_management/0/questions/follow_up",
    "/templates",
    "/templates/standard",
    "/engagements/car_maker/questionnaire",
    "/engagements/car_maker/trace",
    "/engagements/car_maker/trace?figure=cause.unripe_leads.loss_points&names=1",
    "/engagements/nearly_empty/trace?figure=loss.mean",
    "/nowhere",
]


def test_a_person_reads_the_loss_and_changes_language_and_colours(program: Any, open_page: OpenPage) -> None:
    page = open_page(program.address)
    expect(page).to_have_title("Quick-Scans – Quick-Scan")
    page.get_by_role("link", name="Beispiel Automobil AG").click()
    expect(page).to_have_url(f"{program.address}/engagements/car_maker")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.locator(".leading")).to_have_text(re.compile(r"^\d\d,\d\s%$"))
    loss = page.locator(".leading").inner_text().replace(",", ".").replace("\N{NO-BREAK SPACE}", "")

    findings = page.locator("#findings")
    findings.locator("summary").first.click()
    findings.scroll_into_view_if_needed()
    place = page.evaluate("window.scrollY")
    click_where_it_is(page, "EN English")
    expect(findings.get_by_role("heading", name="Findings")).to_be_visible()
    expect(page.locator(".leading")).to_have_text(loss)
    expect(findings.locator("details").first).to_have_attribute("open", "")
    assert page.evaluate("window.scrollY") == place
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="EN English")).to_have_attribute("aria-pressed", "true")

    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light

    page.reload()
    expect(page.get_by_role("heading", name="Where the leads get lost")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Quick-Scans")).to_be_visible()


def click_where_it_is(page: Page, button: str) -> None:
    """As a hand does; the browser driver's own click would scroll first."""
    box = page.get_by_role("button", name=button).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


BEING_COMPUTED = (
    ".drivers-result.working, .recommendations-result.working, #levers-results[data-waiting], "
    "#levers-results:not([aria-busy='false'])"
)
COMPUTED_MS = 120_000.0


def look_at(program: Any, page: Page, address: str) -> None:
    """Opens a page and waits for what is being computed anew: it is grey as long as that lasts."""
    page.goto(program.address + address)
    page.locator("h1").wait_for()
    expect(page.locator(BEING_COMPUTED)).to_have_count(0, timeout=COMPUTED_MS)


def test_axe_finds_nothing_serious_in_german_and_all_fits_a_phone(program: Any, open_page: OpenPage) -> None:
    page = open_page(program.address)
    for address in ADDRESSES:
        page.set_viewport_size({"width": 1366, "height": 850})
        page.emulate_media(color_scheme="light")
        look_at(program, page, address)
        assert faults(page) == [], address
        assert faults_in_dark(page) == [], address
        fits_a_phone(page)


def test_axe_finds_nothing_serious_in_english_on_a_phone(program: Any, open_page: OpenPage) -> None:
    page = open_page(program.address, width=PHONE, height=844, locale="en-GB")
    for address in ADDRESSES:
        look_at(program, page, address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE, address


def test_all_is_reached_by_keyboard(program: Any, open_page: OpenPage) -> None:
    page = open_page(program.address)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Zum Inhalt springen")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    reached = []
    while page.evaluate("document.activeElement !== document.body"):
        reached.append(page.evaluate("document.activeElement.innerText.trim() || document.activeElement.ariaLabel"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", reached[-1]
        page.keyboard.press("Tab")
    for name in (
        "DE",
        "EN",
        "Zwischen hell und dunkel wechseln",
        "Beispiel Automobil AG",
        "Projektdatei öffnen",
        "Neuer Quick-Scan",
        "⋯",
    ):
        assert name in reached
    page.get_by_role("link", name="Beispiel Automobil AG").press("Enter")
    expect(page.get_by_role("heading", level=1, name="Beispiel Automobil AG")).to_be_focused()


def test_the_four_steps_lead_to_their_part(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/car_maker")
    expect(page.locator(".step.here")).to_have_text("Analyse")
    steps = page.get_by_role("navigation")
    steps.get_by_role("link", name="Empfehlung", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Empfehlungen")).to_be_visible()
    expect(page.locator(".step.here")).to_have_text("Empfehlung")
    steps.get_by_role("link", name="Geschäft verstehen").click()
    expect(page.locator("#client")).to_be_in_viewport()
    steps.get_by_role("link", name="Interviews").click()
    expect(page.locator(".card.question").first).to_be_visible()
    expect(page.locator(".step.here")).to_have_text("Interviews")


def test_it_can_be_printed_with_everything_shown(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/car_maker", scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator("#report")).to_be_hidden()
    expect(page.locator("#causes table")).to_be_visible()


def test_a_wrong_address_has_a_way_back(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("Diese Seite gibt es nicht")
    page.get_by_role("link", name="Zu allen Quick-Scans").click()
    expect(page.get_by_role("link", name="Beispiel Automobil AG")).to_be_visible()
