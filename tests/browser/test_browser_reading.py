"""A person reads an engagement in a real browser: in both languages, light and dark, at a desk and on a phone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
INTERVIEW = "/engagements/car_maker/interview"
ADDRESSES = [  # the page of today is looked over by its own tests
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
    "/engagements/car_maker/drivers?calibration=deck",
    "/engagements/car_maker/trace",
    "/engagements/car_maker/trace?figure=cause.unripe_leads.loss_points&names=1",
    "/engagements/nearly_empty/trace?figure=loss.mean",
    "/engagements/car_maker/recommendations",
    "/engagements/car_maker/recommendations/response_standard",
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


@pytest.mark.parametrize(
    ("scheme", "locale", "width"), [("light", "de-DE", 1366), ("dark", "de-DE", 1366), ("light", "en-GB", 390)]
)
def test_axe_finds_nothing_serious(program: Any, open_page: OpenPage, scheme: str, locale: str, width: int) -> None:
    page = open_page(program.address, width=width, scheme=scheme, locale=locale)
    for address in ADDRESSES:
        page.goto(program.address + address)
        page.locator("h1").wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        # What is being computed anew is grey as long as that lasts.
        expect(page.locator(BEING_COMPUTED)).to_have_count(0, timeout=COMPUTED_MS)
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], address


@pytest.mark.parametrize("locale", ["de-DE", "en-GB"])
def test_nothing_is_wider_than_a_phone(program: Any, open_page: OpenPage, locale: str) -> None:
    page = open_page(program.address, width=390, height=844, locale=locale)
    widths = {}
    for address in ADDRESSES:
        page.goto(program.address + address)
        page.locator("h1").wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(ADDRESSES, 390)


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
