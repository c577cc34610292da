"""An interview in a real browser: what is said to be saved is saved, what is amiss is said, and nobody's answer is lost."""

import re
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from quickscan.domain.engagement import Answer, Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.answers import Answers
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
    expect(of.locator(".state")).to_have_text(re.compile("gespeichert um"))
    expect(of.locator(".state")).to_be_visible()  # otherwise it says that something is being saved


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
    assert kept(folder).answers == ()
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
