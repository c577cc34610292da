"""What stands beside the questions after an answer: it moves, and tells the browser no more than what changed."""

from typing import Any

import pytest
from dash import no_update

from quickscan.domain.engagement import Answer, Engagement
from quickscan.store.answers import Answers
from quickscan.web.pages.interview.callbacks import estimate_now
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WHERE = ["car_maker", "dealer_south", "follow_up"]


@pytest.fixture
def interviewing(services: Services, example: Engagement) -> Services:
    services.store.add(example.model_copy(update={"answers": ()}), now=services.clock())
    return services


def say_level(services: Services, level: int) -> None:
    said = Answer(question="follow_up.cadence", respondent="dealer_south", value=level)
    Answers(services.store.database).record("car_maker", said, 0, now=services.clock())


def test_it_moves_with_an_answer(interviewing: Services, german: Wording, words_of: Any) -> None:
    say_level(interviewing, 0)
    panel, worse, sections, _ = estimate_now(interviewing, WHERE, 0.5, {}, german)
    assert "durch die letzte Antwort" in words_of(panel)
    assert "1 von" in words_of(sections)
    say_level(interviewing, 4)
    panel, better, _, _ = estimate_now(interviewing, WHERE, worse, {}, german)
    assert better < worse
    assert "−" in words_of(panel)


def test_its_parts_are_built_anew(interviewing: Services, german: Wording) -> None:
    panel, _, sections, _ = estimate_now(interviewing, WHERE, 0.5, {}, german)
    # Changed in place, every piece of them would make the browser look at the whole page.
    assert [part.to_plotly_json()["_dashprivate_remount"] for part in (panel, sections)] == [True, True]


@pytest.mark.parametrize("now", [True, False, None])
def test_only_cards_that_come_or_go_are_told(interviewing: Services, german: Wording, now: bool | None) -> None:
    questions = [question.id for question in interviewing.store.get("car_maker").questionnaire.definition.questions()]
    *_, wanted = estimate_now(interviewing, WHERE, 0.5, dict.fromkeys(questions, None), german)
    asked = [hide is no_update for hide in wanted]
    assert 0 < sum(asked) < len(questions)  # some are asked, some are not
    *_, told = estimate_now(interviewing, WHERE, 0.5, dict.fromkeys(questions, now), german)
    assert told == [no_update if bool(now) != shown else not shown for shown in asked]
