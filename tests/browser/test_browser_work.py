"""A person works in a real browser: opens engagements, makes the report, and is told what became of it."""

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect

from quickscan.files.catalogue import shipped_example

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
PATIENCE_MILLISECONDS = 240_000


def test_the_report_is_made_and_downloaded(program: Any, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(f"{program.address}/engagements/car_maker")
    page.get_by_role("radio", name="Englisch").check(force=True)
    expect(page.locator('#report-rows [id*=\'"language":"en"\']').first).to_be_attached()
    page.get_by_role("button", name="Erstellen: Word-Bericht").click()
    expect(page.locator("#report .working")).to_be_visible()
    expect(page.get_by_role("button", name="Erstellen: Arbeitsmappe")).to_be_enabled()
    download_link = page.get_by_role("link", name="Herunterladen: Word-Bericht")
    expect(download_link).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    with page.expect_download() as download:
        download_link.click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "Quick-Scan_car_maker_en.docx"
    said = "".join(words.text or "" for words in Document(str(file)).element.body.iter(qn("w:t")))
    assert "Beispiel Automobil AG" in said
    page.reload()
    expect(page.get_by_role("button", name="Erstellen: Word-Bericht")).to_be_visible()
    page.get_by_role("radio", name="Englisch").check(force=True)
    expect(page.get_by_role("link", name="Herunterladen: Word-Bericht")).to_be_visible()


def test_figures_and_slides_are_made_of_the_same_scan(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/nearly_empty")
    for name in ("Arbeitsmappe", "Folien"):
        page.get_by_role("button", name=f"Erstellen: {name}").click()
        link = page.get_by_role("link", name=f"Herunterladen: {name}")
        expect(link).to_be_visible(timeout=PATIENCE_MILLISECONDS)
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename.startswith("Quick-Scan_nearly_empty_de.")


@pytest.mark.needs_libreoffice
def test_the_report_is_looked_at_in_the_app(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/nearly_empty/preview?language=en")
    expect(page.get_by_role("heading", level=1, name="Vorschau des Berichts")).to_be_visible()
    page.get_by_role("button", name="Vorschau erstellen: PDF").click()
    viewer = page.locator("iframe[title='Der Bericht als PDF']")
    expect(viewer).to_be_visible(timeout=PATIENCE_MILLISECONDS)
    expect(viewer).to_have_attribute("src", "/engagements/nearly_empty/report.en.pdf?shown=1")
    answer = page.request.get(f"{program.address}/engagements/nearly_empty/report.en.pdf?shown=1")
    assert answer.body().startswith(b"%PDF")


def test_a_killed_program_says_after_its_restart_that_the_report_was_broken_off(
    start_program: Callable[[Path], Any], open_page: OpenPage, tmp_path: Path
) -> None:
    first = start_program(tmp_path)
    page = open_page(first.address, server_may_end=True)
    page.get_by_role("button", name="Beispiel laden").click()
    page.get_by_role("button", name="Erstellen: Word-Bericht").click()
    expect(page.locator("#report .working")).to_be_visible()
    page.goto("about:blank")
    first.process.send_signal(signal.SIGKILL)
    first.process.wait()
    second = start_program(tmp_path)
    page.goto(f"{second.address}/engagements/car_maker")
    expect(page.locator("#report .failed")).to_have_text("Die Erstellung wurde abgebrochen, weil das Programm beendet wurde.")
    expect(page.get_by_role("button", name="Noch einmal versuchen: Word-Bericht")).to_be_visible()
    second.process.send_signal(signal.SIGTERM)
    assert second.process.wait(60) == 0


def test_a_file_is_opened_or_refused_with_its_faults(
    start_program: Callable[[Path], Any], open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(start_program(tmp_path / "data").address)
    broken = tmp_path / "client.engagement.yaml"
    broken.write_text("format: 1\nid: X Y\n", encoding="utf-8")
    page.locator("#open-file input").set_input_files(broken)
    expect(page.locator(".problems")).to_contain_text("client.engagement.yaml:2:5")
    page.locator("#open-file input").set_input_files(shipped_example("nearly_empty"))
    expect(page.get_by_role("heading", level=1, name="Muster Landtechnik GmbH")).to_be_visible()
    page.get_by_role("link", name="Alle Quick-Scans").click()
    expect(page.locator(".engagement")).to_contain_text("3 von 84 Fragen beantwortet")
