"""What the pages of the analysis ask of the simulation: the client's process, its figures, and what was made of them.

The same seed and number of years as on the command line, so that both show the same numbers.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from quickscan.analysis.compare import AsIs, Begun, Change, Changed, Prepared, compare, go_on, prepare
from quickscan.analysis.scan import Fitted, fit
from quickscan.analysis.scenario_levers import Today
from quickscan.domain.calibration import Calibration
from quickscan.domain.choices import ProgrammeChoices
from quickscan.domain.comparison import Comparison
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Lever
from quickscan.files.catalogue import shipped_levers, shipped_process
from quickscan.files.read import read_levers, read_process
from quickscan.files.scales import calibration_for
from quickscan.simulation.measure import Figures
from quickscan.simulation.pools import Pool, workers
from quickscan.simulation.replicate import Plan, all_figures
from quickscan.store.engagements import Store
from quickscan.web.kept import Kept
from quickscan.web.turns import Rank, Turns

CalibrationName = Literal["evidence", "deck"]
CALIBRATIONS: tuple[CalibrationName, ...] = ("evidence", "deck")
"""The first is what a page of the analysis shows unless told otherwise: only there do routing and follow-up move sales."""
PLAN = Plan(seed=1, replications=30)
"""As the command line has it by default."""
QUICK = 10
"""Years of a first answer; fewer do not carry an interval."""
WARM_UP_PROCESS = "car_dealers"
MOST_FITTED = 12
"""Processes kept: those of some engagements in both calibrations."""
MOST_PREPARED = 4
"""Processes kept as they were run for comparisons: 180 to 240 MB each at 20,000 leads a year, with what moves of levers left."""
MOST_RESULTS = 60
"""Other results kept; each is at most some megabytes."""


@dataclass(frozen=True)
class Subject:
    """One state of an engagement in one calibration."""

    engagement_id: str
    state: str
    """A fingerprint of all that is simulated: a scenario that is saved changes nothing of today."""
    calibration: CalibrationName


class SupersededError(Exception):
    """What was asked for is not wanted any more: whoever asked has moved on."""


class Waiting:
    """How many comparisons are being made. Safe to share between threads."""

    def __init__(self) -> None:
        self._number = 0
        self._lock = Lock()

    @property
    def anybody(self) -> bool:
        """Whether any is."""
        return self._number > 0

    @contextmanager
    def one_more(self) -> Iterator[None]:
        """As long as one more is being made."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def _add(self, number: int) -> None:
        with self._lock:
            self._number += number


class Simulations:
    """The simulations of one store. Safe to share between threads."""

    def __init__(self, store: Store, knowledge: Knowledge) -> None:
        self._store = store
        self._knowledge = knowledge
        self._fitted = Kept(MOST_FITTED)
        self._prepared = Kept(MOST_PREPARED)
        self._results = Kept(MOST_RESULTS)
        self._states = Kept(MOST_RESULTS)
        self._waiting = Waiting()
        self._turn = Lock()  # one after the other, each on all cores: side by side all are ready only when the last one is
        self._open = ExitStack()
        self.turns = Turns(self._open.enter_context(workers(PLAN.engine)))
        """Whose replications run next."""
        self._open.callback(self.turns.close)
        self.pool: Pool = self.turns.pool(Rank.WAITED_FOR)
        """Where replications run that somebody waits for."""
        self.levers: tuple[Lever, ...] = read_levers(shipped_levers()).levers
        """What a client can change."""

    def subject(self, engagement_id: str, calibration: CalibrationName) -> Subject:
        """The engagement as it is now. Raises ScanError where there is none."""
        revision = self._store.revision(engagement_id)
        state: str = self._states.get((engagement_id, revision), lambda: self._state(engagement_id))
        return Subject(engagement_id, state, calibration)

    def fitted(self, engagement_id: str, calibration: CalibrationName) -> Fitted:
        """The client's process as it is now, with what it rests on.

        Raises ScanError where there is no such engagement or its answers cannot all be true.
        """
        return self._fitted_to(self.subject(engagement_id, calibration))

    def as_is(self, engagement_id: str, calibration: CalibrationName) -> AsIs:
        """The client's process as it is now. Raises ScanError likewise."""
        return self.fitted(engagement_id, calibration).as_is

    def prepared(self, engagement_id: str, calibration: CalibrationName) -> Prepared:
        """The process as it is, run for comparisons. Raises ScanError likewise, and where it cannot be simulated."""
        return self._prepared_for(self.subject(engagement_id, calibration))

    def today(self, engagement_id: str, calibration: CalibrationName) -> list[Figures]:
        """The figures of the process as it is, year by year. Raises ScanError likewise."""
        return self.prepared(engagement_id, calibration).today

    def kept(self, engagement_id: str, calibration: CalibrationName, name: str, make: Callable[[AsIs], Any]) -> Any:
        """What is made of the process as it is, under a name; made once for each state of the engagement.

        Raises ScanError likewise, and what making it raises.
        """
        subject = self.subject(engagement_id, calibration)
        return self._results.get((subject, name), lambda: make(self.as_is(engagement_id, calibration)))

    def levers_today(self, engagement_id: str, calibration: CalibrationName) -> Today:
        """What levers are moved away from. Raises ScanError likewise."""
        as_is = self.as_is(engagement_id, calibration)
        return Today(as_is.process, as_is.severities, calibration)

    def compared(self, engagement_id: str, calibration: CalibrationName, change: Change | None) -> Comparison:
        """A change against the process as it is, or that alone; the same is simulated once.

        Raises ScanError for a change that cannot be.
        """
        changes = [change] if change is not None else []

        def make(_: AsIs) -> Comparison:
            prepared = self.prepared(engagement_id, calibration)
            return compare(prepared.as_is, changes, PLAN, self.pool.map, prepared=prepared)

        found: Comparison = self.kept(engagement_id, calibration, json.dumps([_told(one) for one in changes]), make)
        return found

    def known_today(self, engagement_id: str, calibration: CalibrationName) -> Comparison | None:
        """The process as it is, compared with nothing; none where it was not simulated yet. Raises ScanError likewise."""
        if not self._prepared.has(self.subject(engagement_id, calibration)):
            return None
        return self.compared(engagement_id, calibration, None)

    def compared_soon(
        self,
        engagement_id: str,
        calibration: CalibrationName,
        change: Change,
        wanted: Callable[[], bool] = lambda: True,
        whole: bool = False,
    ) -> Comparison:
        """A change over the first few years; over all of them where the whole is asked for and nobody waits for a first answer.

        Raises ScanError likewise, and SupersededError as soon as it is not wanted any more.
        """
        subject = self.subject(engagement_id, calibration)
        prepared = self._prepared_for(subject)
        begun = Begun(Changed(change, prepared.as_is), [])
        with self._waiting.one_more():
            begun = self._as_far_as(subject, begun, prepared, min(QUICK, PLAN.replications), wanted)
        if whole:
            try:
                begun = self._as_far_as(
                    subject, begun, prepared, PLAN.replications, lambda: wanted() and not self._waiting.anybody
                )
            except SupersededError:
                _go_on(wanted)
        return begun.comparison(prepared)

    def _as_far_as(self, subject: Subject, begun: Begun, prepared: Prepared, years: int, wanted: Callable[[], bool]) -> Begun:
        """The same over so many years in all. It is small without what was prepared, so it is kept."""

        def make() -> Begun:
            with self._turn:
                _go_on(wanted)
                return go_on(begun, prepared, years, self.pool.map, lambda _share: _go_on(wanted))

        name = json.dumps([years, _told(begun.changed.change)])
        while True:
            try:
                found: Begun = self._results.get((subject, name), make)
            except SupersededError:  # somebody else who waited for the same may have moved on
                _go_on(wanted)
            else:
                return found

    @property
    def plan(self) -> Plan:
        """How everything here is simulated."""
        return PLAN

    def warm_up(self) -> None:
        """Loads the engine, and compiles it where that was not done yet, so that nobody's first page waits for it."""
        process = read_process(shipped_process(WARM_UP_PROCESS))
        as_is = AsIs(process, {}, self._calibration(CALIBRATIONS[0], process), self._knowledge)
        all_figures([as_is.case()], replace(PLAN, replications=2))

    def close(self) -> None:
        """Ends the workers."""
        self._open.close()

    def _state(self, engagement_id: str) -> str:
        simulated = self._store.get(engagement_id).model_copy(update={"scenarios": (), "programme": ProgrammeChoices()})
        return hashlib.sha256(simulated.model_dump_json().encode()).hexdigest()

    def _fitted_to(self, subject: Subject) -> Fitted:
        found: Fitted = self._fitted.get(subject, lambda: self._fit(subject))
        return found

    def _prepared_for(self, subject: Subject) -> Prepared:
        found: Prepared = self._prepared.get(subject, lambda: prepare(self._fitted_to(subject).as_is, PLAN, self.pool.map))
        return found

    def _fit(self, subject: Subject) -> Fitted:
        engagement = self._store.get(subject.engagement_id)
        template = read_process(shipped_process(engagement.process))
        return fit(engagement, self._knowledge, template, self._calibration(subject.calibration, template))

    def _calibration(self, name: CalibrationName, process: LeadProcess) -> Calibration:
        """The calibration, by evidence with the scales found for a process."""
        return calibration_for(name, process, self._knowledge, self._own_scales)

    @property
    def _own_scales(self) -> Path:
        return self._store.database.file.parent / "calibrations"


def _go_on(wanted: Callable[[], bool]) -> None:
    if not wanted():
        raise SupersededError


def _told(change: Change) -> list[Any]:
    """All of a change that its comparison holds."""
    overrides = [entry.override.model_dump(mode="json") for entry in change.overrides]
    return [change.id, change.name.model_dump(), change.first_year_cost_eur, overrides]
