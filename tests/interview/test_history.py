"""The history: newest first, with what was before, filtered, and with what can be brought back."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.engagement import Answer, Engagement, Ruling
from quickscan.domain.trail import Change
from quickscan.interview.history import Entry, Wanted, history, people, restored
from quickscan.interview.record import further
from tests.material import engagement, said

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOOL, GUARD = "capture.one_tool", "routing.reassigned"


def _at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


def _recorded(*told: Answer) -> Engagement:
    """An engagement in which each answer was recorded after the ones before it had been seen."""
    records: list[Answer] = []
    for answer in told:
        key = (answer.question, answer.respondent)
        newest = next((one for one in reversed(records) if (one.question, one.respondent) == key), None)
        added = further(answer, newest, newest.revision if newest else 0)
        assert added is not None
        records.append(added)
    return engagement(records)


ASKED = _recorded(
    said(TOOL, 1, asked_at=_at(0), interviewer="A"),
    said(TOOL, 3, "dealer", asked_at=_at(5), interviewer="B"),
    said(TOOL, 2, asked_at=_at(10), interviewer="B"),
    said(GUARD, 7.0, asked_at=_at(20), interviewer="A"),
).model_copy(update={"rulings": (Ruling(question=TOOL, value=3, reason="Gezeigt", by="A", at=_at(15)),)})
CHANGES = (
    Change(what="title", before="A", after="B", by="C", at=_at(12)),
    Change(what="respondents.dealer.label", before="A", after="B", by="A", at=_at(30)),
)


def _minutes(entries: list[Entry]) -> list[int]:
    return [round((entry.at - NINE).total_seconds() / 60) for entry in entries if entry.at is not None]


def test_the_newest_comes_first_whatever_it_is() -> None:
    assert _minutes(history(ASKED, CHANGES)) == [30, 20, 15, 12, 10, 5, 0]


def test_what_has_no_time_comes_last_from_the_end_of_the_file() -> None:
    asked = engagement([said(TOOL, 1), said(TOOL, 2, "dealer"), said(GUARD, 7.0, asked_at=NINE)])
    assert [entry.record.question for entry in history(asked, ())] == [GUARD, TOOL, TOOL]
    assert [entry.respondent for entry in history(asked, ())] == ["head", "dealer", "head"]


def test_each_entry_knows_what_was_before_it() -> None:
    by_minute = dict(zip(_minutes(history(ASKED, CHANGES)), history(ASKED, CHANGES), strict=True))
    assert by_minute[10].before == by_minute[0].record
    assert (by_minute[0].before, by_minute[5].before, by_minute[15].before) == (None, None, None)
    again = ASKED.model_copy(update={"rulings": (*ASKED.rulings, Ruling(question=TOOL, decision="withdrawn", reason="Nein"))})
    assert history(again, ())[-1].before == ASKED.rulings[0]


def _shown(**wanted: str) -> list[int]:
    return _minutes([entry for entry in history(ASKED, CHANGES) if Wanted(**wanted).includes(entry)])


def test_it_can_be_filtered_by_question_respondent_and_person() -> None:
    assert _shown() == [30, 20, 15, 12, 10, 5, 0]
    assert _shown(question=TOOL) == [15, 10, 5, 0]
    assert _shown(respondent="dealer") == [30, 5]
    assert _shown(by="A") == [30, 20, 15, 0]
    assert _shown(question=TOOL, respondent="head", by="B") == [10]
    assert people(history(ASKED, CHANGES)) == ["A", "B", "C"]


def test_only_what_says_something_else_than_now_can_be_brought_back() -> None:
    able = [entry.record for entry in history(ASKED, CHANGES) if entry.restorable]
    assert able == [ASKED.answers[0]]


def test_what_was_overlooked_is_marked_and_can_be_brought_back() -> None:
    mine, theirs = said(TOOL, 1), said(TOOL, 4)
    second = further(theirs, mine, 1)
    assert second is not None
    third = further(said(TOOL, 2), second, 1)
    assert third is not None
    entries = history(engagement([mine, second, third]), ())
    assert [entry.overlooked_by for entry in entries] == [None, 3, None]
    assert [entry.restorable for entry in entries] == [False, True, True]


LEVELS = st.lists(st.integers(0, 4), min_size=1, max_size=6)


@given(levels=LEVELS, place=st.integers(0, 5))
def test_bringing_back_makes_a_new_record_and_loses_none(levels: list[int], place: int) -> None:
    told = [level for number, level in enumerate(levels) if number == 0 or level != levels[number - 1]]
    asked = _recorded(*(said(TOOL, level) for level in told))
    old, newest = asked.answers[place % len(asked.answers)], asked.answers[-1]
    back = further(restored(old, "zurück", now=NINE, by="A"), newest, newest.revision)
    assert (back is None) == (old.value == newest.value)
    if back is not None:
        assert (back.value, back.revision, back.supersedes) == (old.value, newest.revision + 1, newest.revision)
        assert (back.change_reason, back.interviewer, back.asked_at, back.overlooked) == ("zurück", "A", NINE, None)
        assert history(engagement([*asked.answers, back]), ())[0].record == back
