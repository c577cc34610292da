"""What the quality check finds before a report, and that it falls silent once it is mended."""

from collections.abc import Sequence
from datetime import date
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings

from quickscan.assessment import quality_words
from quickscan.assessment.assess import assess
from quickscan.assessment.quality import check_quality
from quickscan.assessment.quality_look import HEAVY_CAUSES, Look
from quickscan.domain.documents import DocumentState
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.quality import LEVELS, Quality, QualityPoint
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.interview.checklist import with_change
from quickscan.interview.path import follow
from tests.assessment.small import Case, cases, small
from tests.material import engagement, knowledge, said

QUESTION, OTHER = "follow_up.cadence", "follow_up.never_worked"
DOCUMENTS = [kind.id for kind in knowledge().documents]


def checked(scan: Engagement) -> Quality:
    return check_quality(scan, knowledge(), assess(scan, knowledge()))


def found(kind: str, *answers: Answer, **more: Any) -> list[QualityPoint]:
    return [point for point in checked(engagement(answers).model_copy(update=more)).points if point.kind == kind]


def look_at(scan: Engagement) -> Look:
    return Look(scan, knowledge(), assess(scan, knowledge()), follow(scan, knowledge().rules))


def with_documents(scan: Engagement, state: str, names: Sequence[str] = tuple(DOCUMENTS)) -> Engagement:
    for name in names:
        scan = with_change(scan, name, {"state": state}, date(2026, 9, 1))
    return scan


@settings(max_examples=150)
@given(case=cases())
def test_whatever_was_answered_the_worst_comes_first_and_every_key_question_without_answer_is_told(case: Case) -> None:
    scan = engagement(case.answers(), small(case.weights, case.guarded))
    points = checked(scan).points
    order = [(LEVELS.index(point.level), -point.weight) for point in points]
    assert order == sorted(order)
    told = {
        name for point in points if point.kind in ("key_unanswered", "nothing_known", "little_known") for name in point.questions
    }
    look = look_at(scan)
    wanted = {q.id for q in look.key_questions if q.informs and look.course.value(q.id) is None}
    assert wanted <= told
    assert all(look.course.value(name) is None for name in told)
    assert sum(len(Quality(points=points).of(level)) for level in LEVELS) == len(points)


def test_an_empty_engagement_is_told_to_ask() -> None:
    quality = checked(engagement())
    nothing = [point for point in quality.of("error") if point.kind == "nothing_known"]
    assert {cause for point in nothing for cause in point.causes} == set(knowledge().cause_ids)
    assert {point.kind for point in quality.points} == {"one_sided", "nothing_known", "not_measured", "documents"}


def test_the_complete_example_has_what_was_put_into_it() -> None:
    quality = checked(read_engagement(shipped_example("car_maker")))
    kinds = {point.kind for point in quality.points}
    assert {"contradiction", "review", "deferred", "one_voice"} <= kinds
    assert not kinds & {"one_sided", "nothing_known", "little_known", "key_unanswered", "overlooked", "implausible"}
    (review,) = (point for point in quality.points if point.kind == "review")
    assert (review.what.de, review.respondents) == ("Händler Süd: zur Prüfung markiert sind E-06", ("dealer_south",))


def test_one_answer_from_the_field_ends_the_one_sided_view() -> None:
    assert [point.level for point in found("one_sided", said(QUESTION, 2, "head"))] == ["error"]
    assert found("one_sided", Answer(question=QUESTION, respondent="dealer", status="dont_know"))
    assert found("one_sided", said(QUESTION, 2, "dealer")) == []


def test_a_contradiction_names_both_until_they_agree() -> None:
    (point,) = found("contradiction", said(QUESTION, 0, "head"), said(QUESTION, 4, "dealer"))
    assert (point.level, point.questions, point.respondents) == ("error", (QUESTION,), ("head", "dealer"))
    assert "Vertriebsleitung" in point.what.de
    assert point.weight > 0
    assert found("contradiction", said(QUESTION, 3, "head"), said(QUESTION, 4, "dealer")) == []


def test_guesses_of_the_loss_may_differ() -> None:
    name = "business_model.self_estimated_loss"
    assert found("contradiction", said(name, 10, "head"), said(name, 60, "dealer")) == []


def test_what_was_overlooked_is_told_until_somebody_decides() -> None:
    first, second = said(QUESTION, 1), said(QUESTION, 3, revision=2, supersedes=1, overlooked=1)
    (point,) = found("overlooked", first, second)
    assert (point.level, point.questions, point.respondents) == ("error", (QUESTION,), ("head",))
    assert found("overlooked", first, second, said(QUESTION, 1, revision=3, supersedes=2)) == []


@pytest.mark.parametrize(("value", "told"), [(95, True), (20, False)])
def test_unusual_numbers_are_told_with_the_answer(value: float, told: bool) -> None:
    points = found("implausible", said(OTHER, value))
    assert bool(points) == told
    for point in points:
        assert "95 %" in point.what.de
        assert "Vertriebsleitung" in point.what.en


def test_marked_and_deferred_answers_are_told_by_respondent() -> None:
    marked = [said(QUESTION, 2, marked_for_review=True), said(OTHER, 10, marked_for_review=True)]
    (review,) = found("review", *marked, said("follow_up.attempts", 2))
    assert review.questions == (QUESTION, OTHER)
    assert review.respondents == ("head",)
    later = [Answer(question=name, respondent=who, status="deferred") for name in (QUESTION, OTHER) for who in ("head", "dealer")]
    assert [point.respondents for point in found("deferred", *later)] == [("head",), ("dealer",)]


@pytest.mark.parametrize(
    ("reason", "told"), [("-", True), ("n/a", True), ("k. A.", True), ("keine Gebiete im Vertrieb", False), ("Händler", False)]
)
def test_a_reason_that_says_nothing_is_told(reason: str, told: bool) -> None:
    bare = Answer(question=QUESTION, respondent="head", status="not_applicable", reason=reason)
    assert bool(found("no_reason", bare)) == told


def test_a_key_question_that_one_person_answered_asks_for_another_or_for_proof() -> None:
    scan = engagement(
        [said(q.id, 1, "dealer") for q in follow(engagement(), knowledge().rules).unanswered if q.type == "maturity"]
    )
    look = look_at(scan)
    voices = [point for point in checked(scan).points if point.kind == "one_voice"]
    roles = {name: len(look.questions[name].ask_roles) for point in voices for name in point.questions}
    assert roles
    for point in voices:
        assert {roles[name] > 1 for name in point.questions} == {point.level == "warning"}
    for again in ({"basis": "documented"}, {"respondent": "head"}):
        name = voices[0].questions[0]
        level = next(answer for answer in scan.answers if answer.question == name)
        others = [answer for answer in scan.answers if answer.question != name]
        changed = [level.model_copy(update=again)] if "basis" in again else [level, level.model_copy(update=again)]
        after = checked(scan.model_copy(update={"answers": (*others, *changed)}))
        assert name not in {one for point in after.points if point.kind == "one_voice" for one in point.questions}


def test_a_loss_that_could_be_counted_is_told_until_it_is() -> None:
    told = found("not_measured", said(OTHER, 30, "dealer"))
    assert OTHER in {name for point in told for name in point.questions}
    counted = found("not_measured", said(OTHER, 30, "dealer", basis="measured"))
    assert OTHER not in {name for point in counted for name in point.questions}
    assert len(look_at(engagement()).heavy) == HEAVY_CAUSES


def test_coverage_is_told_as_an_error_where_nothing_is_known_and_as_a_warning_where_little_is() -> None:
    points = checked(engagement([said(QUESTION, 2, "dealer")])).points
    levels = {point.causes[0]: point.level for point in points if point.kind in ("nothing_known", "little_known")}
    assert levels["poor_follow_up"] == "warning"
    assert levels["wrong_territory"] == "error"


def test_documents_are_told_until_they_are_there_or_known_not_to_be() -> None:
    scan = engagement()
    points = [point for point in checked(scan).points if point.kind == "documents"]
    assert {point.level for point in points} == {"warning", "remark"}
    assert sorted(name for point in points for name in point.documents) == sorted(DOCUMENTS)
    requested = [point for point in checked(with_documents(scan, "requested")).points if point.kind == "documents"]
    assert [(point.level, point.documents) for point in requested] == [("warning", tuple(DOCUMENTS))]
    assert requested[0].what.de.startswith("Angefordert, aber nicht erhalten: Leadliste")
    for state in ("received", "not_available"):
        assert not [point for point in checked(with_documents(scan, state)).points if point.kind == "documents"]


def test_a_document_no_longer_on_the_checklist_disturbs_nobody() -> None:
    scan = engagement().model_copy(update={"documents": (DocumentState(document="fax_log", state="requested"),)})
    assert "fax_log" not in {name for point in checked(scan).points for name in point.documents}


def test_odd_names_are_told_as_typed() -> None:
    person = engagement().respondents[0].model_copy(update={"label": "{who} <b>😀</b> {{ 7*7 }}"})
    (point,) = found("review", said(QUESTION, 2, marked_for_review=True), respondents=(person,))
    assert point.what.en.startswith("{who} <b>😀</b> {{ 7*7 }}: marked for review")


def test_both_languages_leave_the_same_gaps() -> None:
    sayings = [one for one in vars(quality_words).values() if isinstance(one, quality_words.Saying)]
    assert len(sayings) == 15
    for saying in sayings:
        for text in (saying.what, saying.why, saying.remedy):
            gaps = [{name for _, name, _, _ in Formatter().parse(words)} for words in (text.de, text.en)]
            assert gaps[0] == gaps[1]
