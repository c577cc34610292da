"""Answers are added one by one: counted, found again, and kept whoever else answers at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from quickscan.domain.engagement import Answer, Engagement, Status
from quickscan.domain.problem import ScanError
from quickscan.store.answers import Answers
from quickscan.store.engagements import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ODD = "„Äpfel“ & <b>fett</b> {{ 7 * 7 }} \N{ROCKET} \u202everkehrt\u202c " + "x" * 50_000


def said(value: float | str | None = 4, status: Status = "answered", respondent: str = "sales") -> Answer:
    given_value = value if status == "answered" else None
    return Answer(question="follow_up.time", respondent=respondent, value=given_value, status=status)


def counts(store: Store) -> tuple[int, int]:
    (summary,) = store.list()
    return summary.answers, summary.questions_answered


def stage(store: Store) -> str:
    (summary,) = store.list()
    return summary.stage


@pytest.fixture
def answers(store: Store, engagement: Engagement) -> Answers:
    store.add(engagement.model_copy(update={"answers": ()}), now=NOW)
    return Answers(store.database)


def test_an_answer_is_there_for_whoever_reads_the_engagement(answers: Answers, store: Store, engagement: Engagement) -> None:
    later = NOW + timedelta(minutes=1)
    recorded = answers.record(engagement.id, said(), 0, now=later)
    assert (recorded.answer, recorded.overlooked, recorded.sequence) == (said(), None, 1)
    read = store.read(engagement.id)
    assert read.engagement.answers == (said(),)
    assert read.updated_at == later


def test_texts_come_back_exactly_as_typed(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said().model_copy(update={"note": ODD, "quote": ODD[::-1]}), 0, now=NOW)
    (kept,) = store.get(engagement.id).answers
    assert (kept.note, kept.quote) == (ODD, ODD[::-1])


def test_saying_the_same_again_changes_nothing(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said(), 0, now=NOW)
    before = store.revision(engagement.id)
    again = answers.record(engagement.id, said(), 1, now=NOW)
    assert (again.answer.revision, again.sequence) == (1, 1)
    assert store.revision(engagement.id) == before


def test_a_stale_answer_is_kept_and_says_what_it_overlooked(answers: Answers, store: Store, engagement: Engagement) -> None:
    first = answers.record(engagement.id, said(4), 0, now=NOW).answer
    theirs = answers.record(engagement.id, said(6), first.revision, now=NOW).answer
    mine = answers.record(engagement.id, said(9), first.revision, now=NOW)
    assert mine.overlooked == theirs
    assert mine.answer.overlooked == theirs.revision
    assert [answer.value for answer in store.get(engagement.id).answers] == [4, 6, 9]


def test_what_follows_a_number_is_told(answers: Answers, engagement: Engagement) -> None:
    assert answers.since(engagement.id, 0) == ((), 0)
    seen = answers.record(engagement.id, said(4), 0, now=NOW).sequence
    answers.record(engagement.id, said(6), 1, now=NOW)
    answers.record(engagement.id, said(1, respondent="dealer_south"), 0, now=NOW)
    later, last = answers.since(engagement.id, seen)
    assert ([(answer.respondent, answer.value) for answer in later], last) == ([("sales", 6), ("dealer_south", 1)], 3)


def test_an_engagement_that_is_not_there_is_refused(answers: Answers) -> None:
    with pytest.raises(ScanError, match="there is no engagement of this id"):
        answers.record("nobody", said(), 0, now=NOW)


def test_the_stage_follows_what_was_asked(answers: Answers, store: Store, engagement: Engagement) -> None:
    assert stage(store) == "not_begun"
    answers.record(engagement.id, said(), 0, now=NOW)
    assert stage(store) == "running"
    for status, expected in (("deferred", "running"), ("dont_know", "asked"), ("not_asked", "running"), ("refused", "asked")):
        record = Answer.model_validate({"question": "follow_up.standard", "respondent": "sales", "status": status})
        answers.record(engagement.id, record, 9, now=NOW)
        assert stage(store) == expected, status
    assert counts(store) == (1, 1)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["follow_up.time", "follow_up.standard"]),
        st.sampled_from(["sales", "dealer_south"]),
        st.sampled_from(["answered", "dont_know", "refused", "not_asked", "deferred"]),
        st.integers(0, 3),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_counts_and_records_are_those_of_writing_all_at_once(
    steps: list[tuple[str, str, Status, int]], engagement: Engagement, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = engagement.model_copy(update={"answers": ()})
    with Store.open(tmp_path_factory.mktemp("one_by_one")) as store:
        store.add(empty, now=NOW)
        answers = Answers(store.database)
        for question, respondent, status, value in steps:
            given_value = value if status == "answered" else None
            answer = Answer(question=question, respondent=respondent, status=status, value=given_value)
            answers.record(engagement.id, answer, 99, now=NOW)
        one_by_one, counted = store.get(engagement.id), (counts(store), stage(store))
    with Store.open(tmp_path_factory.mktemp("at_once")) as store:
        store.add(one_by_one, now=NOW)
        assert (counts(store), stage(store)) == counted
    revisions: dict[tuple[str, str], int] = {}
    for answer in one_by_one.answers:
        before = revisions.get((answer.question, answer.respondent), 0)
        assert (answer.revision, answer.supersedes) == (before + 1, before or None)
        revisions[answer.question, answer.respondent] = answer.revision


def test_twenty_people_at_once_lose_nothing(answers: Answers, store: Store, engagement: Engagement, tmp_path: Path) -> None:
    def write(number: int) -> None:
        with Store.open(tmp_path) as own:
            for turn in range(5):
                Answers(own.database).record(engagement.id, said(100 * number + turn), turn, now=NOW)

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(write, range(20)))
    kept = store.get(engagement.id).answers
    assert sorted(answer.value for answer in kept) == sorted(100 * number + turn for number in range(20) for turn in range(5))
    assert [answer.revision for answer in kept] == list(range(1, 101))
    assert counts(store) == (1, 1)


def test_one_act_of_typing_is_one_record(answers: Answers, store: Store, engagement: Engagement) -> None:
    before = answers.record(engagement.id, said(3), 0, now=NOW).answer
    for value in (1, 12, 125):
        recorded = answers.record(engagement.id, said(value), before.revision, now=NOW, act="page.1")
    assert (recorded.answer.revision, recorded.answer.supersedes, recorded.sequence) == (2, 1, 4)
    assert [answer.value for answer in store.get(engagement.id).answers] == [3, 125]
    assert counts(store) == (1, 1)


def test_an_act_ends_where_somebody_else_answers(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said(1), 0, now=NOW, act="mine.1")
    answers.record(engagement.id, said(7), 1, now=NOW, act="theirs.1")
    again = answers.record(engagement.id, said(12), 1, now=NOW, act="mine.1")
    assert again.overlooked is not None
    assert again.overlooked.value == 7
    goes_on = answers.record(engagement.id, said(125), 3, now=NOW, act="mine.1")
    assert (goes_on.answer.revision, goes_on.answer.overlooked) == (3, 2)
    assert [answer.value for answer in store.get(engagement.id).answers] == [1, 7, 125]


def test_who_wrote_it_hears_no_news_of_it(answers: Answers, engagement: Engagement) -> None:
    answers.record(engagement.id, said(1), 0, now=NOW, act="mine.1")
    answers.record(engagement.id, said(2, respondent="dealer_south"), 0, now=NOW, act="theirs.1")
    news, last = answers.since(engagement.id, 0, but_of="mine")
    assert ([answer.value for answer in news], last, answers.last(engagement.id)) == ([2], 2, 2)
    assert len(answers.since(engagement.id, 0)[0]) == 2


def test_an_engagement_is_changed_after_gaps_in_the_numbers(answers: Answers, store: Store, engagement: Engagement) -> None:
    for value in (1, 12):
        answers.record(engagement.id, said(value), 0, now=NOW, act="mine.1")
    more = said(5, respondent="dealer_south")
    store.revise(engagement.id, lambda old: old.model_copy(update={"answers": (*old.answers, more)}), now=NOW)
    assert [answer.value for answer in store.get(engagement.id).answers] == [12, 5]


def test_looking_at_both_answers_is_a_record_of_its_own(answers: Answers, engagement: Engagement) -> None:
    answers.record(engagement.id, said(1), 0, now=NOW)
    answers.record(engagement.id, said(7), 1, now=NOW)
    mine = answers.record(engagement.id, said(9), 1, now=NOW).answer
    assert mine.overlooked == 2
    decided = answers.record(engagement.id, said(9).model_copy(update={"change_reason": "both seen"}), 3, now=NOW).answer
    assert (decided.revision, decided.overlooked, decided.value) == (4, None, 9)
    again = answers.record(engagement.id, said(9).model_copy(update={"change_reason": "both seen"}), 4, now=NOW).answer
    assert again.revision == 4


def test_what_somebody_else_says_too_is_not_written_over(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said(1), 0, now=NOW, act="mine.1")
    same = answers.record(engagement.id, said(1), 0, now=NOW, act="theirs.1")
    assert same.answer.revision == 1  # it counts as theirs, too
    goes_on = answers.record(engagement.id, said(12), 1, now=NOW, act="mine.1")
    assert (goes_on.answer.revision, goes_on.overlooked) == (2, None)
    assert [answer.value for answer in store.get(engagement.id).answers] == [1, 12]
    assert answers.since(engagement.id, 0, but_of="mine") == ((), 2)


def test_a_page_that_was_not_told_is_in_no_conflict_with_itself(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said(4), 0, now=NOW, act="mine.1")
    # The server ended before it could tell, so the page still goes by what it saw before.
    changed = answers.record(engagement.id, said(2), 0, now=NOW, act="mine.2")
    assert (changed.answer.revision, changed.answer.overlooked, changed.overlooked) == (2, None, None)
    theirs = answers.record(engagement.id, said(3), 0, now=NOW, act="theirs.1")
    assert theirs.overlooked == changed.answer
    assert [answer.value for answer in store.get(engagement.id).answers] == [4, 2, 3]


@pytest.mark.parametrize(("value", "act"), [(9, "mine.1"), (95, "mine.1"), (5, "mine.2")])
def test_a_conflict_that_was_not_told_is_told_again(answers: Answers, engagement: Engagement, value: float, act: str) -> None:
    answers.record(engagement.id, said(7), 0, now=NOW, act="theirs.1")
    answers.record(engagement.id, said(9), 0, now=NOW, act="mine.1")
    told = answers.record(engagement.id, said(value), 0, now=NOW, act=act)
    assert told.overlooked is not None
    assert (told.overlooked.value, told.answer.value, told.answer.overlooked) == (7, value, 1)
    heard = answers.record(engagement.id, said(value), told.answer.revision, now=NOW, act=act)
    assert heard.overlooked is None


def test_what_is_to_be_confirmed_says_what_it_says_by_now(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said(4), 0, now=NOW, act="theirs.1")
    answers.record(engagement.id, said(5), 1, now=NOW, act="theirs.2")
    for _ in range(2):
        answers.ask_to_confirm(engagement.id, "follow_up.time", "sales", "A-01", now=NOW, by="Kim", act="mine.8")
    marked = store.get(engagement.id).answers[-1]
    assert (marked.value, marked.revision, marked.marked_for_review, marked.interviewer) == (5, 3, True, "Kim")
    confirmed = answers.record(engagement.id, said(5), 2, now=NOW, act="mine.9")
    assert (confirmed.answer.revision, confirmed.overlooked) == (4, None)  # its page marked it, so it is no news to it
    answers.ask_to_confirm(engagement.id, "follow_up.time", "nobody", "A-01", now=NOW, by=None, act="mine.8")
    assert len(store.get(engagement.id).answers) == 4


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ([(1, "mine.1.1"), (14, "mine.1.2"), (1, "mine.1.1")], [14]),
        ([(4, "mine.1.1"), (3, "mine.2.2"), (4, "mine.1.1")], [4, 3]),
        ([(4, "mine.1.1"), (4, "mine.3.3"), (3, "mine.2.2")], [4]),
        ([(4, "mine.1.1"), (3, "mine.2.3"), (9, "theirs.1.1"), (5, "mine.2.2")], [4, 3, 9]),
        ([(4, "mine.1.4"), (9, "theirs.1.1"), (5, "mine.2.5")], [4, 9, 5]),
    ],
    ids=["same act", "act before", "after the same again", "somebody else between", "in order"],
)
def test_what_comes_late_undoes_nothing(
    answers: Answers, store: Store, engagement: Engagement, sent: list[tuple[float, str]], kept: list[float]
) -> None:
    # A page that hears nothing sends again, and what it sent first may still reach the database after that.
    for value, act in sent:
        answers.record(engagement.id, said(value), 9, now=NOW, act=act)
    assert [answer.value for answer in store.get(engagement.id).answers] == kept


def test_a_mark_does_not_make_late_what_is_on_its_way(answers: Answers, store: Store, engagement: Engagement) -> None:
    answers.record(engagement.id, said(4), 0, now=NOW, act="mine.1.1")
    answers.ask_to_confirm(engagement.id, "follow_up.time", "sales", "A-01", now=NOW, by=None, act="mine.3.3")
    recorded = answers.record(engagement.id, said(5), 1, now=NOW, act="mine.2.2")
    assert (recorded.answer.value, recorded.overlooked) == (5, None)
    assert [answer.value for answer in store.get(engagement.id).answers] == [4, 4, 5]


def test_an_answer_does_not_write_the_long_head(answers: Answers, store: Store, engagement: Engagement) -> None:
    with store.database.writing() as session:
        session.execute(text("CREATE TRIGGER stays BEFORE UPDATE ON heads BEGIN SELECT RAISE(ABORT, 'the head is written'); END"))
    said = Answer(question="follow_up.standard", respondent="dealer_south", value=2)
    assert answers.record(engagement.id, said, 0, now=NOW).answer.value == 2
    assert store.summary(engagement.id).questions_answered == 1
