"""An interview in a real browser: what is said to be saved is saved, what is amiss is said, and nobody's answer is lost."""

import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from quickscan.domain.engagement import Answer, Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.answers import Answers
from quickscan.store.database import FILE_NAME
from quickscan.store.engagements import Store
from tests.browser.conftest import Program

pytestmark = pytest.mark.needs_chromium
ODD = "„Äpfel“ & <b>fett</b> {{ 7 * 7 }} \N{ROCKET}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    example = read_engagement(shipped_example("car_maker"))
    with Store.open(tmp_path) as store:
        store.add(example.model_copy(update={"answers": ()}), now=datetime.now(UTC))
    return tmp_path


def kept(folder: Path) -> Engagement:
    with Store.open(folder) as store:
        return store.get("car_maker")


def interview(program: Program, respondent: str, section: str) -> str:
    return f"{program.address}/engagements/car_maker/interview/{respondent}/{section}"


def card(page: Page, code: str) -> Locator:
    return page.locator(".card.question").filter(has=page.locator(".code", has_text=re.compile(f"^{code}$")))


def saved(of: Locator) -> None:
    expect(of.locator(".saving")).to_be_hidden()  # it shows from the first key until the server has answered
    expect(of.locator(".state")).to_have_text(re.compile("gespeichert um"))


def port_of(program: Program) -> int:
    return int(program.address.rpartition(":")[2])


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


def test_two_people_at_one_answer_lose_neither(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "follow_up"))
    level = card(page, "E-08")
    with Store.open(folder) as store:
        theirs = Answer(question="follow_up.cadence", respondent="dealer_south", value=3)
        Answers(store.database).record("car_maker", theirs, 0, now=datetime.now(UTC))
        attempts = Answer(question="follow_up.attempts", respondent="controlling", value=2)
        Answers(store.database).record("car_maker", attempts, 0, now=datetime.now(UTC))
    expect(card(page, "E-03").locator(".news")).to_have_text("Vertriebscontrolling: 2")
    expect(level.locator(".news")).to_contain_text("Jemand anderes, gerade eben: Stufe 3")
    level.locator(".levels label").nth(1).click()
    expect(level.locator(".faults")).to_contain_text("Inzwischen hat jemand anderes geantwortet: Stufe 3")
    records = [answer for answer in kept(folder).answers if answer.question == "follow_up.cadence"]
    assert [(answer.value, answer.revision, answer.overlooked) for answer in records] == [(3, 1, None), (1, 2, 1)]

    level.get_by_role("button", name="Die andere übernehmen").click()
    saved(level)
    expect(level.locator(".levels input").nth(3)).to_be_checked()
    expect(level.locator(".faults")).to_be_empty()
    records = [answer for answer in kept(folder).answers if answer.question == "follow_up.cadence"]
    assert [(answer.value, answer.overlooked) for answer in records] == [(3, None), (1, 1), (3, None)]


def test_two_pages_see_each_other(start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path) -> None:
    program = start_program(folder)
    one, other = (open_page(interview(program, "dealer_south", "follow_up")) for _ in range(2))
    one.get_by_label("Wer fragt").fill("Kim Muster")
    card(one, "E-03").locator(".number input").fill("4")
    saved(card(one, "E-03"))
    expect(card(other, "E-03").locator(".news")).to_have_text("Kim Muster, gerade eben: 4")
    expect(card(one, "E-03").locator(".news")).to_be_empty()


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


def test_while_the_server_is_gone_the_text_stays_and_is_sent_again(
    start_program: Callable[..., Program], open_page: Callable[..., Page], folder: Path
) -> None:
    program = start_program(folder)
    page = open_page(interview(program, "dealer_south", "follow_up"), server_may_end=True)
    program.process.kill()
    program.process.wait(30)
    first = card(page, "E-03")
    first.locator(".number input").fill("4")
    expect(first.locator(".state")).to_contain_text("keine Verbindung")
    start_program(folder, port_of(program))
    saved(first)
    (answer,) = kept(folder).answers
    assert answer.value == 4


def test_what_was_not_sent_is_sent_by_the_next_page(
    start_program: Callable[..., Program], open_page: Callable[..., Page], folder: Path
) -> None:
    program = start_program(folder)
    page = open_page(interview(program, "dealer_south", "follow_up"), server_may_end=True)
    program.process.kill()
    program.process.wait(30)
    card(page, "E-08").locator(".levels label").nth(2).click()
    card(page, "E-08").get_by_text("Notiz und Zitat").click()
    card(page, "E-08").get_by_label("Notiz", exact=True).fill(ODD)
    expect(card(page, "E-08").locator(".state")).to_contain_text("keine Verbindung")
    page.close()
    start_program(folder, port_of(program))
    again = page.context.new_page()
    again.goto(interview(program, "dealer_south", "follow_up"))
    expect(card(again, "E-08").locator(".state")).to_contain_text("gespeichert")
    expect(card(again, "E-08").locator(".levels input").nth(2)).to_be_checked()
    expect(card(again, "E-08").get_by_label("Notiz", exact=True)).to_have_value(ODD)
    assert [(answer.value, answer.note) for answer in kept(folder).current_answers()] == [(2, ODD)]
    assert again.evaluate("Object.keys(window.localStorage).filter(name => name.startsWith('quickscan.outbox'))") == []


def test_a_locked_database_says_so_and_is_tried_again(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    page = open_page(interview(start_program(folder), "dealer_south", "follow_up"))
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        level = card(page, "E-08")
        level.locator(".levels label").nth(1).click()
        expect(level.locator(".state")).to_contain_text("von einem anderen Programm", timeout=20_000)
        expect(level.locator(".levels input").nth(1)).to_be_checked()
        other.execute("ROLLBACK")
    expect(level.locator(".state")).to_have_text(re.compile("gespeichert um"), timeout=20_000)
    assert [answer.value for answer in kept(folder).answers] == [1]


def test_what_was_said_to_be_saved_survives_a_killed_server(
    start_program: Callable[[Path], Program], open_page: Callable[..., Page], folder: Path
) -> None:
    for level in range(4):
        program = start_program(folder)
        page = open_page(interview(program, "dealer_south", "follow_up"))
        one = card(page, "E-08")
        one.locator(".levels label").nth(level).click()
        saved(one)
        page.goto("about:blank")  # a page left open would complain that nobody answers any more
        program.process.send_signal(signal.SIGKILL)
        program.process.wait(30)
        (newest,) = kept(folder).current_answers()
        assert newest.value == level
    assert [answer.revision for answer in kept(folder).answers] == [1, 2, 3, 4]
