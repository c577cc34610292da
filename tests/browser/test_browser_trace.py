"""A person follows a number from the findings to the answer behind it, and asks for names."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.needs_chromium
OpenPage = Callable[..., Page]


def test_a_number_is_followed_to_the_question_it_was_answered_in(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/car_maker")
    page.locator("#causes .amount a.traced").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Woher kommt diese Zahl?")
    figure = page.locator("#trace-figure")
    expect(figure.locator(".leading")).to_have_text("12,7 Punkte")
    figure.get_by_text("Kein Prozess für unreife Leads: gemessener Verlust", exact=True).first.click()
    figure.locator("summary").filter(has_text="H-03").click()
    figure.locator("ul.grounds a[href$='unripe.recontacted']").first.click()
    expect(page).to_have_url(re.compile("/interview/marketing/unripe#question-unripe.recontacted$"))
    expect(page.locator(".card.question[data-question='unripe.recontacted']")).to_be_in_viewport()


def test_names_are_shown_and_hidden_again(program: Any, open_page: OpenPage) -> None:
    page = open_page(f"{program.address}/engagements/car_maker/trace?figure=loss.mean", width=390, height=844, locale="en-GB")
    expect(page.locator("#trace-figure .leading")).to_have_text("56%")
    page.get_by_role("link", name="Show names").click()
    expect(page.get_by_text("Names are shown.")).to_be_visible()
    expect(page).to_have_url(re.compile("names=1"))
    page.get_by_role("link", name="Hide names").click()
    expect(page.get_by_text("Names of those who answered are hidden; roles stand in their place.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
