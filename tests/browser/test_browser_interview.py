"""An interview in a real browser: typed, by keys alone, found, proved, presented, and what cannot be is said."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Program
from tests.browser.interviewing import ODD, card, interview, kept, saved

pytestmark = pytest.mark.needs_chromium


def test_an_interview_is_typed_and_read_back(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    program = start_program(folder)
    page = open_page(interview(program, "dealer_south", "follow_up"))
    before = page.locator(".panel .leading").inner_text()
    first = card(page, "E-01")
    boxes = first.locator(".number input")
    boxes.nth(0).fill("4,5")
    saved(first)
    boxes.nth(1).fill("1.200")
    saved(first)
    level = card(page, "E-08")
    level.locator(".levels label").nth(1).click()
    saved(level)
    level.get_by_text("Notiz und Zitat").click()
    level.get_by_label("Notiz", exact=True).fill(ODD)
    level.locator(".segments label", has_text=re.compile("^sicher$")).click()
    saved(level)
    expect(page.locator(".panel .leading")).not_to_have_text(before)
    expect(page.locator(".sections-nav a.here .count")).to_have_text(re.compile("^2 von"))
    page.reload()
    page.locator("h1").wait_for()
    expect(card(page, "E-01").locator(".number input").nth(0)).to_have_value("4,5")
    expect(card(page, "E-01").locator(".number input").nth(1)).to_have_value("1.200")
    expect(card(page, "E-08").locator(".levels input").nth(1)).to_be_checked()
    expect(card(page, "E-08").get_by_label("Notiz", exact=True)).to_have_value(ODD)
    newest = {answer.question: answer for answer in kept(folder).current_answers()}
    assert newest["follow_up.first_contact_time"].value == {"median": 4.5, "p90": 1200}
    standard = newest["follow_up.cadence"]
    assert (standard.value, standard.note, standard.confidence, standard.respondent) == (1, ODD, 3, "dealer_south")


def test_what_cannot_be_is_said_and_stays_on_the_screen(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "follow_up"))
    never = card(page, "E-06")
    never.locator(".number input").fill("140")
    expect(never.locator(".faults")).to_contain_text("von 0 % bis 100 %")
    expect(never.locator(".state")).to_have_text("noch nicht gespeichert")
    expect(never.locator(".number input")).to_have_value("140")
    assert kept(folder).answers[-1:] == ()
    page.reload()
    expect(never.locator(".number input")).to_have_value("140")  # the browser keeps what the server could not
    expect(never.locator(".faults")).to_contain_text("von 0 % bis 100 %")
    never.locator(".number input").fill("14")
    saved(never)
    expect(never.locator(".faults")).to_be_empty()
    never.locator(".status label", has_text="trifft nicht zu").click()
    expect(never.locator(".faults")).to_contain_text("warum die Frage nicht zutrifft")
    never.get_by_label("Warum es nicht zutrifft").fill("kein Handel")
    saved(never)
    expect(never.locator(".faults")).to_be_empty()
    newest = list(kept(folder).current_answers())
    assert [(answer.status, answer.reason, answer.value) for answer in newest] == [("not_applicable", "kein Handel", None)]


def test_an_interview_by_keys_alone(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "follow_up"))
    page.keyboard.press("Control+ArrowDown")
    page.keyboard.type("4,5")
    page.keyboard.press("Enter")
    page.keyboard.type("48")
    page.keyboard.press("Enter")
    page.keyboard.type("2")
    for code in ("E-01", "E-03"):
        saved(card(page, code))
    while "E-08" not in page.locator(".card[data-current] .code").inner_text():
        page.keyboard.press("Control+ArrowDown")
    page.keyboard.press("3")
    saved(card(page, "E-08"))
    page.keyboard.press("Control+ArrowUp")
    page.keyboard.press("Control+Enter")  # the next open question lies behind the one that was answered
    expect(card(page, "E-08")).not_to_have_attribute("data-current", "")
    values = {answer.question: answer.value for answer in kept(folder).current_answers()}
    assert values == {"follow_up.first_contact_time": {"median": 4.5, "p90": 48}, "follow_up.attempts": 2, "follow_up.cadence": 3}
    assert len(kept(folder).answers) == 4  # one for each field and choice, none for single figures


def test_a_question_is_found_and_shown_alone(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "capture"))
    page.get_by_role("textbox", name="Frage suchen").fill("Nie bearb")
    page.get_by_role("option", name="E-06").click()
    expect(card(page, "E-06")).to_have_attribute("data-current", "")
    assert page.url.endswith("/follow_up#question-follow_up.never_worked")
    page.get_by_role("button", name="Eine Frage nach der anderen").click()
    expect(page.locator(".card.question:visible")).to_have_count(1)
    page.keyboard.press("Control+ArrowDown")
    expect(card(page, "E-08")).to_be_visible()
    expect(page.locator(".card.question:visible")).to_have_count(1)


def test_a_file_proves_an_answer(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path, tmp_path: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "follow_up"))
    level = card(page, "E-08")
    level.get_by_text("Belege", exact=True).click()
    for name, content in (("Plan & Größe.pdf", b"%PDF-1.7 proof"), ("falsch.png", b"MZ program")):
        file = tmp_path / name
        file.write_bytes(content)
        with page.expect_file_chooser() as chooser:
            level.get_by_role("button", name="Datei hinzufügen").click()
        chooser.value.set_files(file)
        if name.endswith(".pdf"):
            expect(level.locator(".proofs .files a")).to_have_text("Plan & Größe.pdf")
    expect(level.locator(".faults")).to_contain_text("falsch.png: die Datei ist nicht, was ihre Endung sagt")
    level.locator(".levels label").nth(2).click()
    saved(level)
    expect(level.locator(".faults")).to_be_empty()
    page.reload()
    with page.expect_download() as download:
        level.locator(".proofs .files a").click()
    assert download.value.path().read_bytes() == b"%PDF-1.7 proof"
    (newest,) = kept(folder).current_answers()
    assert (newest.value, newest.evidence, newest.overlooked) == (2, ("Plan & Größe.pdf",), None)
    level.get_by_role("button", name="Entfernen: Plan & Größe.pdf").click()
    expect(level.locator(".proofs .files li")).to_have_count(0)
    (newest,) = kept(folder).current_answers()
    assert (newest.value, newest.evidence) == (2, ())


def test_a_client_looking_on_sees_questions_and_the_loss_only(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "follow_up"))
    page.get_by_role("button", name="Präsentieren").click()
    for part in (".probe", ".extras", ".sections-nav", ".others", ".next-questions"):
        expect(page.locator(f"{part}:visible")).to_have_count(0)
    expect(page.locator(".panel .leading")).to_be_visible()
    card(page, "E-08").locator(".levels label").nth(1).click()
    saved(card(page, "E-08"))
    page.get_by_role("link", name="Weiter").click()
    expect(page.locator("h1")).to_have_text("Feedback und Tracking")
    expect(page.locator(".sections-nav")).to_be_hidden()  # it goes on in the next section
    page.get_by_role("button", name="Präsentation beenden").click()
    expect(page.locator(".sections-nav")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_field_is_wide_enough_to_type_in(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path, width: int
) -> None:
    program = start_program(folder)
    page = open_page(interview(program, "it", "systems"), width=width)
    for respondent, section in (("it", "systems"), ("marketing", "capture"), ("controlling", "closing")):
        page.goto(interview(program, respondent, section))
        fields = page.locator(".answer input[type=text]:visible")
        fields.first.wait_for()
        widths = fields.evaluate_all("fields => fields.map(field => field.getBoundingClientRect().width)")
        assert min(widths) >= 60, (respondent, section)
