"""Report templates in a real browser: faults with their paragraphs, trying, publishing, removing and bringing back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import Program

pytestmark = pytest.mark.needs_chromium
SIMULATING_MS = 180_000.0
"""A trial simulates; several tests may share the machine."""


def template(folder: Path, *words: str) -> Path:
    document = Document()
    for paragraph in words:
        document.add_paragraph(paragraph)
    document.save(str(folder / "Hafen Beratung.docx"))
    return folder / "Hafen Beratung.docx"


def put_up(page: Page, file: Path) -> None:
    """As a person does: by the button, so that a file of the same name is read anew."""
    with page.expect_file_chooser() as chooser:
        page.locator(".open-file button").click()
    chooser.value.set_files(file)


def test_a_template_is_mended_tried_published_removed_and_brought_back(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], tmp_path: Path
) -> None:
    page = open_page(start_program(tmp_path / "data").address)
    page.get_by_role("link", name="Vorlagen", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Berichtsvorlagen")).to_be_focused()
    put_up(page, template(tmp_path, "Kunde {{ cover.clinet }}", "{%p for row in causes.rows %}"))
    alert = page.get_by_role("alert")
    expect(alert.get_by_role("heading")).to_contain_text("Hafen Beratung.docx hat 2 Fehler")
    expect(alert.get_by_role("listitem").first).to_contain_text("Text, Absatz 1")
    expect(alert.get_by_role("listitem").first).to_contain_text("schreiben Sie cover.client")
    assert Axe().run(page).response["violations"] == []

    put_up(page, template(tmp_path, "Kunde {{ cover.client }}"))
    expect(page.get_by_role("heading", level=1, name="Hafen Beratung.docx")).to_be_focused()
    page.get_by_text("1 Feld", exact=True).click()
    expect(page.get_by_role("cell", name="Kunde {{ cover.client }}")).to_be_visible()
    page.get_by_role("button", name="Bericht zum Ausprobieren erstellen").click()
    finished = page.get_by_role("link", name="Bericht herunterladen")
    expect(finished).to_be_visible(timeout=SIMULATING_MS)
    with page.expect_download() as download:
        finished.click()
    assert "Beispiel Automobil AG" in "".join(Document(str(download.value.path())).element.body.itertext())
    assert Axe().run(page).response["violations"] == []

    page.get_by_role("textbox", name="Name").fill("hafen")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("link", name="hafen", exact=True)).to_be_visible()
    page.get_by_role("button", name="Entfernen: hafen").click()
    expect(page.get_by_role("status")).to_contain_text("hafen ist entfernt")
    expect(page.get_by_role("link", name="hafen", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Zurückholen: hafen").click()
    expect(page.get_by_role("status")).to_contain_text("hafen ist wieder da")
    expect(page.get_by_role("link", name="hafen", exact=True)).to_be_visible()
    assert Axe().run(page).response["violations"] == []


def test_the_pages_fit_on_a_phone(program: Program, open_page: Callable[..., Page]) -> None:
    for address in ("/templates", "/templates/standard"):
        page = open_page(f"{program.address}{address}", width=390, height=844, scheme="dark")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
