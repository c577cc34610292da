"""Pages that ask again and again for what is being made, where every answer takes longer than the time between two questions."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.browser.choosing import choose
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
        const of_a_part = /n_intervals|turn/.test(String(asked[1] && asked[1].body));
        window.asking += of_a_part;
        window.most_asking = Math.max(window.most_asking, window.asking);
        const answer = await answered(...asked);
        await new Promise((go_on) => setTimeout(go_on, {ANSWER_MS}));
        window.asking -= of_a_part;
        return answer;
    }};
"""
PARTS = ("lever", "map", "guard", "tornado")


@pytest.fixture(scope="module")
def small(start_program: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The example of one name."""
    folder = tmp_path_factory.mktemp("waiting")
    with Store.open(folder) as store:
        store.add(read_engagement(shipped_example("car_maker")).model_copy(update={"id": "small"}), now=datetime.now(UTC))
    return start_program(folder)


def slowly(page: Page) -> Page:
    """The same page where every answer is slow."""
    page.add_init_script(SLOW_ANSWERS)
    page.reload()
    return page


def test_what_matters_most_is_shown_and_questions_do_not_pile_up(small: Program, open_page: OpenPage) -> None:
    page = slowly(open_page(f"{small.address}/engagements/small/drivers?calibration=deck"))
    for name in PARTS:
        expect(page.locator(f"#drivers-{name}-result")).not_to_have_class(re.compile("working"))
    choose(page, "Hebel", "Falsches Gebiet")
    expect(page.locator("#drivers-lever-result h2").first).to_contain_text("Falsches Gebiet")
    assert page.evaluate("window.most_asking") <= 2 * len(PARTS)


def test_recommendations_are_shown(small: Program, open_page: OpenPage) -> None:
    page = slowly(open_page(f"{small.address}/engagements/small/recommendations"))
    expect(page.locator(".measure").first).to_be_visible()
    expect(page.locator(".recommendations-result")).not_to_have_class(re.compile("working"))
