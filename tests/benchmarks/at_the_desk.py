"""Somebody at the page of an interview, in a real browser."""

import json
from pathlib import Path

from playwright.sync_api import Locator, Page

from quickscan.domain.engagement import Engagement, Respondent
from quickscan.domain.questionnaire import MatrixQuestion, Question
from quickscan.interview.typed import form_of
from tests.benchmarks.answered import rows_of
from tests.benchmarks.strokes import Form, Stroke

STOPWATCH = Path(__file__).with_name("stopwatch.js")


def interview_address(engagement: Engagement, who: Respondent, section: str, question: str) -> str:
    """Where a question is asked of a respondent."""
    return f"/engagements/{engagement.id}/interview/{who.id}/{section}#question-{question}"


def form_on_page(engagement: Engagement, who: Respondent, question: Question) -> Form:
    """What the page shows of a question when it opens."""
    newest = {(answer.question, answer.respondent): answer for answer in engagement.current_answers()}
    rows = rows_of(question) if isinstance(question, MatrixQuestion) else []
    return form_of(question, newest.get((question.id, who.id)), rows, "de")


def card(page: Page, question: str) -> Locator:
    """The card of a question."""
    return page.locator(f".card.question[data-question='{question}']")


def make(page: Page, question: str, stroke: Stroke) -> None:
    """Makes a stroke as hands do: a click on the words of a choice, or a key in the field."""
    if stroke.choice is not None:
        card(page, question).locator(f"[data-entry='{stroke.entry}'] label").nth(stroke.choice).click()
        return
    name = json.dumps({"entry": stroke.entry, "question": question}, separators=(",", ":"), sort_keys=True)
    field = page.locator(f"[id='{name}']")
    if not field.is_visible():
        card(page, question).locator("summary").first.click()
    if stroke.anew:
        field.select_text()
    elif not field.evaluate("field => field === document.activeElement"):
        field.focus()
        page.keyboard.press("Control+End")
    page.keyboard.type(stroke.key)


def wait_until_saved(page: Page, question: str) -> None:
    """Waits until the card says that it is saved, and nothing of it is under way."""
    page.locator(f".card.question[data-question='{question}'][data-state='kept']:not([data-saving])").wait_for(state="attached")
