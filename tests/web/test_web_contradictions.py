"""The page of the contradictions without a browser: who said what, what counts and why, and decisions kept or refused."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from dash.development.base_component import Component

from quickscan.assessment.contradictions import side_by_side
from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.engagement import Answer, Engagement, QuestionnaireCopy
from quickscan.interview.moving import Move
from quickscan.web.app import page_at
from quickscan.web.pages.contradictions import callbacks
from quickscan.web.pages.contradictions.callbacks import AmissError, Decided, show
from quickscan.web.pages.contradictions.callbacks import decide as decide_having_seen
from quickscan.web.pages.contradictions.page import contradictions_page
from quickscan.web.pages.contradictions.seen import Seen
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.interview.test_versions import without_question

WordsOf = Callable[[object], str]
LEVELS, PERCENT, TIMES = "marketing_mix.local_campaigns", "qualification.rejected_by_sales", "follow_up.first_contact_time"
REASON = "Stichprobe gezählt"


def decide(services: Services, engagement_id: str, question: str, form: dict[str, Any], say: Wording) -> Decided:
    """A decision by somebody who has just opened the page."""
    seen = Seen.of(services.store.get(engagement_id), question)
    return decide_having_seen(services, engagement_id, question, form, say, seen)


@pytest.fixture
def deciding(services: Services, example: Engagement) -> Services:
    services.store.add(example, now=services.clock())
    return services


def ids_in(tree: object) -> list[Any]:
    pieces = tree if isinstance(tree, list | tuple) else [tree]
    every = [one for piece in pieces if isinstance(piece, Component) for one in (piece, *piece._traverse())]
    return [one.id for one in every if getattr(one, "id", None) is not None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_who_said_what_and_which_rule_made_what_counts(
    deciding: Services, language: Language, words_of: WordsOf
) -> None:
    words = words_of(contradictions_page(deciding, "car_maker", deciding.wording(language)).content)
    said = {
        "de": ("Händler Süd", "45 %", "12 %", "28,5 %", "der Mittelwert, nach Sicherheit gewichtet", "5 offen, 0 entschieden"),
        "en": ("Händler Süd", "45%", "12%", "28.5%", "the mean, weighted by confidence", "5 open, 0 decided"),
    }
    for part in said[language]:
        assert part in words


def test_what_moves_the_loss_most_comes_first(deciding: Services, english: Wording) -> None:
    found = side_by_side(deciding.store.get("car_maker"), deciding.knowledge).contradictions
    cards = [
        name for name in ids_in(contradictions_page(deciding, "car_maker", english).content) if str(name).startswith("card-")
    ]
    assert cards == [f"card-{one.question.id}" for one in found]
    assert [one.swing for one in found] == sorted((one.swing for one in found), reverse=True)


def test_guesses_stand_apart_with_their_own_heading(deciding: Services, german: Wording, words_of: WordsOf) -> None:
    words = words_of(contradictions_page(deciding, "car_maker", german).content)
    assert "Eigene Schätzungen" in words
    assert "card-business_model.self_estimated_loss" not in ids_in(contradictions_page(deciding, "car_maker", german).content)


def test_its_fields_are_not_taken_for_those_of_an_interview(deciding: Services, german: Wording) -> None:
    names = [name for name in ids_in(contradictions_page(deciding, "car_maker", german).content) if isinstance(name, dict)]
    assert not [name for name in names if set(name) == {"question", "entry"}]
    assert {"question": LEVELS, "ruling_entry": "value"} in names
    assert {"question": TIMES, "ruling_entry": "value.median"} in names


def test_what_counts_stands_in_fields_of_several_numbers(deciding: Services, german: Wording) -> None:
    page = contradictions_page(deciding, "car_maker", german)
    every = [one for piece in page.content for one in (piece, *piece._traverse()) if isinstance(one, Component)]
    median = next(one for one in every if getattr(one, "id", None) == {"question": TIMES, "ruling_entry": "value.median"})
    assert median.value == "21"


def test_an_overruled_value_counts_and_is_named(deciding: Services, german: Wording, words_of: WordsOf) -> None:
    form = {"decision": "overruled", "value": "4", "reason": f" {REASON} "}
    done = decide(deciding, "car_maker", LEVELS, form, german)
    (ruling,) = deciding.store.get("car_maker").rulings
    assert (ruling.value, ruling.reason, ruling.at, ruling.by) == (4, REASON, deciding.clock(), None)
    assert done.found.consolidated.value == 4
    assert done.material.assessment.loss_rate.mean < done.loss_before
    words = words_of(contradictions_page(deciding, "car_maker", german).content)
    for part in ("4 offen, 1 entschieden", f"Grund: {REASON}", "statt: Stufe 2", "so entschieden"):
        assert part in words


def test_numbers_are_read_as_in_an_interview(deciding: Services, german: Wording, english: Wording) -> None:
    decide(deciding, "car_maker", PERCENT, {"decision": "overruled", "value.value": "12,5", "reason": REASON}, german)
    decide(deciding, "car_maker", PERCENT, {"decision": "overruled", "value.value": "13.5 %", "reason": REASON}, english)
    times = {"decision": "overruled", "value.median": "1.200", "value.p90": "1.300", "reason": REASON}
    decide(deciding, "car_maker", TIMES, times, german)
    assert [ruling.value for ruling in deciding.store.get("car_maker").rulings] == [12.5, 13.5, {"median": 1200, "p90": 1300}]


def test_both_can_be_left_standing_and_that_taken_back(deciding: Services, german: Wording, words_of: WordsOf) -> None:
    before = deciding.assess(deciding.store.get("car_maker"), deciding.knowledge).loss_rate
    left = decide(deciding, "car_maker", LEVELS, {"decision": "both_stand", "value": "4", "reason": REASON}, german)
    assert left.found.consolidated.standing == (3, 1)
    assert left.material.assessment.loss_rate.high - left.material.assessment.loss_rate.low >= before.high - before.low
    assert "ihre Spanne gilt als Unsicherheit" in words_of(contradictions_page(deciding, "car_maker", german).content)
    back = decide(deciding, "car_maker", LEVELS, {"decision": "withdrawn", "reason": "doch nicht"}, german)
    assert back.found.consolidated.ruling is None
    assert back.material.assessment.loss_rate == before
    assert [ruling.decision for ruling in deciding.store.get("car_maker").rulings] == ["both_stand", "withdrawn"]


@pytest.mark.parametrize(
    ("question", "form", "said"),
    [
        (LEVELS, {"value": "4", "reason": " "}, "warum das gelten soll"),
        (LEVELS, {"value": None, "reason": REASON}, "Bitte geben Sie den Wert an"),
        (PERCENT, {"value.value": "140", "reason": REASON}, "Bitte geben Sie eine Zahl ein (von 0 % bis 100 %)"),
        (PERCENT, {"value.value": "viel", "reason": REASON}, "Bitte geben Sie eine Zahl ein"),
        (TIMES, {"value.median": "9", "value.p90": "4", "reason": REASON}, "Bitte tauschen Sie die beiden Werte"),
    ],
)
def test_what_is_amiss_is_said_and_nothing_is_kept(
    deciding: Services, german: Wording, question: str, form: dict[str, Any], said: str
) -> None:
    with pytest.raises(AmissError) as refused:
        decide(deciding, "car_maker", question, {"decision": "overruled", **form}, german)
    assert said in " ".join(refused.value.args)
    assert deciding.store.get("car_maker").rulings == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_contradictions_it_says_what_to_do(
    services: Services, nearly_empty: Engagement, language: Language, words_of: WordsOf
) -> None:
    services.store.add(nearly_empty, now=services.clock())
    page = page_at(services, f"/engagements/{nearly_empty.id}/contradictions", language)
    words = words_of(page.content)
    assert {"de": "Keine Widersprüche", "en": "No contradictions"}[language] in words
    assert {"de": "Zu den Fragen", "en": "To the questions"}[language] in words


def test_where_all_agree_it_says_so(services: Services, nearly_empty: Engagement, german: Wording, words_of: WordsOf) -> None:
    first = next(answer for answer in nearly_empty.current_answers() if answer.value is not None)
    other = Answer(question=first.question, respondent="second", value=first.value)
    person = nearly_empty.respondents[0].model_copy(update={"id": "second", "label": "Zweite"})
    agreed = nearly_empty.model_copy(
        update={"answers": (*nearly_empty.answers, other), "respondents": (*nearly_empty.respondents, person)}
    )
    services.store.add(agreed, now=services.clock())
    words = words_of(contradictions_page(services, agreed.id, german).content)
    assert "Wer dasselbe gefragt wurde, sagt dasselbe" in words
    assert "Mehrfach gefragt, ohne Widerspruch" in words


def test_the_second_of_two_who_decide_at_once_is_told_what_the_first_decided(
    deciding: Services, german: Wording, words_of: WordsOf
) -> None:
    both_saw = Seen.of(deciding.store.get("car_maker"), LEVELS)
    first = {"decision": "overruled", "value": "4", "reason": REASON}
    decide_having_seen(deciding, "car_maker", LEVELS, first, german, both_saw)
    decide(deciding, "car_maker", PERCENT, {"decision": "both_stand", "reason": "Etwas anderes"}, german)
    second = {"decision": "overruled", "value": "1", "reason": "Im System nachgesehen"}
    done = decide_having_seen(deciding, "car_maker", LEVELS, second, german, both_saw)
    assert [ruling.value for ruling in done.meanwhile] == [4]
    counts, _, state, _, seen = showing(done, german)
    words = words_of(counts)
    assert "In der Zwischenzeit hat jemand anderes entschieden: Stufe 4" in words
    assert f"({REASON}; ohne Namen)" in words
    assert state.startswith("gespeichert um")
    rulings = [ruling.value for ruling in deciding.store.get("car_maker").rulings if ruling.question == LEVELS]
    assert rulings == [4, 1], "both are kept"
    assert done.found is not None
    assert done.found.consolidated.value == 1, "the newest counts"
    third = decide_having_seen(deciding, "car_maker", LEVELS, first, german, Seen(**seen))
    assert third.meanwhile == (), "what was told is seen"


def showing(done: Decided, say: Wording) -> Any:
    """What the card shows, outside of a callback."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(callbacks, "set_props", lambda *_: None)
        return show(done, datetime(2026, 3, 2, 9, 0, tzinfo=UTC), say)


@pytest.mark.parametrize("left", ["gone", "same"])
def test_a_page_left_open_while_the_engagement_moved_decides_nothing(deciding: Services, german: Wording, left: str) -> None:
    before = deciding.store.get("car_maker")
    seen = Seen.of(before, LEVELS)
    asked = before.questionnaire.definition
    newer = without_question(asked, LEVELS if left == "gone" else PERCENT).model_copy(update={"version": "9.0"})
    rows = {"channels": [], "process_steps": []}
    deciding.store.revise(
        "car_maker", lambda one: Move(one, newer, rows).moved(now=deciding.clock(), by=None), now=deciding.clock()
    )
    with pytest.raises(AmissError, match="Der Fragebogen wurde in der Zwischenzeit gewechselt, und es wurde nichts entschieden"):
        decide_having_seen(deciding, "car_maker", LEVELS, {"decision": "overruled", "value": "4", "reason": REASON}, german, seen)
    assert deciding.store.get("car_maker").rulings == ()


def test_a_move_between_looking_and_keeping_decides_nothing_either(
    deciding: Services, german: Wording, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = deciding.store.get("car_maker")
    newer = before.questionnaire.definition.model_copy(update={"version": "9.0"})
    deciding.store.revise(
        "car_maker",
        lambda one: one.model_copy(update={"questionnaire": QuestionnaireCopy.of(newer)}),
        now=deciding.clock(),
    )
    monkeypatch.setattr(deciding.store, "get", lambda _: before)
    with pytest.raises(AmissError, match="es wurde nichts entschieden"):
        decide(deciding, "car_maker", LEVELS, {"decision": "overruled", "value": "4", "reason": REASON}, german)
    monkeypatch.undo()
    assert deciding.store.get("car_maker").rulings == ()


def test_withdrawing_where_nobody_contradicts_any_more_leaves_nothing_to_decide(
    deciding: Services, german: Wording, words_of: WordsOf
) -> None:
    decide(deciding, "car_maker", LEVELS, {"decision": "overruled", "value": "4", "reason": REASON}, german)
    only_one = next(answer for answer in deciding.store.get("car_maker").current_answers() if answer.question == LEVELS)
    deciding.store.revise(
        "car_maker",
        lambda one: one.model_copy(
            update={"answers": (*(answer for answer in one.answers if answer.question != LEVELS), only_one)}
        ),
        now=deciding.clock(),
    )
    done = decide(deciding, "car_maker", LEVELS, {"decision": "withdrawn", "reason": "erledigt"}, german)
    assert done.found is None
    counts, _, _, form, _ = showing(done, german)
    assert words_of(counts) == "Die Entscheidung ist gespeichert. Bei dieser Frage gibt es nichts mehr zu entscheiden."
    assert form == "deciding"
