"""The methods owner in a real browser: faults with their lines, preview, publishing, and an engagement that moves over."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect

from quickscan.domain.engagement import Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.browser.conftest import Program

pytestmark = pytest.mark.needs_chromium
NEWER = Path(__file__).parents[1] / "versions" / "lead_management-2.0.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "data") as store:
        store.add(read_engagement(shipped_example("car_maker")), now=datetime.now(UTC))
    return tmp_path / "data"


def kept(folder: Path) -> Engagement:
    with Store.open(folder) as store:
        return store.get("car_maker")


def put_up(page: Page, file: Path) -> None:
    """As a person does: by the button, so that a file of the same name is read anew."""
    with page.expect_file_chooser() as chooser:
        page.locator(".open-file button").click()
    chooser.value.set_files(file)


def broken(tmp_path: Path) -> Path:
    file = tmp_path / "lead_management.yaml"
    text = NEWER.read_text(encoding="utf-8").replace("minutes: 1.5", "minuets: 1.5", 1)
    file.write_text(text.replace("cause: poor_follow_up", "cause: poor_folow_up", 1), encoding="utf-8")
    return file


def test_a_questionnaire_is_mended_published_and_an_engagement_moves_to_it_with_all_its_answers(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path, tmp_path: Path
) -> None:
    program = start_program(folder)
    page = open_page(program.address)
    page.get_by_role("link", name="Fragebögen").click()
    expect(page.get_by_role("heading", level=1, name="Fragebögen")).to_be_focused()
    file = broken(tmp_path)
    put_up(page, file)
    expect(page.get_by_role("alert").get_by_role("heading")).to_contain_text("lead_management.yaml hat 2 Fehler")
    expect(page.locator(".source .here").first).to_contain_text("minuets: 1.5")
    expect(page.locator(".faults-list")).to_contain_text("poor_follow_up")
    assert Axe().run(page).response["violations"] == []

    file.write_bytes(NEWER.read_bytes())
    put_up(page, file)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Version 2.0")
    expect(page.locator(".changes > li").first).to_contain_text("A-01 Vertriebsmodell")
    page.get_by_label("Was neu ist").fill("Zugesagte Rückrufe")
    page.wait_for_timeout(1000)  # typing that pauses is kept
    page.get_by_role("link", name="Alle Fragen ansehen").click()
    page.get_by_role("navigation", name="Abschnitte").get_by_role("link", name="Bearbeitung und Nachfassen").click()
    promised = page.locator(".questions > li").filter(has_text="E-20")
    expect(promised).to_contain_text("Wird gefragt, wenn")
    expect(promised.locator("input").first).to_be_disabled()
    page.get_by_role("button", name="EN English").click()
    expect(promised).to_contain_text("Asked if")
    page.get_by_role("button", name="DE Deutsch").click()
    page.get_by_role("link", name="Änderungen").click()
    page.reload()
    expect(page.get_by_label("Was neu ist")).to_have_value("Zugesagte Rückrufe")
    page.get_by_role("button", name="Als Version 2.0 veröffentlichen").click()
    expect(page.get_by_role("row").filter(has_text="Zugesagte Rückrufe")).to_contain_text("2.0")

    before = kept(folder)
    page.goto(f"{program.address}/engagements/car_maker/questionnaire")
    expect(page.locator(".stays")).to_have_text("100 Antworten gelten wie bisher.")
    page.get_by_role("button", name="Auf Version 2.0 umstellen").click()
    expect(page.get_by_text("davor: Version 1.1")).to_be_visible()
    moved = kept(folder)
    assert (moved.questionnaire.definition.version, len(moved.answers)) == ("2.0", len(before.answers) + 2)
    page.goto(f"{program.address}/engagements/car_maker/interview/call_centre/capture")
    missed = page.locator(".card.question").filter(has_text="B-06")
    expect(missed.locator(".set-aside")).to_contain_text("14")
    missed.locator(".number input").fill("4")
    expect(missed.locator(".state")).to_contain_text("gespeichert um")

    page.goto(f"{program.address}/engagements/car_maker/questionnaire")
    page.get_by_role("link", name="Quick-Scan Interessentenmanagement, Version 1.1").click()
    page.get_by_role("button", name="Auf Version 1.1 umstellen").click()
    expect(page.get_by_text("davor: Version 2.0")).to_be_visible()
    back = kept(folder)
    assert back.answers[: len(before.answers)] == before.answers
    assert back.questionnaire == before.questionnaire


def test_of_two_who_publish_the_second_is_told(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path, tmp_path: Path
) -> None:
    program = start_program(folder)
    mine, yours = (open_page(f"{program.address}/questionnaires") for _ in range(2))
    other = tmp_path / "other.yaml"
    other.write_text(NEWER.read_text(encoding="utf-8").replace('version: "2.0"', 'version: "2.1"'), encoding="utf-8")
    put_up(mine, NEWER)
    put_up(yours, other)
    for page, version in ((mine, "2.0"), (yours, "2.1")):
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"Version {version}")
    mine.get_by_role("button", name="Als Version 2.0 veröffentlichen").click()
    expect(mine.get_by_role("heading", level=1)).to_have_text("Fragebögen")
    yours.get_by_label("Was neu ist").fill("Auch etwas")
    yours.get_by_role("button", name="Als Version 2.1 veröffentlichen").click()
    expect(yours.locator("#draft-fault")).to_contain_text("inzwischen hat jemand anderes eine Version")
    expect(yours.get_by_label("Was neu ist")).to_have_value("Auch etwas")
    yours.reload()
    expect(yours.get_by_text("Änderungen seit Version 2.0")).to_be_visible()
    expect(yours.get_by_label("Was neu ist")).to_have_value("Auch etwas")
    yours.get_by_role("button", name="Als Version 2.1 veröffentlichen").click()
    expect(yours.get_by_role("row").filter(has_text="Auch etwas")).to_contain_text("2.1")


@pytest.mark.parametrize(("width", "scheme", "locale"), [(1366, "light", "de-DE"), (390, "dark", "en-GB")])
def test_axe_finds_nothing_serious_on_a_draft_and_its_preview(
    start_program: Callable[[Path], Program], open_page: Any, folder: Path, width: int, scheme: str, locale: str
) -> None:
    program = start_program(folder)
    page = open_page(f"{program.address}/questionnaires", width=width, scheme=scheme, locale=locale)
    put_up(page, NEWER)
    expect(page.locator(".changes")).to_be_visible()
    for address in (page.url, f"{page.url}/questions/follow_up"):
        page.goto(address)
        page.locator(".changes, .meaning").first.wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        found = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") == width
