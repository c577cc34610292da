"""What is deleted is out of sight, can be put back as it was, and goes for good after 30 days; its id can be used again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.export import FORMATS
from quickscan.domain.problem import ScanError
from quickscan.store import naming
from quickscan.store.answers import Answers
from quickscan.store.bin import KEPT_FOR, Bin
from quickscan.store.engagements import Store
from quickscan.store.report_jobs import FOLDER, ReportJobs, ReportKey
from quickscan.store.scans import ENDING
from quickscan.store.tables import AnswerRow, EngagementRow, ReportJobRow, Table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ID = "sample_works"


@pytest.fixture
def the_bin(store: Store, engagement: Engagement) -> Bin:
    store.add(engagement, now=NOW)
    return Bin(store.database)


def test_what_is_deleted_is_out_of_sight_everywhere(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    the_bin.delete(ID, now=NOW)
    assert store.list() == ()
    assert not store.has(ID)
    for attempt in ATTEMPTS:
        with pytest.raises(ScanError, match="there is no engagement of this id"):
            attempt(store, engagement)


ATTEMPTS: list[Callable[[Store, Engagement], object]] = [
    lambda store, _: store.get(ID),
    lambda store, _: store.read(ID),
    lambda store, _: store.revision(ID),
    lambda store, _: store.archive(ID, now=NOW),
    lambda store, _: store.revise(ID, lambda engagement: engagement, now=NOW),
    lambda store, engagement: store.replace(engagement, 1, now=NOW),
    lambda store, _: Bin(store.database).delete(ID, now=NOW),
    lambda store, engagement: Answers(store.database).record(ID, engagement.answers[0], 0, now=NOW),
]


def test_it_is_put_back_as_it_was(the_bin: Bin, store: Store) -> None:
    before, listed = store.read(ID), store.list()
    the_bin.delete(ID, now=NOW + timedelta(days=3), by="Beraterin Muster")
    the_bin.put_back(ID, now=NOW)
    assert (store.read(ID), store.list()) == (before, listed)
    assert the_bin.list(NOW) == ()


def test_what_is_not_in_the_bin_is_not_put_back(the_bin: Bin) -> None:
    with pytest.raises(ScanError, match="this engagement is not in the bin, look for it in the list"):
        the_bin.put_back(ID, now=NOW)


def test_the_bin_tells_what_lies_there_since_when_and_by_whom(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    store.add(engagement.model_copy(update={"id": "other", "title": "Zweites"}), now=NOW)
    the_bin.delete(ID, now=NOW, by="Berater Beispiel")
    the_bin.delete("other", now=NOW + SECOND)
    last, first = the_bin.list(NOW + timedelta(days=1))
    assert (last.id, last.title, last.deleted_by) == ("other", "Zweites", None)
    assert (first.client, first.deleted_at, first.deleted_by) == ("A & B <C>", NOW, "Berater Beispiel")
    assert first.gone_at == NOW + timedelta(days=30)


def test_after_30_days_it_is_gone_with_answers_and_reports(
    the_bin: Bin, store: Store, engagement: Engagement, tmp_path: Path
) -> None:
    store.add(engagement.model_copy(update={"id": f"{ID}-2"}), now=NOW)
    mine = [report(tmp_path, ReportKey(ID, revision, "de", "0" * 64, kind).file_name) for revision in (1, 2) for kind in FORMATS]
    mine.append(report(tmp_path, f"{ID}-1-{'0' * 12}{ENDING}"))
    others = report(tmp_path, ReportKey(f"{ID}-2", 1, "de", "0" * 64).file_name)
    the_bin.delete(ID, now=NOW)
    the_bin.purge(NOW + KEPT_FOR - SECOND)
    assert len(the_bin.list(NOW + KEPT_FOR - SECOND)) == 1
    assert all(file.is_file() for file in mine)
    assert the_bin.list(NOW + KEPT_FOR) == ()
    the_bin.purge(NOW + KEPT_FOR)
    assert not any(file.exists() for file in mine)
    assert others.is_file()
    with store.database.reading() as session:
        assert list(session.scalars(select(EngagementRow.id))) == [f"{ID}-2"]
        assert set(session.scalars(select(AnswerRow.engagement_id))) == {f"{ID}-2"}


def report(folder: Path, name: str) -> Path:
    """A report as it lies in the data folder."""
    file = folder / FOLDER / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("report")
    return file


def test_what_was_not_deleted_is_never_purged(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    the_bin.purge(NOW + timedelta(days=10_000))
    assert store.get(ID) == engagement


def test_an_id_in_the_bin_can_be_used_again_and_both_stay_whole(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    key = ReportKey(ID, store.revision(ID), "de", "0" * 64)
    ReportJobs(store.database, lambda: NOW).begin(key)
    the_bin.delete(ID, now=NOW)
    other = engagement.model_copy(update={"title": "Ganz anders", "answers": engagement.answers[:1]})
    store.add(other, now=NOW)
    assert store.get(ID) == other
    (left,) = the_bin.list(NOW)
    the_bin.put_back(left.id, now=NOW)
    assert store.get(left.id) == engagement.model_copy(update={"id": left.id})
    assert (left.id, left.title) == (f"{ID}_2", "Quick-Scan 2026")
    assert store.get(ID) == other
    with store.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReportJobRow)) == 0


def test_revisions_of_an_id_go_on_so_that_no_report_is_taken_for_another(
    the_bin: Bin, store: Store, engagement: Engagement
) -> None:
    for title in ("Zweiter", "Dritter"):
        store.add(engagement.model_copy(update={"title": title}), now=NOW, replace=True)
    used = store.revision(ID)
    the_bin.delete(ID, now=NOW)
    store.add(engagement, now=NOW)
    assert store.revision(ID) == used + 1
    store.revise(ID, lambda one: one.model_copy(update={"title": "Vierter"}), now=NOW)
    assert store.revision(ID) == used + 2


def test_an_id_is_freed_more_than_once(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    for turn in range(3):
        the_bin.delete(ID, now=NOW + turn * SECOND)
        store.add(engagement, now=NOW)
    assert [one.id for one in the_bin.list(NOW)] == [f"{ID}_4", f"{ID}_3", f"{ID}_2"]
    for one in the_bin.list(NOW):
        the_bin.put_back(one.id, now=NOW)
        assert store.get(one.id).answers == engagement.answers


def test_every_table_that_names_an_engagement_follows_its_new_id() -> None:
    found = {(column.table.name, column.name) for column in naming._references()}
    named = {(table.name, "engagement_id") for table in Table.metadata.sorted_tables if "engagement_id" in table.columns}
    assert found == named


def test_a_new_engagement_leaves_the_bin_alone(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    the_bin.delete(ID, now=NOW)
    made = store.add_beside(engagement.model_copy(update={"answers": ()}), now=NOW)
    assert made.id == f"{ID}_2"
    the_bin.put_back(ID, now=NOW)
    assert store.get(ID) == engagement
    assert store.get(f"{ID}_2").answers == ()


def test_no_engagement_is_called_like_an_address_of_the_app(store: Store, engagement: Engagement) -> None:
    named_new = engagement.model_copy(update={"id": "new"})
    with pytest.raises(ScanError, match="new: this id is an address of the app and no id of an engagement, give it another id"):
        store.add(named_new, now=NOW)
    assert store.add_beside(named_new, now=NOW).id == "new_2"


def test_archiving_is_no_change_of_the_engagement(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    before = store.read(ID)
    store.archive(ID, now=NOW)
    assert [one.archived for one in store.list()] == [True]
    assert store.read(ID) == before
    store.archive(ID, False, now=NOW)
    assert [one.archived for one in store.list()] == [False]


def test_an_archived_engagement_can_be_deleted_and_comes_back_archived(the_bin: Bin, store: Store) -> None:
    store.archive(ID, now=NOW)
    the_bin.delete(ID, now=NOW)
    the_bin.put_back(ID, now=NOW)
    assert [one.archived for one in store.list()] == [True]


def test_answers_stop_while_it_is_deleted_and_go_on_afterwards(the_bin: Bin, store: Store, engagement: Engagement) -> None:
    said = Answer(question="follow_up.time", respondent="sales", value=9)
    the_bin.delete(ID, now=NOW)
    the_bin.put_back(ID, now=NOW)
    Answers(store.database).record(ID, said, 1, now=NOW)
    assert store.get(ID).answers[:-1] == engagement.answers
    assert store.get(ID).answers[-1].value == 9
