"""What is shown while somebody presents: four pages in their order, with the one that is here."""

from collections.abc import Callable
from typing import Any

import pytest

from quickscan.web.pages.presenting import ORDER, present_button, presenter_bar
from quickscan.web.wording import Wording


@pytest.mark.parametrize("here", ORDER)
def test_the_way_leads_from_today_to_the_recommendations(
    here: str, german: Wording, words_of: Callable[[object], str], as_json: Callable[[object], Any]
) -> None:
    bar = presenter_bar("car_maker", here, german)
    assert words_of(bar).startswith("Heute Ursachen Stellhebel Szenarien Empfehlungen")
    steps = as_json(bar)["props"]["children"][0]["props"]["children"]
    links = [step["props"]["children"][-1]["props"]["href"] for step in steps]
    assert links == [f"/engagements/car_maker{rest}" for rest in ("/today", "", "/levers", "/scenarios", "/recommendations")]
    assert [ORDER[number] for number, step in enumerate(steps) if step["props"].get("aria-current") == "step"] == [here]


def test_other_pages_can_be_shown_too_and_stand_at_no_step(german: Wording, as_json: Callable[[object], Any]) -> None:
    assert "aria-current" not in str(as_json(presenter_bar("car_maker", "playback", german)))


def test_who_presents_is_told_the_keys(german: Wording, english: Wording, words_of: Callable[[object], str]) -> None:
    assert "Bild auf und Bild ab" in words_of(presenter_bar("car_maker", "today", german))
    assert "Page up and Page down" in words_of(presenter_bar("car_maker", "today", english))
    assert words_of(present_button(german)) == "Präsentieren"
