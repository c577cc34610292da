"""Answers in a real browser that nobody may lose: two people at once, a server that is gone or killed, a database in use."""

import re
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quickscan.domain.engagement import Answer
from quickscan.store.answers import Answers
from quickscan.store.database import FILE_NAME
from quickscan.store.engagements import Store
from tests.browser.conftest import Program
from tests.browser.interviewing import ODD, card, eventually, interview, kept, port_of, saved

pytestmark = pytest.mark.needs_chromium


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
    left = "Object.keys(window.localStorage).filter(name => name.startsWith('quickscan.outbox'))"
    eventually(lambda: again.evaluate(left) == [])


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
