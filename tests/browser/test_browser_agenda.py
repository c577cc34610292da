"""Interviews are planned and documents collected in a real browser: what is chosen shows, and what is said to be kept is kept."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from quickscan.domain.documents import DocumentState
from quickscan.domain.engagement import Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.browser.conftest import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
ODD = "„Äpfel“ & <b>fett</b> {{ 7 * 7 }} \N{ROCKET}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    example = read_engagement(shipped_example("car_maker"))
    with Store.open(tmp_path) as store:
        store.add(example.model_copy(update={"answers": (), "documents": ()}), now=datetime.now(UTC))
    return tmp_path


def kept(folder: Path) -> Engagement:
    with Store.open(folder) as store:
        return store.get("car_maker")


def state(folder: Path) -> DocumentState:
    """The only document of which anything is known."""
    (found,) = kept(folder).documents
    return found


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits for something that the page does not show."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it did not come to that")


def test_respondents_are_chosen_and_their_guide_is_downloaded(
    start_program: Callable[[Path], Program], open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    page = open_page(f"{start_program(folder).address}/engagements/car_maker/agenda")
    expect(page.locator(".sitting")).to_have_count(7)
    expect(page.locator("#missing")).to_contain_text("Niemand")
    before = page.locator(".agenda-total").inner_text()
    for name in ("Geschäftsleitung Vertrieb", "Leitung Marketing", "Teamleitung Callcenter", "Leitung Händlerbetreuung"):
        page.get_by_role("checkbox", name=re.compile(name)).uncheck()
    expect(page.locator(".sitting")).to_have_count(3)
    expect(page.locator(".agenda-total")).not_to_have_text(before)
    expect(page.locator("#missing")).to_contain_text("Wählen Sie oben Leitung Marketing aus.")
    with page.expect_download() as download:
        page.locator(".guides a").first.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    headings = [one.text for one in Document(str(file)).paragraphs if one.style.name == "Heading 1"]
    assert headings == ["Händler Süd", "Leitung Vertriebssysteme (IT)", "Vertriebscontrolling"]
    page.get_by_role("link", name="Beginnen Händler Süd").click()
    expect(page.locator(".card.question").first).to_be_visible()
    expect(page).to_have_url(re.compile("/interview/dealer_south/"))


def test_what_is_typed_about_a_document_is_kept_and_read_back(
    start_program: Callable[[Path], Program], open_page: OpenPage, folder: Path, tmp_path: Path
) -> None:
    page = open_page(f"{start_program(folder).address}/engagements/car_maker/documents")
    leads = page.get_by_role("region", name="Leadliste der letzten zwölf Monate")
    leads.locator(".segments label", has_text="erhalten").click()
    expect(leads.locator(".state")).to_have_text(re.compile("^gespeichert um"))
    expect(page.locator(".received")).to_contain_text("1 von 12 Dokumenten erhalten")
    expect(leads.get_by_label("Datum", exact=True)).to_have_value(re.compile(r"^\d\d\.\d\d\.\d{4}$"))
    leads.get_by_label("Notiz").fill(ODD)
    until(page, lambda: state(folder).note == ODD)
    (tmp_path / "leads 1.csv").write_text("Kanal;Eingang", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        leads.get_by_role("button", name="Datei hinzufügen").click()
    chooser.value.set_files(tmp_path / "leads 1.csv")
    expect(leads.locator(".files a")).to_have_text("leads 1.csv")
    until(page, lambda: state(folder).files == ("leads 1.csv",))
    leads.get_by_label("Datum", exact=True).fill("03.02.2026")
    leads.get_by_label("Datum", exact=True).press("Tab")
    until(page, lambda: str(state(folder).on) == "2026-02-03")
    assert (state(folder).document, state(folder).state) == ("lead_list", "received")
    page.reload()
    page.locator("h1").wait_for()
    leads = page.get_by_role("region", name="Leadliste der letzten zwölf Monate")
    expect(leads.get_by_label("Notiz")).to_have_value(ODD)
    expect(leads.get_by_label("Datum", exact=True)).to_have_value("03.02.2026")
    expect(leads.locator(".segments input[value=received]")).to_be_checked()


def test_the_check_leads_to_the_question_that_is_amiss(program: Program, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/car_maker/check")
    expect(page.locator(".counts")).to_contain_text("5 Fehler")
    page.locator("#warning .points > li", has_text="Zur Prüfung markiert").get_by_role("link", name="E-06").click()
    expect(page).to_have_url(re.compile("/interview/dealer_south/follow_up#question-follow_up.never_worked"))
    expect(page.locator(".card.question", has_text="E-06").first).to_be_in_viewport()
