"""Engagements go into the database and come back exactly, and nobody's change is overwritten unseen."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from quickscan.domain.engagement import Answer, Engagement, Status
from quickscan.domain.problem import ScanError
from quickscan.store.engagements import Store
from quickscan.store.tables import LISTED, AnswerRow

STATUSES: tuple[Status, ...] = get_args(Status)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
SCALARS = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
VALUES = SCALARS | st.lists(TEXTS, max_size=4).map(tuple) | st.dictionaries(TEXTS, SCALARS, max_size=4)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@st.composite
def records(draw: st.DrawFn) -> Answer:
    status = draw(st.sampled_from(STATUSES))
    revision = draw(st.integers(1, 5))
    return Answer(
        question=draw(st.sampled_from(["follow_up.time", "follow_up.standard"])),
        respondent=draw(st.sampled_from(["sales", "dealer_south"])),
        status=status,
        value=draw(VALUES) if status == "answered" else None,
        reason="keine Händler" if status == "not_applicable" else draw(st.none() | TEXTS),
        basis=draw(st.sampled_from(["told", "documented", "observed", "measured"])),
        confidence=draw(st.sampled_from([1, 2, 3])),
        note=draw(st.none() | TEXTS),
        quote=draw(st.none() | TEXTS),
        evidence=draw(st.lists(TEXTS, max_size=3).map(tuple)),
        asked_at=draw(st.none() | st.datetimes(timezones=ZONES)),
        revision=revision,
        supersedes=revision - 1 if revision > 1 else None,
        marked_for_review=draw(st.booleans()),
    )


@settings(max_examples=60, deadline=None)
@given(answers=st.lists(records(), max_size=8).map(tuple))
def test_any_answers_come_back_exactly(engagement: Engagement, answers: tuple[Answer, ...]) -> None:
    given_in = engagement.model_copy(update={"answers": answers})
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        store.add(given_in, now=NOW)
        came_back = store.get(given_in.id)
        store.database.close()
    assert came_back == given_in
    assert came_back.model_dump_json() == given_in.model_dump_json()


def test_another_store_on_the_same_folder_sees_it(store: Store, tmp_path: Path, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    assert Store.open(tmp_path).get(engagement.id) == engagement


def test_an_id_that_is_taken_is_refused_with_the_remedy(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    with pytest.raises(ScanError) as refused:
        store.add(engagement, now=NOW)
    assert str(refused.value) == (
        "sample_works: an engagement of this id is already there, give it another id, or say that it is to be replaced"
    )


def test_replacing_takes_all_of_the_new_one(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    shorter = engagement.model_copy(update={"title": "Neu", "answers": engagement.answers[1:]})
    store.add(shorter, replace=True, now=NOW)
    assert store.get(engagement.id) == shorter


def test_replacing_by_the_same_changes_nothing(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    before = store.read(engagement.id)
    store.add(engagement, replace=True, now=NOW + timedelta(minutes=5))
    assert store.read(engagement.id) == before


def test_a_further_answer_leaves_the_rows_before_it_alone(
    store: Store, engagement: Engagement, with_answer: Callable[[Answer], Engagement]
) -> None:
    store.add(engagement, now=NOW)
    more = with_answer(Answer(question="follow_up.time", respondent="sales", value=6, revision=2, supersedes=1))
    store.replace(more, store.read(engagement.id).revision, now=NOW)
    with store.database.reading() as session:
        rows = list(session.execute(select(AnswerRow.sequence, AnswerRow.revision).order_by(AnswerRow.sequence)))
    assert [tuple(row) for row in rows] == [(1, 1), (2, 1), (3, 1), (4, 2)]
    assert store.get(engagement.id) == more


def test_a_stale_write_is_refused_and_the_first_one_kept(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    seen = store.read(engagement.id).revision
    first, second = (engagement.model_copy(update={"title": title}) for title in ("Erste", "Zweite"))
    store.replace(first, seen, now=NOW)
    with pytest.raises(ScanError, match="somebody else changed this engagement in the meantime"):
        store.replace(second, seen, now=NOW)
    assert store.get(engagement.id) == first


def test_an_unknown_id_says_where_to_look(store: Store) -> None:
    with pytest.raises(ScanError, match="nowhere: there is no engagement of this id, choose one from the list"):
        store.get("nowhere")


def test_the_list_counts_what_counts_today(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    store.add(engagement.model_copy(update={"id": "later", "answers": ()}), now=NOW + timedelta(minutes=1))
    later, sooner = store.list()
    assert (later.id, later.answers, later.questions_answered) == ("later", 0, 0)
    assert (sooner.id, sooner.client, sooner.title) == ("sample_works", "A & B <C>", "Quick-Scan 2026")
    assert (sooner.respondents, sooner.answers, sooner.questions, sooner.questions_answered) == (2, 2, 2, 1)
    assert (later.updated_at - sooner.updated_at) == timedelta(minutes=1)


def test_ten_threads_write_without_losing_anything(store: Store, engagement: Engagement) -> None:
    def write(number: int) -> None:
        for turn in range(5):
            answer = Answer(question="follow_up.time", respondent="sales", value=number * 10 + turn)
            changed = engagement.model_copy(update={"id": f"e{number}", "answers": (answer,) * (turn + 1)})
            store.add(changed, now=NOW, replace=True)

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(write, range(10)))
    assert {summary.id for summary in store.list()} == {f"e{number}" for number in range(10)}
    for number in range(10):
        assert [answer.value for answer in store.get(f"e{number}").answers] == [number * 10 + 4] * 5


def test_of_ten_people_with_the_same_page_open_one_wins(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    seen = store.read(engagement.id).revision

    def write(number: int) -> bool:
        try:
            store.replace(engagement.model_copy(update={"title": f"Titel {number}"}), seen, now=NOW)
        except ScanError:
            return False
        return True

    with ThreadPoolExecutor(10) as threads:
        won = list(threads.map(write, range(10)))
    assert won.count(True) == 1
    assert store.get(engagement.id).title == f"Titel {won.index(True)}"


def test_the_list_reads_no_heads(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    with store.database.writing() as session:
        session.execute(text("UPDATE heads SET head = 'unreadable'"))
        plan = session.execute(text(f"EXPLAIN QUERY PLAN SELECT {', '.join(LISTED)} FROM engagements WHERE deleted_at IS NULL"))
        assert "USING COVERING INDEX ix_engagements_list" in str(plan.all())
    (summary,) = store.list()
    assert (summary.client, summary.stage) == ("A & B <C>", "asked")


def test_ten_at_once_beside_each_other_get_ten_ids(store: Store, engagement: Engagement) -> None:
    with ThreadPoolExecutor(10) as threads:
        made = list(threads.map(lambda _: store.add_beside(engagement, now=NOW).id, range(10)))
    assert set(made) == {"sample_works", *(f"sample_works_{number}" for number in range(2, 11))}
    assert {store.get(name).id for name in made} == set(made)


def test_one_summary_is_that_of_the_list(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    assert (store.summary(engagement.id),) == store.list()
    with pytest.raises(ScanError, match="there is no engagement of this id"):
        store.summary("nobody")
