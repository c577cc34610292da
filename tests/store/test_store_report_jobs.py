"""A report job is begun once, tells how far it is, and is honest after a restart."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quickscan.domain.engagement import Engagement
from quickscan.store.engagements import Store
from quickscan.store.report_jobs import ReportJob, ReportJobs, ReportKey

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = ReportKey("sample_works", 1, "de", "0123456789abcdef")


@pytest.fixture
def jobs(store: Store, engagement: Engagement) -> ReportJobs:
    store.add(engagement, now=NOW)
    return ReportJobs(store.database, lambda: NOW)


def test_what_nobody_asked_for_is_not_there(jobs: ReportJobs) -> None:
    assert jobs.find(KEY) is None


def test_of_many_clicks_one_begins(jobs: ReportJobs) -> None:
    with ThreadPoolExecutor(8) as threads:
        begun = list(threads.map(lambda _: jobs.begin(KEY), range(8)))
    assert begun.count(True) == 1


def test_it_tells_how_far_it_is_and_then_that_it_is_done(jobs: ReportJobs) -> None:
    jobs.begin(KEY)
    jobs.report_progress(KEY, 0.4)
    assert jobs.find(KEY) == ReportJob("running", 0.4, None)
    jobs.finish(KEY)
    assert jobs.find(KEY) == ReportJob("done", 1.0, None)


def test_after_a_failure_it_can_be_begun_again(jobs: ReportJobs) -> None:
    jobs.begin(KEY)
    jobs.fail(KEY, "Die Vorlage fehlt")
    assert jobs.find(KEY) == ReportJob("failed", 0.0, "Die Vorlage fehlt")
    assert jobs.begin(KEY)
    assert jobs.find(KEY) == ReportJob("running", 0.0, None)


def test_a_restart_says_what_was_broken_off_and_leaves_the_rest(jobs: ReportJobs, tmp_path: Path) -> None:
    finished = ReportKey("sample_works", 1, "en", KEY.made_with)
    jobs.begin(KEY)
    jobs.begin(finished)
    jobs.finish(finished)
    again = ReportJobs(Store.open(tmp_path).database, lambda: NOW)
    again.interrupt_all()
    assert [job and job.state for job in (again.find(KEY), again.find(finished))] == ["interrupted", "done"]


def test_another_revision_language_or_template_is_another_report() -> None:
    others = (
        ReportKey("sample_works", 2, "de", KEY.made_with),
        ReportKey("sample_works", 1, "en", KEY.made_with),
        ReportKey("sample_works", 1, "de", "fedcba9876543210"),
        ReportKey("other", 1, "de", KEY.made_with),
    )
    assert len({key.file_name for key in (KEY, *others)}) == 5
