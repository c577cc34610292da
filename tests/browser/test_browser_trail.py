"""Contradictions and the history in a real browser: somebody decides and sees the loss move, and brings an old answer back."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from quickscan.domain.engagement import Engagement
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.answers import Answers
from quickscan.store.engagements import Store
from tests.browser.choosing import choose
from tests.browser.conftest import Program

pytestmark = pytest.mark.needs_chromium
QUESTION, CODE = "marketing_mix.local_campaigns", "N-05"
REASON = "Vor Ort gesehen: „läuft“ & <b>{{ 7 * 7 }}</b> \N{ROCKET}"
StartProgram = Callable[[Path], Program]
OpenPage = Callable[..., Page]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path) as store:
        store.add(read_engagement(shipped_example("car_maker")), now=datetime.now(UTC), by="Beraterin Muster")
    return tmp_path


def kept(folder: Path) -> Engagement:
    with Store.open(folder) as store:
        return store.get("car_maker")


def at(program: Program, page: str) -> str:
    return f"{program.address}/engagements/car_maker/{page}"


def contradiction(page: Page, code: str) -> Locator:
    return page.locator(".contradiction").filter(has=page.locator(".code", has_text=re.compile(f"^{code}$")))


def decide(card: Locator, decision: str, reason: str, level: int | None = None) -> None:
    card.get_by_label(decision).check()
    if level is not None:
        card.locator(".levels label").nth(level).click()
    card.get_by_label("Grund").fill(reason)
    card.get_by_role("button", name="Entscheidung speichern").click()


def test_somebody_decides_with_a_reason_and_sees_the_loss_move(
    start_program: StartProgram, open_page: OpenPage, folder: Path
) -> None:
    page = open_page(at(start_program(folder), "contradictions"))
    card, loss = contradiction(page, CODE), page.locator(".ruled-loss .leading")
    before = loss.inner_text()
    card.get_by_text("Entscheiden", exact=True).click()
    expect(card.get_by_label("Entscheidung zurücknehmen")).to_be_hidden()
    decide(card, "Ein anderer Wert gilt", REASON, 4)
    expect(card.locator(".outcome")).to_contain_text(f"Grund: {REASON}")
    expect(card.locator(".outcome")).to_contain_text("statt: Stufe 2")
    expect(card.locator(".state")).to_have_text(re.compile("gespeichert um"))
    expect(loss).not_to_have_text(before)
    expect(page.locator(".ruled-loss .moved")).to_have_text(re.compile(r"^−0,\d Punkte durch die letzte Entscheidung"))
    expect(page.locator(".page-head .small")).to_contain_text("4 offen, 1 entschieden")
    page.reload()
    expect(contradiction(page, CODE).locator(".outcome")).to_contain_text(f"Grund: {REASON}")

    card = contradiction(page, CODE)
    card.get_by_text("Entscheiden", exact=True).click()
    decide(card, "Entscheidung zurücknehmen", "doch nicht")
    expect(card.locator(".outcome")).to_contain_text("der Mittelwert")
    expect(loss).to_have_text(before)
    assert [(ruling.decision, ruling.reason) for ruling in kept(folder).rulings] == [
        ("overruled", REASON),
        ("withdrawn", "doch nicht"),
    ]


def test_all_can_be_left_standing_and_the_history_tells(start_program: StartProgram, open_page: OpenPage, folder: Path) -> None:
    page = open_page(at(start_program(folder), "contradictions"))
    card = contradiction(page, CODE)
    card.get_by_text("Entscheiden", exact=True).click()
    card.get_by_label("Alle Angaben bleiben stehen").check()
    expect(card.locator(".levels")).to_be_hidden()
    decide(card, "Alle Angaben bleiben stehen", "beide haben recht")
    expect(card.locator(".outcome")).to_contain_text("alle Angaben bleiben stehen, ihre Spanne gilt als Unsicherheit")
    card.get_by_role("link", name="Verlauf dieser Frage").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Verlauf")
    entries = page.locator(".entry")
    expect(entries).to_have_count(3)
    expect(entries.first).to_contain_text("Grund: beide haben recht")


def test_what_is_amiss_is_said_and_what_was_typed_stays(start_program: StartProgram, open_page: OpenPage, folder: Path) -> None:
    page = open_page(at(start_program(folder), "contradictions"))
    card = contradiction(page, "C-05")
    card.get_by_text("Entscheiden", exact=True).click()
    card.locator(".number input").fill("140")
    card.get_by_label("Grund").fill(REASON)
    card.get_by_role("button", name="Entscheidung speichern").click()
    expect(card.locator(".faults")).to_contain_text("von 0 % bis 100 %")
    expect(card.locator(".number input")).to_have_value("140")
    expect(card.get_by_label("Grund")).to_have_value(REASON)
    assert kept(folder).rulings == ()
    card.locator(".number input").fill("14")
    card.get_by_role("button", name="Entscheidung speichern").click()
    expect(card.locator(".outcome")).to_contain_text("Es gilt: 14 %")
    expect(card.locator(".faults")).to_be_empty()
    assert [(ruling.value, ruling.reason) for ruling in kept(folder).rulings] == [(14, REASON)]
    assert len(kept(folder).answers) == len(read_engagement(shipped_example("car_maker")).answers), "nothing of it is an answer"


def test_an_old_answer_is_brought_back_and_stands_in_the_interview(
    start_program: StartProgram, open_page: OpenPage, folder: Path
) -> None:
    with Store.open(folder) as store:
        old = next(one for one in store.get("car_maker").current_answers() if (one.question, one.value) == (QUESTION, 1))
        changed = old.model_copy(update={"value": 4, "asked_at": datetime.now(UTC)})
        Answers(store.database).record("car_maker", changed, old.revision, now=datetime.now(UTC))
    program = start_program(folder)
    page = open_page(at(program, f"history?question={QUESTION}"))
    newest = page.locator(".entry").first
    expect(page.locator(".entry")).to_have_count(3)
    expect(newest).to_contain_text("Stufe 1")
    expect(newest).to_contain_text("Stufe 4")
    page.get_by_role("button", name="Diese Antwort zurückholen").click()
    expect(page.locator(".restored")).to_have_text("Zurückgeholt: Fassung 1 gilt wieder.")
    expect(page.locator(".entry")).to_have_count(4)
    expect(page.locator(".entry").first).to_contain_text("zurückgeholt aus Fassung 1")
    page.goto(at(program, f"interview/{old.respondent}/marketing_mix"))
    question = page.locator(".card.question").filter(has=page.locator(".code", has_text=re.compile(f"^{CODE}$")))
    expect(question.locator(".levels input").nth(1)).to_be_checked()


def test_the_history_is_filtered_and_turned_by_keyboard(program: Program, open_page: OpenPage) -> None:
    page = open_page(at(program, "history"))
    expect(page.locator(".entry")).to_have_count(50)
    first = page.locator(".entry").first.inner_text()
    page.get_by_role("button", name="Ältere").press("Enter")
    expect(page.locator(".entry").first).not_to_have_text(first)
    expect(page.get_by_text(re.compile(r"^51–100 von"))).to_be_visible()
    choose(page, "Befragte", "Händler Süd")
    expect(page.get_by_text(re.compile(r"^1–\d+ von"))).to_be_visible()
    expect(page.locator(".entry strong").first).to_contain_text("Händler Süd")
    choose(page, "Geändert von", "Beraterin Muster")
    expect(page.get_by_text("nichts zu zeigen")).to_be_visible()
    expect(page.locator("#history")).to_contain_text("Wählen Sie wieder „alle“")
