"""Reports in all formats, made in the background: asked for once, found again, honest about what became of them.

The work runs in an executor and writes its progress into the database; pages only read there. The same
engagement, edition and material give the same file name, so a report that is there is used again.
"""

import hashlib
import logging
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.export import Format
from quickscan.domain.problem import Problem, ScanError
from quickscan.files.templates import TemplateShelf
from quickscan.report.libreoffice import office
from quickscan.store.engagements import Store
from quickscan.store.report_jobs import FOLDER, Clock, ReportJob, ReportJobs, ReportKey
from quickscan.store.scans import ENDING

SMALLEST_STEP = 0.01
"""Progress smaller than this is not written down."""
INTERNAL_FAULT = "an unexpected error occurred, its details are in the log of the server"
STANDARD = "standard"
"""The template that is shipped."""
DONE = ReportJob("done", 1.0, None)

log = logging.getLogger(__name__)

Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""


@dataclass(frozen=True)
class Wanted:
    """Which report of an engagement."""

    language: Language
    """Its language."""
    format: Format = "docx"
    """Its format."""
    template: str = STANDARD
    """The Word template of report and PDF, by its name."""
    onto: str = ""
    """The edited report whose words by hand stay, by the name it is kept under; empty for none."""

    def made_with(self, material: str) -> str:
        """The fingerprint of all that goes into it besides the engagement, as 64 hexadecimal digits."""
        parts = [material, self.format, self.template, *([self.onto] if self.onto else [])]
        return hashlib.sha256("/".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Places:
    """Where files go."""

    target: Path
    """The report."""
    scan: Path
    """The finished scan, for the next format or language."""


MakeReport = Callable[[Engagement, Wanted, Places, Progress], None]
"""Writes the report of an engagement. It may run in another process, so it has to be a function of a module."""


def _can_make_pdf() -> bool:
    return office() is not None


@dataclass(frozen=True)
class Making:
    """How reports are made."""

    make: MakeReport
    """Makes one."""
    made_with: str
    """The fingerprint of knowledge, templates and program."""
    clock: Clock
    """Says what time it is."""
    can_make_pdf: Callable[[], bool] = _can_make_pdf
    """Whether this machine can."""


@dataclass(frozen=True)
class Order:
    """One report to be made."""

    key: ReportKey
    wanted: Wanted
    engagement: Engagement
    places: Places
    data_folder: Path
    making: Making


class Reports:
    """The reports of one data folder."""

    def __init__(self, store: Store, making: Making, workshop: Callable[[], Executor]) -> None:
        self._store = store
        self._making = making
        self._workshop = workshop
        self._executor = workshop()
        self._executor_lock = Lock()
        self._jobs = ReportJobs(store.database, making.clock)
        self._jobs.interrupt_all()

    @property
    def can_make_pdf(self) -> bool:
        """Whether LibreOffice is here."""
        return self._making.can_make_pdf()

    @property
    def templates(self) -> TemplateShelf:
        """The Word templates there are."""
        return TemplateShelf(self._store.database.file.parent)

    def look(self, engagement_id: str, wanted: Wanted) -> ReportJob | None:
        """How far the report of an engagement, as it is now, is; none where nobody asked for it."""
        key = self._key(engagement_id, self._store.revision(engagement_id), wanted)
        job = self._jobs.find(key)  # before the file: a report finished in between is then seen as a file
        if self._target(key).is_file():
            return DONE
        return None if job is not None and job.state == "done" else job  # done, but the file was taken away

    def ask(self, engagement_id: str, wanted: Wanted) -> None:
        """Begins to make the report, unless it is there or being made."""
        stored = self._store.read(engagement_id)
        key = self._key(engagement_id, stored.revision, wanted)
        if not self._target(key).is_file() and self._jobs.begin(key):
            places = Places(self._target(key), self._scan(key))
            self._submit(Order(key, wanted, stored.engagement, places, self._store.database.file.parent, self._making))

    def file(self, engagement_id: str, wanted: Wanted) -> Path | None:
        """The report of an engagement as it is now, where it was made."""
        target = self._target(self._key(engagement_id, self._store.revision(engagement_id), wanted))
        return target if target.is_file() else None

    def close(self) -> None:
        """Ends the work; reports not yet made are marked as broken off."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._jobs.interrupt_all()

    def _key(self, engagement_id: str, revision: int, wanted: Wanted) -> ReportKey:
        return ReportKey(engagement_id, revision, wanted.language, wanted.made_with(self._making.made_with), wanted.format)

    def _target(self, key: ReportKey) -> Path:
        return self._store.database.file.parent / FOLDER / key.file_name

    def _scan(self, key: ReportKey) -> Path:
        name = f"{key.engagement_id}-{key.engagement_revision}-{self._making.made_with[:12]}{ENDING}"
        return self._target(key).with_name(name)

    def _submit(self, order: Order) -> None:
        with self._executor_lock:
            try:
                future = self._executor.submit(fulfil, order)
            except BrokenExecutor:  # an earlier report took the process down with it
                self._executor = self._workshop()
                future = self._executor.submit(fulfil, order)
        future.add_done_callback(partial(self._notice_end, order.key))

    def _notice_end(self, key: ReportKey, _future: "Future[None]") -> None:
        # Whatever happened to it, from here on nobody works on it. One that was finished stays finished.
        self._jobs.interrupt(key)


def fulfil(order: Order) -> None:
    """Makes one report and notes in the database how it went."""
    with Store.open(order.data_folder) as store:
        jobs = ReportJobs(store.database, order.making.clock)
        try:
            order.places.target.parent.mkdir(parents=True, exist_ok=True)
            order.making.make(order.engagement, order.wanted, order.places, _in_steps(partial(jobs.report_progress, order.key)))
        except ScanError as error:
            jobs.fail(order.key, "\n".join(line for problem in error.problems for line in _lines(problem)))
        except Exception:
            log.exception("the report %s could not be made", order.key.file_name)
            jobs.fail(order.key, INTERNAL_FAULT)
        else:
            jobs.finish(order.key)


def _lines(problem: Problem) -> tuple[str, str]:
    """What is wrong, and what to do: apart, so that a page can say either in its language."""
    return f"{problem.where}: {problem.what}", problem.remedy


def _in_steps(write: Progress) -> Progress:
    written = 0.0

    def report(share_done: float) -> None:
        nonlocal written
        if share_done - written >= SMALLEST_STEP:
            written = share_done
            write(share_done)

    return report
