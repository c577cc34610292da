"""An engagement under another version: what becomes of each answer, and that nothing anybody said is ever lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.assessment.assess import assess
from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Engagement, Ruling
from quickscan.domain.problem import ScanError
from quickscan.domain.question_parts import NumberField, Option
from quickscan.domain.questionnaire import MatrixQuestion, Questionnaire
from quickscan.interview.moving import Move, Outcome, set_aside_beneath, was_set_aside
from tests.interview.test_versions import EDITS, Edits, edited, renamed, with_question, without_question
from tests.material import engagement, knowledge, questionnaire, said

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROWS = {"channels": [one.id for one in knowledge().channels], "process_steps": [one.id for one in knowledge().process_steps]}
FULL = questionnaire()
ACCEPTED, MODEL, TIME = "follow_up.accepted", "business_model.sales_model", "follow_up.first_contact_time"
PER_CHANNEL = "capture.inquiries_per_channel"
ANSWERS = (
    said(ACCEPTED, 85, note="laut CRM"),
    said(ACCEPTED, 60, "dealer"),
    said(ACCEPTED, 70, "dealer", revision=2, supersedes=1),
    said(MODEL, "agent"),
    said(TIME, {"median": 4, "p90": 30}),
    said("follow_up.cadence", 2, "dealer"),
    said("roles.responsibilities", 1),
    Answer(question="roles.process_owner", respondent="head", status="dont_know"),
)


def full() -> Engagement:
    return engagement(ANSWERS)


def move(one: Engagement, target: Questionnaire, minutes: int = 0) -> Engagement:
    return Move(one, target, ROWS).moved(now=NOW + timedelta(minutes=minutes), by="Muster")


def outcome(one: Engagement, target: Questionnaire, question: str) -> list[tuple[Outcome, str | None]]:
    return [(fate.outcome, fate.why) for fate in Move(one, target, ROWS).fates if fate.answer.question == question]


def changed(name: str, **parts: Any) -> Questionnaire:
    return with_question(FULL, name, lambda question: parts)


def test_answers_follow_a_renamed_question_with_all_their_records() -> None:
    there = move(full(), with_question(FULL, ACCEPTED, renamed))
    new = f"{ACCEPTED}_new"
    assert [(a.question, a.value, a.revision) for a in there.answers[:3]] == [(new, 85, 1), (new, 60, 1), (new, 70, 2)]
    assert there.earlier_questionnaires[0].renamed == {ACCEPTED: new}
    assert len(there.answers) == len(ANSWERS)
    assert move(there, FULL, 1).answers == full().answers


def test_a_value_that_cannot_be_is_set_aside_to_be_asked_again_and_stays_beneath() -> None:
    narrow = changed(ACCEPTED, fields=(NumberField(kind="percentage", unit="percent", minimum=0, maximum=80),))
    assert outcome(full(), narrow, ACCEPTED) == [("set_aside", "no_fit"), ("stays", None)]
    there = move(full(), narrow)
    newest = there.answers[-1]
    assert (newest.status, newest.value, newest.marked_for_review, newest.note) == ("deferred", None, True, "laut CRM")
    assert (newest.revision, newest.supersedes, newest.interviewer, newest.asked_at) == (2, 1, "Muster", NOW)
    assert newest.change_reason is not None
    assert "bitte noch einmal fragen" in newest.change_reason
    assert set_aside_beneath(there, newest) == full().answers[0]
    assert [set_aside_beneath(there, answer) for answer in there.answers[:-1]] == [None] * len(ANSWERS)
    noted = newest.model_copy(update={"status": "not_asked", "note": "Termin am Freitag", "revision": 3, "supersedes": 2})
    later = there.model_copy(update={"answers": (*there.answers, noted)})
    assert set_aside_beneath(later, noted) == full().answers[0], "a note alone is no answer"
    assert next(answer for answer in move(later, FULL, 1).current_answers()).note == "Termin am Freitag"


def test_the_same_number_in_another_unit_is_not_carried_over_as_if_nothing_were() -> None:
    fields = tuple(field.model_copy(update={"unit": "minutes"}) for field in FULL.question(TIME).fields)  # type: ignore[union-attr]  # numbers
    assert outcome(full(), changed(TIME, fields=fields), TIME) == [("set_aside", "other_unit")]


def test_a_question_answered_in_another_way_is_asked_again_even_where_the_value_would_fit() -> None:
    other = Questionnaire.model_validate(FULL.model_dump())
    level = next(q for q in FULL.questions() if q.id == "roles.responsibilities")
    number = next(q for q in FULL.questions() if q.id == ACCEPTED)
    other = with_question(other, level.id, lambda q: {})
    sections = tuple(
        s.model_copy(
            update={"questions": tuple(number.model_copy(update={"id": q.id}) if q.id == level.id else q for q in s.questions)}
        )
        for s in other.sections
    )
    assert outcome(full(), other.model_copy(update={"sections": sections}), level.id) == [("set_aside", "other_sort")]


def test_a_table_goes_along_only_where_its_rows_and_its_unit_are_the_same() -> None:
    table = FULL.question(PER_CHANNEL)
    assert isinstance(table, MatrixQuestion)
    start = engagement([said(PER_CHANNEL, {ROWS["channels"][0]: 100})])
    assert outcome(start, changed(PER_CHANNEL, minutes=9.0), PER_CHANNEL) == [("stays", None)]
    other_cell = table.cell.model_copy(update={"unit": "percent"})
    assert outcome(start, changed(PER_CHANNEL, cell=other_cell), PER_CHANNEL) == [("set_aside", "other_unit")]
    assert outcome(start, changed(PER_CHANNEL, rows="process_steps"), PER_CHANNEL) == [("set_aside", "other_sort")]
    small_cell = table.cell.model_copy(update={"maximum": 99})
    assert outcome(start, changed(PER_CHANNEL, cell=small_cell), PER_CHANNEL) == [("set_aside", "no_fit")]


def test_an_option_that_is_gone_is_asked_again_and_another_option_more_is_not() -> None:
    options = FULL.question(MODEL).options  # type: ignore[union-attr]  # a choice
    fewer = changed(MODEL, options=tuple(option for option in options if option.id != "agent"))
    more = changed(MODEL, options=(*options, Option(id="phone", text=Text(de="Telefon", en="Phone"))))
    assert outcome(full(), fewer, MODEL) == [("set_aside", "no_fit")]
    assert outcome(full(), more, MODEL) == [("stays", None)]


def test_answers_to_a_question_that_is_gone_rest_and_count_again_when_it_is_back() -> None:
    fewer = without_question(FULL, "follow_up.cadence")
    assert outcome(full(), fewer, "follow_up.cadence") == [("rests", None)]
    there = move(full(), fewer)
    assert there.answers == full().answers
    assert outcome(there, FULL, "follow_up.cadence") == [("returns", None)]
    assert assess(move(there, FULL, 1), knowledge()) == assess(full(), knowledge())


def test_what_was_set_aside_counts_again_after_moving_back_and_who_answered_meanwhile_keeps_that() -> None:
    narrow = changed(ACCEPTED, fields=(NumberField(kind="percentage", unit="percent", minimum=0, maximum=50),))
    there = move(full(), narrow)
    again = said(ACCEPTED, 40, "dealer", revision=4, supersedes=3)
    answered = there.model_copy(update={"answers": (*there.answers, again)})
    assert [outcome for outcome, _ in outcome_pairs(answered)] == ["returns", "stays"]
    back = move(answered, FULL, 1)
    values = {answer.respondent: answer.value for answer in back.current_answers() if answer.question == ACCEPTED}
    assert values == {"head": 85, "dealer": 40}
    assert [answer.revision for answer in back.answers if answer.respondent == "dealer" and answer.question == ACCEPTED] == [
        1,
        2,
        3,
        4,
    ]


def outcome_pairs(one: Engagement) -> list[tuple[Outcome, str | None]]:
    return outcome(one, FULL, ACCEPTED)


def test_what_somebody_deferred_themselves_is_not_taken_for_set_aside() -> None:
    parked = Answer(question=ACCEPTED, respondent="head", status="deferred", marked_for_review=True, revision=2, supersedes=1)
    one = engagement((*ANSWERS, parked))
    there = move(one, changed(ACCEPTED, minutes=9.0))
    assert [fate.outcome for fate in Move(there, FULL, ROWS).fates if fate.answer == parked] == ["stays"]


def test_two_questions_that_become_one_keep_their_answers_apart() -> None:
    fewer = without_question(without_question(FULL, ACCEPTED), "follow_up.cadence")
    both = FULL.question(ACCEPTED).model_copy(update={"id": "follow_up.both", "aliases": (ACCEPTED, "follow_up.cadence")})
    sections = tuple(
        s.model_copy(update={"questions": (both, *s.questions)}) if s.id == "follow_up" else s for s in fewer.sections
    )
    one = Move(full(), fewer.model_copy(update={"sections": sections}), ROWS)
    assert one.names == {ACCEPTED: "follow_up.both"}
    there = one.moved(now=NOW, by=None)
    assert [a.question for a in there.answers if a.value == 2] == ["follow_up.cadence"]
    assert move(there, FULL, 1).answers == full().answers


def test_a_name_follows_over_several_versions_and_back_to_the_first() -> None:
    second = with_question(FULL, ACCEPTED, renamed)
    third = with_question(second, f"{ACCEPTED}_new", lambda q: {"id": "follow_up.third", "aliases": (q.id,)})
    there = move(move(full(), second), third, 1)
    assert there.answers[0].question == "follow_up.third"
    assert move(there, FULL, 2).answers == full().answers


def test_the_version_it_has_already_is_refused() -> None:
    with pytest.raises(ScanError, match="has this version already"):
        move(full(), FULL)


@settings(max_examples=30)
@given(EDITS, EDITS, st.lists(st.sampled_from(ANSWERS), unique_by=lambda a: (a.question, a.respondent)))
def test_whatever_the_versions_are_nothing_is_lost_on_the_way_there_and_back(
    one: Edits, other: Edits, given_: list[Answer]
) -> None:
    first, second = edited(one), edited(other).model_copy(update={"version": "7.1"})
    records = [answer.model_copy(update={"revision": 1, "supersedes": None}) for answer in given_]
    start = engagement(records, first)
    there = move(start, second)
    assert [said_only(answer) for answer in there.answers[: len(records)]] == [said_only(answer) for answer in records]
    assess(there, knowledge())
    back = move(there, first, 1)
    assert back.answers[: len(records)] == tuple(records)
    newest = {(a.question, a.respondent): (a.status, a.value) for a in back.current_answers()}
    assert newest == {(a.question, a.respondent): (a.status, a.value) for a in records}
    assert assess(back, knowledge()).loss_rate == assess(start, knowledge()).loss_rate


def said_only(answer: Answer) -> dict[str, Any]:
    return answer.model_dump(exclude={"question"})


def test_two_questions_that_become_one_are_told_apart_again_by_who_had_answers() -> None:
    merged = without_question(FULL, ACCEPTED)
    cadence = FULL.question("follow_up.cadence")
    merged = with_question(merged, cadence.id, lambda q: {"aliases": (*q.aliases, ACCEPTED)})
    start = engagement([said(ACCEPTED, 3)])
    there = move(start, merged)
    assert there.answers[0].question == cadence.id
    assert outcome(start, merged, ACCEPTED) == [("set_aside", "other_sort")], "a percentage is no level"
    assert move(there, FULL, 1).answers[0] == start.answers[0]


def test_what_was_first_answered_after_a_move_follows_its_question_back_too() -> None:
    there = move(engagement(()), with_question(FULL, ACCEPTED, renamed))
    answered = there.model_copy(update={"answers": (said(f"{ACCEPTED}_new", 40),)})
    assert [answer.question for answer in move(answered, FULL, 1).answers] == [ACCEPTED]


DECIDED = Ruling(question=ACCEPTED, value=85, reason="Auswertung gesehen", by="Muster", at=NOW - timedelta(days=1))


def with_ruling(*rulings: Ruling) -> Engagement:
    return full().model_copy(update={"rulings": rulings})


def test_a_decision_follows_its_question_and_is_withdrawn_where_its_value_cannot_be_any_more() -> None:
    there = move(with_ruling(DECIDED), with_question(FULL, ACCEPTED, renamed))
    assert [ruling.question for ruling in there.rulings] == [f"{ACCEPTED}_new"]
    assert move(there, FULL, 1).rulings == (DECIDED,)
    narrow = changed(ACCEPTED, fields=(NumberField(kind="percentage", unit="percent", minimum=0, maximum=80),))
    assert Move(with_ruling(DECIDED), narrow, ROWS).withdrawn == (DECIDED,)
    there = move(with_ruling(DECIDED), narrow)
    assert [(ruling.decision, ruling.by) for ruling in there.rulings] == [("overruled", "Muster"), ("withdrawn", "Muster")]
    assert there.earlier_questionnaires[0].rulings == 1
    assert there.current_rulings() == {}
    back = move(there, FULL, 1)
    assert back.current_rulings()[ACCEPTED].value == 85
    assert assess(back, knowledge()).loss_rate == assess(with_ruling(DECIDED), knowledge()).loss_rate


def test_a_decision_somebody_withdrew_stays_withdrawn_and_one_without_a_value_stays() -> None:
    gone = DECIDED.model_copy(update={"decision": "withdrawn", "value": None})
    both = Ruling(question="follow_up.cadence", decision="both_stand", reason="Sehen es verschieden", at=NOW)
    start = with_ruling(DECIDED, gone, both)
    there = move(start, changed(ACCEPTED, minutes=9.0))
    assert there.rulings == start.rulings
    assert move(there, FULL, 1).rulings == start.rulings


def test_a_record_of_another_unit_is_known_as_such_until_the_engagement_moves_back() -> None:
    fields = tuple(field.model_copy(update={"unit": "minutes"}) for field in FULL.question(TIME).fields)  # type: ignore[union-attr]  # numbers
    there = move(full(), changed(TIME, fields=fields))
    assert [answer.question for answer in there.answers if was_set_aside(there, answer)] == [TIME]
    back = move(there, FULL, 1)
    assert not any(was_set_aside(back, answer) for answer in back.answers[: len(ANSWERS)])
