"""Moving an engagement to another version, without a browser: what is said before, and that all holds afterwards."""

from typing import Any

import pytest

from quickscan.domain.engagement import Answer, Engagement, QuestionnaireCopy
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.history import Wanted
from quickscan.web.app import page_at
from quickscan.web.pages.history.callbacks import Restoring, bring_back, parts
from quickscan.web.pages.interview.callbacks import news_since
from quickscan.web.pages.interview.place import place_at
from quickscan.web.pages.interview.saving import Sent, keep
from quickscan.web.pages.questionnaires.callbacks import move
from quickscan.web.pages.questionnaires.targets import SHORT, targets_of
from quickscan.web.questionnaire_files import shipped_versions
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.publishing import publish_newer

MOVING = "/engagements/car_maker/questionnaire"


@pytest.fixture
def newer(services: Services, german: Wording) -> Questionnaire:
    """Version 2.0, published."""
    return publish_newer(services, german)


@pytest.fixture
def moving(services: Services, example: Engagement, newer: Questionnaire) -> Services:
    services.store.add(example, now=services.clock())
    return services


def sent(services: Services, question: str, form: dict[str, Any], revision: int, shown: str) -> dict[str, Any]:
    """What becomes of a form that a page hands in which shows a version of the questionnaire."""
    whole = Sent(
        respondent="call_centre", question=question, form=form, seen=revision, act="a.1", language="de", questionnaire=shown
    )
    return keep(services, "car_maker", whole, "Beraterin Muster")


def over(services: Services, target: str, say: Wording, here: str = MOVING) -> tuple[Any, Any]:
    now = services.store.get("car_maker").questionnaire.hash
    return move(services, ["car_maker", now, target], here, say)


def test_the_page_says_what_becomes_of_the_answers(moving: Services, words_of: Any) -> None:
    shown = words_of(page_at(moving, MOVING, "de").content)
    for expected in (
        "Es gibt 1 neuere Version.",
        "100 Antworten gelten wie bisher.",
        "2 Antworten passen nicht mehr; die Fragen sind noch einmal zu stellen",
        "B-06 Nicht angenommene Anrufe Teamleitung Callcenter : 14 % jetzt: von 0 % bis 5 %",
        "2 Antworten ruhen, weil es ihre Fragen nicht mehr gibt",
        "1 Antwort folgt ihrer Frage unter einen anderen Namen",
        "künftig follow_up.lead_acceptance",
        "Auf Version 2.0 umstellen",
    ):
        assert expected in shown


def test_an_engagement_moves_there_and_back_and_every_page_and_the_assessment_hold(
    moving: Services, example: Engagement, newer: Questionnaire, german: Wording, words_of: Any
) -> None:
    where, fault = over(moving, newer.fingerprint(), german)
    assert (where, fault) == (f"{MOVING}/{newer.fingerprint()[:SHORT]}", None)
    moved = moving.store.get("car_maker")
    assert moved.questionnaire.definition == newer
    assert moved.earlier_questionnaires[0].left_at == moving.clock()
    assert moving.assess(moved, moving.knowledge).loss_rate.mean > 0
    for address in ("", "/questionnaire", "/interview/call_centre/capture", "/interview/sales_head/follow_up"):
        assert page_at(moving, f"/engagements/car_maker{address}", "de").title != "Das lässt sich nicht anzeigen"
    assert "davor: Version 1.1, bis 02.03.2026" in words_of(page_at(moving, MOVING, "de").content)
    back = example.questionnaire.hash
    assert "4 Antworten gelten wieder" in words_of(page_at(moving, f"{MOVING}/{back[:SHORT]}", "de").content)
    assert over(moving, back, german, f"{MOVING}/{back[:SHORT]}") == (MOVING, None)
    again = moving.store.get("car_maker")
    assert again.answers[: len(example.answers)] == example.answers
    assert moving.assess(again, moving.knowledge).loss_rate == moving.assess(example, moving.knowledge).loss_rate


def test_what_was_set_aside_is_shown_at_its_question_and_asked_again(
    moving: Services, newer: Questionnaire, german: Wording
) -> None:
    over(moving, newer.fingerprint(), german)
    address = "/engagements/car_maker/interview/call_centre/capture"
    assert "Nach einer früheren Version des Fragebogens beantwortet: 14." in str(page_at(moving, address, "de").content)
    question = "capture.missed_calls"
    place = place_at(moving.store.get("car_maker"), moving.knowledge, "call_centre", "capture")
    newest = place.newest(question)
    assert newest is not None
    missed = newer.question(question)
    assert missed in place.open_questions(newer.section_of(question))
    nothing = sent(moving, question, {"confidence": "3"}, newest.revision, newer.fingerprint())
    assert (nothing["became"], nothing["sequence"]) == ("kept", None), "what was set aside is not taken back by the way"
    result = sent(moving, question, {"value.value": "4"}, newest.revision, newer.fingerprint())
    assert result["words"].startswith("gespeichert um")
    place = place_at(moving.store.get("car_maker"), moving.knowledge, "call_centre", "capture")
    again = place.newest(question)
    assert again is not None
    assert (again.value, again.marked_for_review) == (4, False)
    assert missed not in place.open_questions(newer.section_of(question))
    assert "Nach einer früheren Version des Fragebogens beantwortet: 14." not in str(page_at(moving, address, "de").content)


def test_a_page_of_the_version_before_keeps_nothing_and_says_why(
    moving: Services, example: Engagement, newer: Questionnaire, german: Wording
) -> None:
    where = ["car_maker", "call_centre", "capture", example.questionnaire.hash]
    over(moving, newer.fingerprint(), german)
    before = moving.store.get("car_maker")
    result = sent(moving, "capture.time_to_record", {"value.web": "4"}, 1, example.questionnaire.hash)
    assert result["became"] == "refused"
    assert "andere Version seines Fragebogens" in str(result["faults"])
    assert moving.store.get("car_maker") == before
    assert news_since(moving, where, 0, None, german)[0] == {}
    assert news_since(moving, [*where[:3], newer.fingerprint()], len(example.answers), None, german)[0].keys() == {
        "capture.time_to_record",
        "capture.missed_calls",
    }


def test_who_moves_second_is_told(
    moving: Services, example: Engagement, newer: Questionnaire, german: Wording, words_of: Any
) -> None:
    wanted = ["car_maker", example.questionnaire.hash, newer.fingerprint()]
    move(moving, wanted, MOVING, german)
    assert "inzwischen hat jemand anderes dieses Projekt umgestellt" in words_of(move(moving, wanted, MOVING, german)[1])
    assert "diese Version gibt es nicht mehr" in words_of(over(moving, "0" * 64, german)[1])


def test_a_version_that_was_never_published_can_be_moved_back_to(
    services: Services, example: Engagement, german: Wording, words_of: Any
) -> None:
    own = example.questionnaire.definition.model_copy(update={"version": "0.5"})
    services.store.add(example.model_copy(update={"questionnaire": QuestionnaireCopy.of(own)}), now=services.clock())
    assert over(services, shipped_versions()[0].hash, german)[1] is None
    targets = targets_of(services, services.store.get("car_maker"))
    assert [(one.questionnaire.version, one.published is None) for one in targets if one.hash == own.fingerprint()] == [
        ("0.5", True)
    ]
    assert "dieses Projekt hatte sie zuvor" in words_of(page_at(services, MOVING, "de").content)
    assert over(services, own.fingerprint(), german)[1] is None
    assert services.store.get("car_maker").questionnaire.definition == own


def test_an_answer_whose_question_nobody_knows_any_more_is_still_shown(
    services: Services, example: Engagement, words_of: Any
) -> None:
    stray = Answer(question="follow_up.long_gone", respondent="dealer_south", value=3)
    services.store.add(example.model_copy(update={"answers": (stray,)}), now=services.clock())
    shown = words_of(page_at(services, f"{MOVING}/{shipped_versions()[1].hash[:SHORT]}", "de").content)
    assert "follow_up.long_gone Händler Süd" in shown


def test_without_a_newer_version_the_page_says_so_and_an_unknown_one_is_none(
    services: Services, example: Engagement, words_of: Any
) -> None:
    services.store.add(example, now=services.clock())
    for address in (MOVING, f"{MOVING}/abc"):
        shown = words_of(page_at(services, address, "de").content)
        assert "Es gibt keine neuere Version." in shown
        assert "umstellen" not in shown


def test_the_history_shows_what_was_set_aside_as_it_was_given_and_does_not_bring_it_back(
    moving: Services, newer: Questionnaire, german: Wording, words_of: Any
) -> None:
    over(moving, newer.fingerprint(), german)
    capture = Wanted("capture.time_to_record", "call_centre", None)
    shown = words_of(parts(moving, "car_maker", capture, 0, german)[0])
    assert "Messe: 72; Promotion: 96" in shown
    assert "72 min" not in shown
    told = bring_back(moving, "car_maker", Restoring("capture.time_to_record", "call_centre", 1, 2), german)
    assert "das beantwortet eine frühere Version des Fragebogens" in words_of(told)
    changes = [change.what for change in moving.changes.of("car_maker")]
    assert "questionnaire" in changes
    assert not any("earlier_questionnaires" in change for change in changes)
