"""Pages that ask again and again for what is being made, where every answer takes longer than the time between two questions."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quickscan.store.engagements import Store
from tests.browser.choosing import choose
from tests.browser.small import small_client
from tests.running import Program

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]
ANSWER_MS = 1500
"""More than twice the time between two questions, without anything being slow."""
SLOW_ANSWERS = f"""
    const answered = window.fetch;
    window.asking = 0;
    window.most_asking = 0;
    window.fetch = async function (...asked) {{
        const of_a_part = /drivers-[a-z]+-poll/.test(String(asked[1] && asked[1].body));
        window.asking += of_a_part;
        window.most_asking = Math.max(window.most_asking, window.asking);
        const answer = await answered(...asked);
        await new Promise((go_on) => setTimeout(go_on, {ANSWER_MS}));
        window.asking -= of_a_part;
        return answer;
    }};
"""
NEVER_DONE = """
    const answered = window.fetch;
    window.questions = 0;
    window.fetch = async function (...asked) {
        const answer = await answered(...asked);
        if (!String(asked[1] && asked[1].body).includes("drivers-guard-poll.disabled")) {
            return answer;
        }
        window.questions += 1;
        const told = await answer.json();
        told.response["drivers-guard-poll"].disabled = false;
        return new Response(JSON.stringify(told), { headers: { "Content-Type": "application/json" } });
    };
"""
"""A part that is never ready."""
QUESTIONS, QUESTIONS_SECONDS = 12, 40
"""Where answers are not noticed it takes longer, as the page then waits four seconds before it asks again."""
LOST_ANSWERS = """
    const answered = window.fetch;
    let lost = 0;
    window.fetch = function (...asked) {
        const of_guard = String(asked[1] && asked[1].body).includes("drivers-guard-poll.disabled");
        return of_guard && (lost += 1) <= 2 ? new Promise(() => null) : answered(...asked);
    };
"""
"""The first two questions of a part are never answered."""
PARTS = ("lever", "map", "guard", "tornado")


@pytest.fixture(scope="module")
def small(start_program: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The app with one client."""
    folder = tmp_path_factory.mktemp("waiting")
    with Store.open(folder) as store:
        store.add(small_client(), now=datetime.now(UTC))
    return start_program(folder)


def under(script: str, page: Page) -> Page:
    """The same page with answers that come as a script has it."""
    page.add_init_script(script)
    page.reload()
    return page


def test_what_matters_most_is_shown_and_questions_do_not_pile_up(small: Program, open_page: OpenPage) -> None:
    page = under(SLOW_ANSWERS, open_page(f"{small.address}/engagements/small/drivers?calibration=deck"))
    for name in PARTS:
        expect(page.locator(f"#drivers-{name}-result")).not_to_have_class(re.compile("working"))
    choose(page, "Hebel", "Falsches Gebiet")
    expect(page.locator("#drivers-lever-result h2").first).to_contain_text("Falsches Gebiet")
    assert page.evaluate("window.most_asking") <= 2 * len(PARTS)


def test_an_answer_is_noticed_also_where_nothing_is_ready_yet(small: Program, open_page: OpenPage) -> None:
    page = under(NEVER_DONE, open_page(f"{small.address}/engagements/small/drivers?calibration=deck"))
    began = time.monotonic()
    while page.evaluate("window.questions") < QUESTIONS:
        assert time.monotonic() < began + QUESTIONS_SECONDS
        page.wait_for_timeout(100)


def test_an_answer_that_never_comes_is_asked_for_again(small: Program, open_page: OpenPage) -> None:
    page = under(LOST_ANSWERS, open_page(f"{small.address}/engagements/small/drivers?calibration=deck"))
    expect(page.locator("#drivers-guard-result")).not_to_have_class(re.compile("working"))


def test_recommendations_are_shown(small: Program, open_page: OpenPage) -> None:
    page = under(SLOW_ANSWERS, open_page(f"{small.address}/engagements/small/recommendations"))
    expect(page.locator(".measure").first).to_be_visible()
    expect(page.locator(".recommendations-result")).not_to_have_class(re.compile("working"))
