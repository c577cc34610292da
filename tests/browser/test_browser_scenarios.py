"""Scenarios in a real browser: taken over, changed, put together, deleted, brought back, and shared by a link."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Locator, Page, expect

from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.browser.choosing import choose
from tests.running import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
SOON_MS = 180_000.0
"""The first simulation of a program fits the client's process; on a busy machine that takes its time."""


@pytest.fixture(scope="module")
def stocked(start_program: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The app with the example, which has no scenario yet."""
    folder = tmp_path_factory.mktemp("scenarios")
    with Store.open(folder) as store:
        store.add(read_engagement(shipped_example("car_maker")), now=datetime.now(UTC))
    return start_program(folder)


def take_over(page: Page, name: str) -> None:
    choose(page, "Ein vorbereitetes Szenario", name)
    page.get_by_role("button", name="Übernehmen").click()
    expect(entry(page, name)).to_be_visible()


def entry(page: Page, name: str) -> Locator:
    return page.locator(".scenario").filter(has=page.get_by_role("heading", name=name, exact=True))


def serious(page: Page) -> list[tuple[str, str]]:
    """What people without eyes or hands would stumble over, everything unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in Axe().run(page).response["violations"]]


def test_scenarios_are_made_compared_and_shared(stocked: Program, open_page: OpenPage) -> None:
    page = open_page(f"{stocked.address}/engagements/car_maker/scenarios")
    expect(page.get_by_role("heading", name="Noch kein Szenario")).to_be_visible()
    expect(page.locator("#compare")).to_be_hidden()
    take_over(page, "Sechs Kontaktversuche")
    expect(page.locator("#compare")).to_be_visible()
    expect(page.get_by_role("heading", name="Noch kein Szenario")).to_be_hidden()
    take_over(page, "Reaktion binnen 4 Stunden")
    table = page.locator("#scenarios-compared table").last
    expect(table).to_contain_text("Gewonnene Kunden im Jahr", timeout=SOON_MS)
    expect(table).to_contain_text("Reaktion binnen 4 Stunden", timeout=SOON_MS)

    # A form that is wrong says so and keeps what was typed; then it is saved.
    six = page.locator(".scenario").first
    six.get_by_text("Name, Beschreibung und Kosten ändern").click()
    six.get_by_label("Name", exact=True).fill("reaktion binnen 4 STUNDEN")
    six.get_by_label("Kosten im Jahr, in Euro").fill("12.000")
    six.get_by_role("button", name="Speichern").click()
    expect(six.get_by_role("alert")).to_contain_text("gibt es schon")
    expect(six.get_by_label("Name", exact=True)).to_have_value("reaktion binnen 4 STUNDEN")
    six.get_by_label("Name", exact=True).fill("Hartnäckig 🚀 <b>")
    six.get_by_role("button", name="Speichern").click()
    expect(six.get_by_role("heading")).to_have_text("Hartnäckig 🚀 <b>")
    expect(six).to_contain_text("kostet 12.000 € im Jahr")
    expect(table).to_contain_text("Hartnäckig 🚀 <b>", timeout=SOON_MS)

    # Two together; the same value twice is refused with both names.
    page.get_by_role("textbox", name="Mehrere eigene zusammen").press("ArrowDown")
    for name in ("Hartnäckig 🚀 <b>", "Reaktion binnen 4 Stunden"):
        page.get_by_role("option", name=name).last.click()
    page.keyboard.press("Escape")
    page.get_by_label("Name des neuen Szenarios").fill("Beides")
    page.get_by_role("button", name="Verbinden").click()
    both = page.locator(".scenario").last
    expect(both.get_by_role("heading")).to_have_text("Beides")
    expect(both).to_contain_text("zusammengesetzt aus: Hartnäckig 🚀 <b>, Reaktion binnen 4 Stunden")

    # What another one is made of stays; what is deleted comes back.
    six.get_by_role("button", name=re.compile("^Löschen")).click()
    expect(six.get_by_role("alert")).to_contain_text("ist Teil von")
    both.get_by_role("button", name=re.compile("^Löschen")).click()
    expect(both).to_contain_text("„Beides“ ist gelöscht.")
    both.get_by_role("button", name="Rückgängig").click()
    expect(both.get_by_role("heading")).to_have_text("Beides")
    both.get_by_role("switch").press("Space")
    expect(both).to_contain_text("Der Bericht zeigt es.")

    # A link shows the comparison and no way to anything else; ended, it says so.
    page.get_by_role("button", name="Link erstellen").click()
    address = page.locator("#shares input").first.input_value()
    assert re.fullmatch(rf"{re.escape(stocked.address)}/shared/[\w-]{{22}}", address)
    client = open_page(address)
    expect(client.get_by_role("heading", level=1)).to_have_text("Szenarien für Beispiel Automobil AG")
    expect(client.locator("table").last).to_contain_text("besser", timeout=SOON_MS)
    assert serious(client) == []
    ways = client.locator("a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert [way for way in ways if not way.startswith(("#", "data:text/csv"))] == []
    page.get_by_role("button", name=re.compile("^Beenden")).click()
    expect(page.locator("#shares")).to_contain_text("Es gibt noch keinen Link.")
    client.reload()
    expect(client.get_by_role("heading", level=1)).to_have_text("Hinter diesem Link ist nichts")
    expect(client.locator("main")).to_contain_text("dieser Link wurde beendet")

    page.emulate_media(color_scheme="dark")
    page.get_by_role("button", name="Link erstellen").click()
    expect(page.locator("#shares input")).to_have_count(1)
    assert serious(page) == []

    page.reload()
    expect(page.locator(".scenario")).to_have_count(3)
    expect(both.get_by_role("switch")).to_be_checked()
