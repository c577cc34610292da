"""A person hands in a report that was edited in Word, and gets a new one with the list of what changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.report.editing import DECISION, edited, rewrite
from tests.report.paper import Paper, nearly_empty, write

OpenPage = Callable[..., Page]
OWN = "Wir bitten um Freigabe bis Ende März."
LONG_MS = 240_000.0
"""A simulated year on a shared machine."""


def test_an_edited_report_is_handed_in_and_made_again(program: Any, open_page: OpenPage, tmp_path: Path) -> None:
    source = edited(write(nearly_empty(), tmp_path).path, tmp_path / "edited.docx", rewrite(DECISION, OWN))
    page = open_page(f"{program.address}/engagements/nearly_empty")
    page.get_by_label("Bearbeiteter Bericht").set_input_files(source)
    part = page.locator(".edited-report")
    expect(part.get_by_text("Neuen Bericht herunterladen")).to_be_visible(timeout=LONG_MS)
    expect(part.get_by_text("Von Hand geändert: bleibt (1)")).to_be_visible()
    part.get_by_text("Von Hand geändert: bleibt (1)").click()
    expect(part.get_by_text(OWN)).to_be_visible()
    with page.expect_download() as download:
        part.get_by_text("Neuen Bericht herunterladen").click()
    assert OWN in Paper(Path(download.value.path())).paragraphs()


def test_a_file_that_is_no_report_is_refused_in_place(program: Any, open_page: OpenPage, tmp_path: Path) -> None:
    wrong = tmp_path / "Protokoll.docx"
    wrong.write_bytes(b"no document")
    page = open_page(f"{program.address}/engagements/nearly_empty")
    page.get_by_label("Bearbeiteter Bericht").set_input_files(wrong)
    alert = page.locator(".edited-report [role=alert]")
    expect(alert).to_contain_text("Protokoll.docx")
    expect(alert).to_contain_text("kein lesbares Word-Dokument")
