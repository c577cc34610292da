"""The app as somebody sees it who interviews: how soon an answer is saved, the estimate moves, and a page is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, BrowserContext, Page

from quickscan.domain.engagement import Engagement, Respondent
from quickscan.domain.questionnaire import MaturityQuestion, Question
from quickscan.store.engagements import Store
from tests.benchmarks.answered import everything_answered
from tests.benchmarks.at_the_desk import STOPWATCH, card, form_on_page, interview_address, make, wait_until_saved
from tests.benchmarks.measuring import Row, tell
from tests.benchmarks.strokes import Form, Stroke, strokes_at, surer
from tests.running import Program, chromium, chromium_path, serving

OPENED = 7
"""How often a page is opened cold and warm."""
MOVES = 40
"""Answers whose estimate is waited for."""
BETWEEN_STROKES_MS = 100
ESTIMATE_MS = 500
"""From one answer to the next while the estimate is measured; one that takes longer is counted with what it took."""
PATIENCE_MS = 60_000
FIRST_QUESTION = ("follow_up", "follow_up.cadence")
SECONDS = 1000.0


def interview() -> list[Row]:
    """Every figure of the interview, on an engagement in which everybody has answered everything."""
    browser_path = chromium_path()
    if browser_path is None:
        return [Row("interview in a real browser", "no browser here")]
    full = everything_answered()
    who, other = [one for one in full.respondents if one.kind == "person"][:2]
    with TemporaryDirectory() as name, chromium(browser_path) as browser:
        _fill(Path(name), full)
        cold = [_cold(browser, Path(name), full, who) for _ in _turns(OPENED, "opened cold")]
        with serving(Path(name)) as program, _somebody(browser) as context:
            page = _page(context)
            warm = [_usable(page, program, full, who) for _ in _turns(OPENED, "opened warm")]
            saved, still = _saved(page, program, full, who)
            moved = _moved(page, program, full, other)
    return [*_rows_of_keys(saved, still), *_other_rows(moved, cold, warm)]


def _rows_of_keys(saved: list[float], still: list[float]) -> list[Row]:
    return [
        Row(f"key or choice to saved, median / 95th percentile of {len(saved)}", _middle_and_late(saved), "150 / 400 ms"),
        Row("  the page stands still after it, median / 95th percentile", _middle_and_late(still)),
    ]


def _middle_and_late(times: list[float]) -> str:
    return f"{median(times):.0f} / {quantiles(times, n=20)[-1]:.0f} ms"


def _other_rows(moved: list[float], cold: list[float], warm: list[float]) -> list[Row]:
    first = f"{median(cold) / SECONDS:.2f} / {median(warm) / SECONDS:.2f} s"
    return [
        Row(f"answer to moved estimate, median of {len(moved)}", f"{median(moved):.0f} ms", "300 ms"),
        Row("first page of an interview usable, server and browser new / both warm", first, "2 / 1 s"),
    ]


def _turns(number: int, doing: str) -> Iterator[int]:
    for turn in range(number):
        tell(f"{doing}: {turn + 1} of {number}")
        yield turn


def _fill(folder: Path, full: Engagement) -> None:
    with Store.open(folder) as store:
        store.add(full, now=datetime.now(UTC))


@contextmanager
def _somebody(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 850}, locale="de-DE")
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def _page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.add_init_script(path=STOPWATCH)
    return page


def _cold(browser: Browser, folder: Path, full: Engagement, who: Respondent) -> float:
    with serving(folder) as program, _somebody(browser) as context:
        return _usable(_page(context), program, full, who)


def _usable(page: Page, program: Program, full: Engagement, who: Respondent) -> float:
    """Milliseconds from the address until the question it names has the focus."""
    page.goto("about:blank")
    page.goto(program.address + interview_address(full, who, *FIRST_QUESTION))
    return _told_by(page, "usable")


def _told_by(page: Page, what: str) -> float:
    """What the stopwatch says, once it does."""
    until_then = "new Promise(told => { const look = () => found.WHAT ? told(found.WHAT) : setTimeout(look, 10); look(); })"
    return float(page.evaluate(until_then.replace("found.WHAT", f"stopwatch.{what}")))


def _saved(page: Page, program: Program, full: Engagement, who: Respondent) -> tuple[list[float], list[float]]:
    """Two keys or choices at every question, and one on how sure it is: milliseconds until saved, and those of standing still."""
    random = Random(1)
    saved: list[float] = []
    still: list[float] = []
    for section in full.questionnaire.definition.sections:
        tell(f"answering {section.id}")
        for question in _open(page, program, full, who, section.id, section.questions):
            form = form_on_page(full, who, question)
            strokes = strokes_at(question, who, form, random)
            form = strokes[-1].form if strokes else form
            _make_all(page, question, [*strokes, surer(form, random)])
        saved += page.evaluate("stopwatch.saved")
        still += page.evaluate("stopwatch.still")
    return saved, still


def _open(
    page: Page, program: Program, full: Engagement, who: Respondent, section: str, questions: tuple[Question, ...]
) -> list[Question]:
    """The questions of a section that show once it is open."""
    page.goto("about:blank")
    page.goto(program.address + interview_address(full, who, section, questions[0].id))
    _told_by(page, "usable")
    return [question for question in questions if card(page, question.id).is_visible()]


def _make_all(page: Page, question: Question, strokes: list[Stroke]) -> None:
    for stroke in strokes:
        make(page, question.id, stroke)
        wait_until_saved(page, question.id)
        page.wait_for_timeout(BETWEEN_STROKES_MS)


def _moved(page: Page, program: Program, full: Engagement, who: Respondent) -> list[float]:
    """Levels that move the estimate, one after the other."""
    section = full.questionnaire.definition.section_of(FIRST_QUESTION[1])
    levels = [q for q in _open(page, program, full, who, section.id, section.questions) if isinstance(q, MaturityQuestion)]
    forms: dict[str, Form] = {question.id: form_on_page(full, who, question) for question in levels}
    random = Random(2)
    for turn in _turns(MOVES, "moving the estimate"):
        question = levels[turn % len(levels)]
        (stroke,) = strokes_at(question, who, forms[question.id], random)
        forms[question.id] = stroke.form
        _make_all(page, question, [stroke])
        page.wait_for_timeout(ESTIMATE_MS)
    times: list[float] = page.evaluate("stopwatch.estimate")
    return times
