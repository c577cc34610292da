"""Reports are made in the background, once, and say honestly what became of them."""

import importlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.store.engagements import Store
from quickscan.store.report_jobs import ReportJob
from quickscan.web.reports import DONE, INTERNAL_FAULT, Making, Places, Progress, Reports, Wanted
from quickscan.web.workshop import end_processes, one_process

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PATIENCE_SECONDS = 60.0
OpenReports = Callable[..., Reports]


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not reached():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def state(reports: Reports, engagement: Engagement, language: Language = "de") -> str | None:
    job = reports.look(engagement.id, Wanted(language))
    return job.state if job else None


@pytest.fixture
def stored(store: Store, nearly_empty: Engagement) -> Engagement:
    store.add(nearly_empty, now=NOW)
    return nearly_empty


def test_a_report_nobody_asked_for_is_not_there(open_reports: OpenReports, stored: Engagement) -> None:
    reports = open_reports()
    assert reports.look(stored.id, Wanted("de")) is None
    assert reports.file(stored.id, Wanted("de")) is None


def test_a_report_is_made_and_found_again_by_the_next_start(open_reports: OpenReports, stored: Engagement) -> None:
    reports = open_reports()
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: reports.look(stored.id, Wanted("de")) == DONE)
    again = open_reports()
    file = again.file(stored.id, Wanted("de"))
    assert again.look(stored.id, Wanted("de")) == DONE
    assert file is not None
    assert file.read_text(encoding="utf-8") == f"{stored.title} de"
    assert again.look(stored.id, Wanted("en")) is None


def test_asked_twice_it_is_made_once(open_reports: OpenReports, stored: Engagement) -> None:
    made: list[str] = []
    go = Event()

    def make(engagement: Engagement, wanted: Wanted, places: Places, progress: Progress) -> None:
        made.append(wanted.language)
        progress(0.25)
        go.wait(PATIENCE_SECONDS)
        places.target.touch()

    reports = open_reports(make)
    reports.ask(stored.id, Wanted("de"))
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: reports.look(stored.id, Wanted("de")) == ReportJob("running", 0.25, None))
    go.set()
    wait_until(lambda: state(reports, stored) == "done")
    reports.ask(stored.id, Wanted("de"))
    assert made == ["de"]


def test_a_changed_engagement_or_template_asks_for_a_new_report(
    open_reports: OpenReports, store: Store, stored: Engagement
) -> None:
    reports = open_reports()
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: state(reports, stored) == "done")
    assert state(open_reports(made_with="1" * 64), stored) is None
    store.add(stored.model_copy(update={"title": "Neu"}), now=NOW, replace=True)
    assert state(reports, stored) is None


def test_a_fault_of_the_input_is_said_in_its_own_words(open_reports: OpenReports, stored: Engagement) -> None:
    def make(engagement: Engagement, wanted: Wanted, places: Places, progress: Progress) -> None:
        raise ScanError.of("standard.docx", "the template is missing", "put it back")

    reports = open_reports(make)
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: state(reports, stored) == "failed")
    job = reports.look(stored.id, Wanted("de"))
    assert job is not None
    assert job.problem == "standard.docx: the template is missing\nput it back"


def test_an_error_of_our_own_is_logged_and_not_shown(
    open_reports: OpenReports, stored: Engagement, caplog: pytest.LogCaptureFixture
) -> None:
    def make(engagement: Engagement, wanted: Wanted, places: Places, progress: Progress) -> None:
        raise ZeroDivisionError("secret detail")

    reports = open_reports(make)
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: state(reports, stored) == "failed")
    job = reports.look(stored.id, Wanted("de"))
    assert job is not None
    assert job.problem == INTERNAL_FAULT
    assert "secret detail" in caplog.text


def test_a_file_taken_away_is_not_promised(open_reports: OpenReports, stored: Engagement) -> None:
    reports = open_reports()
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: state(reports, stored) == "done")
    file = reports.file(stored.id, Wanted("de"))
    assert file is not None
    file.unlink()
    wait_until(lambda: reports.look(stored.id, Wanted("de")) is None)  # the file is there a moment before its making has ended
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: state(reports, stored) == "done")


def test_a_restart_says_that_a_report_was_broken_off(open_reports: OpenReports, store: Store, stored: Engagement) -> None:
    go = Event()

    def make(engagement: Engagement, wanted: Wanted, places: Places, progress: Progress) -> None:
        progress(0.5)
        go.wait(PATIENCE_SECONDS)

    reports = open_reports(make)
    reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: reports.look(stored.id, Wanted("de")) == ReportJob("running", 0.5, None))
    after_restart = open_reports()
    assert state(after_restart, stored) == "interrupted"
    go.set()


MAKER = """
import time
from datetime import UTC, datetime

def clock():
    return datetime.now(UTC)

def make(engagement, wanted, places, progress):
    progress(0.5)
    if wanted.language == "de" and not places.target.with_name("go").exists():
        time.sleep(600)
    places.target.touch()
"""


@pytest.fixture
def process_reports(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reports]:
    """Reports made in a process of their own; the German one waits for a file called go."""
    (tmp_path / "maker_of_this_test.py").write_text(MAKER)
    monkeypatch.syspath_prepend(tmp_path)
    maker = importlib.import_module("maker_of_this_test")
    opened: list[Executor] = []

    def workshop() -> Executor:
        opened.append(one_process())
        return opened[-1]

    reports = Reports(store, Making(maker.make, "0" * 64, maker.clock), workshop)
    yield reports
    end_processes()
    reports.close()
    for executor in opened:
        executor.shutdown(wait=True)
    sys.modules.pop("maker_of_this_test")


def test_a_process_that_dies_is_noticed_and_the_next_report_is_made(
    process_reports: Reports, stored: Engagement, tmp_path: Path
) -> None:
    process_reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: process_reports.look(stored.id, Wanted("de")) == ReportJob("running", 0.5, None))
    end_processes()
    wait_until(lambda: state(process_reports, stored) == "interrupted")
    (tmp_path / "reports" / "go").touch()
    process_reports.ask(stored.id, Wanted("de"))
    wait_until(lambda: state(process_reports, stored) == "done")


PROGRAM = """
import sys, time
from quickscan.web.workshop import one_process

if __name__ == "__main__":
    executor = one_process()
    print(executor.submit(__import__("os").getpid).result(), flush=True)
    time.sleep(600)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for the process in /proc")
def test_a_killed_program_leaves_no_process_behind(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    with subprocess.Popen([sys.executable, str(tmp_path / "program.py")], stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        worker = Path("/proc") / program.stdout.readline().strip()
        assert worker.exists()
        program.kill()
        program.wait()
        wait_until(lambda: not worker.exists() or "Z" in (worker / "stat").read_text().split()[2])
