"""The server is killed while somebody types, and nothing is lost: python -m tests.benchmarks.killed [--times 100] [--seed 1].

A real browser types into an interview. Between two keys the server ends by SIGKILL and starts again at the same port; the browser
goes on by itself. After each round everything that was shown as saved is looked for in the database, and in the end the screen
and the database say the same. The program ends with 1 where anything is lost.
"""

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Any

from playwright.sync_api import Browser, Page

from quickscan.domain.engagement import Answer, Engagement, Respondent
from quickscan.domain.questionnaire import MatrixQuestion, Question
from quickscan.interview.record import says_the_same
from quickscan.interview.typed import read_form
from quickscan.store.database import FILE_NAME
from quickscan.store.engagements import Store
from tests.benchmarks.answered import example, rows_of
from tests.benchmarks.at_the_desk import card, form_on_page, interview_address, make, wait_until_saved
from tests.benchmarks.measuring import tell
from tests.benchmarks.strokes import Form, Stroke, note, strokes_at, surer
from tests.running import PATIENCE_SECONDS, Program, chromium, chromium_path, start

DIARY = Path(__file__).with_name("diary.js")
SECTION = "follow_up"
VISITS = 3
"""Questions answered in a round."""
BETWEEN_STROKES_MS = (10, 90)
LATEST_KILL_SECONDS = 1.5
MS = 1000.0


@dataclass
class Rounds:
    """What came of it."""

    rounds: int = 0
    shown: int = 0
    """How often a card showed that it was saved."""
    later: int = 0
    """Questions whose last answer was not shown as saved when the server ended, and arrived after it came back."""
    faults: list[str] = field(default_factory=list)
    """What was lost, a sentence for each."""

    def in_words(self) -> str:
        """The figures, one a line."""
        figures = {"rounds": self.rounds, "shown as saved": self.shown, "arrived later": self.later, "lost": len(self.faults)}
        return "\n".join([*(f"{what}: {figure}" for what, figure in figures.items()), *self.faults[:20]])


@dataclass
class Desk:
    """The page, who is asked, and what should stand in each form."""

    page: Page
    engagement: Engagement
    who: Respondent
    questions: Sequence[Question]
    forms: dict[str, Form]

    def visit(self, random: Random) -> None:
        """Answers some questions, with a note here and there."""
        for _ in range(VISITS):
            question = random.choice([one for one in self.questions if card(self.page, one.id).is_visible()])
            for stroke in self._strokes(question, random):
                make(self.page, question.id, stroke)
                self.forms[question.id] = stroke.form
                self.page.wait_for_timeout(random.randint(*BETWEEN_STROKES_MS))

    def _strokes(self, question: Question, random: Random) -> Iterator[Stroke]:
        yield from strokes_at(question, self.who, self.forms[question.id], random)
        if random.random() < 0.3:
            yield from note(self.forms[question.id], random)
        if random.random() < 0.3:
            yield surer(self.forms[question.id], random)

    def diary(self) -> list[dict[str, Any]]:
        """What the page sent and what it was told, in order."""
        entries: list[dict[str, Any]] = self.page.evaluate("diary.splice(0)")
        return entries

    def wait_until_all_saved(self, touched: set[str]) -> None:
        """Waits until every card that was touched says that it is saved."""
        for question in touched:
            wait_until_saved(self.page, question)

    def said(self, question: str, form: Form) -> Answer | None:
        """What a form says."""
        asked = next(one for one in self.questions if one.id == question)
        return read_form(asked, self.who.id, form, rows_of(asked) if isinstance(asked, MatrixQuestion) else [], "de").answer


def kill_again_and_again(browser: Browser, folder: Path, times: int, seed: int = 1) -> Rounds:
    """Kills the server that often while somebody types."""
    empty = example().model_copy(update={"answers": ()})
    with Store.open(folder) as store:
        store.add(empty, now=datetime.now(UTC))
    program, random, found = start(folder), Random(seed), Rounds()
    try:
        desk = _desk(browser, program, empty)
        for number in range(times):
            tell(f"round {number + 1} of {times}")
            program = _round(desk, program, random, found)
        found.faults += _differences(desk, folder)
        desk.page.reload()
        _begin_diary(desk.page)
        found.faults += _differences(desk, folder)
        desk.page.context.close()
    finally:
        program.end()
    return found


def _desk(browser: Browser, program: Program, engagement: Engagement) -> Desk:
    who = next(one for one in engagement.respondents if one.id == "dealer_south")
    section = next(one for one in engagement.questionnaire.definition.sections if one.id == SECTION)
    page = browser.new_context(viewport={"width": 1366, "height": 850}, locale="de-DE").new_page()
    page.set_default_timeout(PATIENCE_SECONDS * MS)
    page.goto(program.address + interview_address(engagement, who, SECTION, section.questions[0].id))
    _begin_diary(page)
    shown = [question for question in section.questions if card(page, question.id).is_visible()]
    return Desk(page, engagement, who, shown, {question.id: form_on_page(engagement, who, question) for question in shown})


def _begin_diary(page: Page) -> None:
    page.locator(".card.question[data-current]").wait_for()  # the address names a question, and it has the focus
    page.evaluate(DIARY.read_text(encoding="utf-8"))


def _round(desk: Desk, program: Program, random: Random, found: Rounds) -> Program:
    """Types, kills, goes on typing, looks, starts the server again, and looks once more."""
    end = Timer(random.uniform(0.0, LATEST_KILL_SECONDS), program.kill)
    end.start()
    desk.visit(random)
    end.join()
    desk.page.wait_for_timeout(random.randint(*BETWEEN_STROKES_MS))
    before = desk.diary()
    found.faults += _not_kept(desk, before, program.data_folder, "killed")
    again = start(program.data_folder, program.port)
    desk.wait_until_all_saved({entry["question"] for entry in before})
    after = desk.diary()
    found.faults += _not_kept(desk, before + after, program.data_folder, "back")
    found.rounds += 1
    found.shown += sum(entry["event"] == "kept" for entry in before + after)
    found.later += len({entry["question"] for entry in after if entry["event"] == "kept"})
    return again


def _not_kept(desk: Desk, diary: Sequence[dict[str, Any]], folder: Path, when: str) -> Iterator[str]:
    """What was shown as saved, or typed after it in the same act, has to stand in the record it was told to be."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        sound = database.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        yield f"{when}: the database is damaged: {sound}"
    with Store.open(folder) as store:
        records = {(one.question, one.revision): one for one in store.get(desk.engagement.id).answers}
    for place, entry in enumerate(diary):
        if entry["conflict"]:
            yield f"{when}: {entry['question']} was said to be in conflict, but nobody else is there"
        if entry["event"] == "kept" and entry["sequence"] is not None:
            later = [one["form"] for one in diary[place:] if _act(one) == _act(entry)]
            record = records.get((entry["question"], entry["seen"]))
            if not any(_says(desk, record, entry["question"], form) for form in [entry["form"], *later]):
                yield f"{when}: {entry['question']} was shown as saved with {entry['form']}, but there is {record}"


def _act(entry: dict[str, Any]) -> tuple[str, str]:
    """The question and the act of typing, whatever the turn."""
    return entry["question"], entry["act"].rpartition(".")[0]


def _differences(desk: Desk, folder: Path) -> Iterator[str]:
    """Where what was typed, the screen and the database differ."""
    with Store.open(folder) as store:
        newest = {one.question: one for one in store.get(desk.engagement.id).current_answers()}
    for question in desk.questions:
        screen = desk.page.evaluate("question => read_card(question)", question.id)
        typed = {entry: desk.forms[question.id].get(entry) for entry in screen}
        if _as_text(typed) != _as_text(screen):
            yield f"{question.id}: typed was {typed}, but the screen shows {screen}"
        if question.id in newest and not _says(desk, newest[question.id], question.id, screen):
            yield f"{question.id}: the screen shows {screen}, but there is {newest[question.id]}"


def _as_text(form: Form) -> dict[str, str]:
    """A form in which it does not matter how nothing is written, and in which order boxes are ticked."""
    return {entry: str(sorted(value) if isinstance(value, list) else value or "") for entry, value in form.items()}


def _says(desk: Desk, record: Answer | None, question: str, form: Form) -> bool:
    said = desk.said(question, form)
    return said is not None and record is not None and says_the_same(record, said)


def main() -> None:
    """Prints the figures. Ends with 1 where anything was lost."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--times", type=int, default=100)
    words.add_argument("--seed", type=int, default=1)
    wanted = words.parse_args()
    os.environ["PYTHONWARNINGS"] = "ignore::UserWarning"  # a killed program leaves semaphores, and Python says so
    path = chromium_path()
    if path is None:
        raise SystemExit("This needs a real browser: install Chromium or Chrome.")
    with TemporaryDirectory() as folder, chromium(path) as browser:
        found = kill_again_and_again(browser, Path(folder), wanted.times, wanted.seed)
    print(found.in_words())  # noqa: T201  # that is what it is for
    sys.exit(bool(found.faults))


if __name__ == "__main__":
    main()
