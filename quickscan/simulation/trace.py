"""The event log of simulated runs, for process mining: every step of every lead, as CSV or as XES.

Process-mining tools want a calendar and a simulation has none. Day 0 of the simulated time, a Monday, is therefore shown as
Monday 1 January 2024 in UTC, a fictional start: nothing happened on that day. There are no holidays and no summer time.
"""

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Literal, TextIO

from quickscan.domain.calibration import OUTCOMES
from quickscan.domain.problem import ScanError
from quickscan.simulation.xes import XesHead, XesTrace, XesValue, write_xes

DAY_0 = datetime(2024, 1, 1, tzinfo=UTC)
"""The fictional date at which day 0 of the simulated time is shown."""
CALENDAR = "fictional: day 0 of the simulated time is shown as Monday 1 January 2024, UTC without summer time"

ENDINGS = (".csv", ".xes", ".xes.gz")
"""Endings of files for which there is an event log."""

Transition = Literal["start", "complete"]

CSV_COLUMNS = (
    "case:concept:name", "concept:name", "lifecycle:transition", "time:timestamp", "time_ms", "org:resource", "outlet",
    "replication", "channel", "detail",
)  # fmt: skip
SETTLED = frozenset(OUTCOMES) - {"open"}
"""Steps that say how a lead's way ended."""
LOSSES = frozenset({"lost", "missed"})
"""Those of them whose detail is the cause."""

_TRACE_DEFAULTS: dict[str, XesValue] = {"concept:name": "unknown", "replication": 0, "channel": "unknown", "outcome": "open"}
_EVENT_DEFAULTS: dict[str, XesValue] = {
    "concept:name": "unknown", "lifecycle:transition": "complete", "time:timestamp": DAY_0, "time_ms": 0,
}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_FORMULA = re.compile(r"(?:^|(?<=[,;|]))(?=[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
_CACHED_CELLS = 10_000


@dataclass(frozen=True, slots=True)
class TraceEvent:
    """Something begins or is done on a lead's way."""

    replication: int
    """Number of the simulated year."""
    channel: str
    """The channel the lead came in by; with `index` the identity of the lead in its replication."""
    index: int
    """Number of the lead within its channel."""
    time_ms: int
    """When it happens, in milliseconds of simulated time; day 0 is a Monday."""
    step: str
    """What is done: inquiry, capture, qualification, hand_over, attempt, a stage of the sale, won, lost, natural."""
    transition: Transition
    """Whether it begins or is done."""
    resource: str
    """Who works on it: "call_centre", "outlet 7"; sellers are never named. Empty where nobody does."""
    outlet: int | None
    """The outlet the lead is with; none before it is assigned."""
    detail: str
    """What else is to be known, such as the cause of a loss; mostly empty."""

    @property
    def case_id(self) -> str:
        """The name of the lead's case."""
        return f"{self.replication}-{self.channel}-{self.index}"


def timestamp(time_ms: int) -> datetime:
    """A simulated time in the fictional calendar."""
    return DAY_0 + timedelta(milliseconds=time_ms)


def write_trace(path: Path, events: Iterable[TraceEvent], attributes: Mapping[str, XesValue] | None = None) -> None:
    """Write the events as CSV or XES, whichever the ending asks for: .csv, .xes or .xes.gz; its folder is made where missing.

    `attributes` say in an XES log how it came about (seed, process, engine); CSV has no place for them.
    Raises ScanError for another ending, before any event is taken, and where the file cannot be written.
    """
    ending = next((ending for ending in ENDINGS if path.name.lower().endswith(ending)), None)
    if ending is None:
        raise ScanError.of(str(path), "has an ending for which there is no event log", f"let it end in {', '.join(ENDINGS)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _packed(path) if ending == ".xes.gz" else path.open("w", encoding="utf-8", newline="") as target:
            if ending == ".csv":
                write_trace_csv(events, target)
            else:
                write_trace_xes(events, target, attributes or {})
    except OSError as error:
        raise ScanError.of(str(path), f"cannot be written ({error.strerror})", "choose another place") from error


def write_trace_csv(events: Iterable[TraceEvent], target: TextIO) -> None:
    """Write one row per event, in the order of replication, time, channel and index.

    The events come replication by replication, ascending, and each lead's own in the order of happening; otherwise their order
    plays no part. A text that a spreadsheet could take for a formula gets an apostrophe in front, also after a separator inside;
    line breaks and other control characters become blanks. Raises ValueError where replications are mixed.
    """
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for replication in _replications(events):
        writer.writerows(map(_row, replication))


def write_trace_xes(events: Iterable[TraceEvent], target: TextIO, attributes: Mapping[str, XesValue]) -> None:
    """Write the events as XES to a text file opened as UTF-8; a lead is a trace, and leads stand in the order they came in.

    `attributes` of the log are added to its own. One replication at a time is held. Order and error as in `write_trace_csv`.
    """
    own: dict[str, XesValue] = {"concept:name": "Quick-Scan", "lifecycle:model": "standard", "day_0": DAY_0, "calendar": CALENDAR}
    traces = (_trace(case) for replication in _replications(events) for case in _cases(replication))
    write_xes(XesHead(_TRACE_DEFAULTS, _EVENT_DEFAULTS, {**own, **attributes}), traces, target)


def _replications(events: Iterable[TraceEvent]) -> Iterator[list[TraceEvent]]:
    """The events of each replication in turn, in order; a lead's events at the same time stay as they came."""
    before = None
    for replication, of_one in groupby(events, key=attrgetter("replication")):
        if before is not None and replication < before:
            raise ValueError(f"events of replication {replication} come after some of {before}")
        before = replication
        yield sorted(of_one, key=attrgetter("time_ms", "channel", "index"))


def _cases(replication: Iterable[TraceEvent]) -> Iterable[list[TraceEvent]]:
    cases: dict[tuple[str, int], list[TraceEvent]] = {}
    for event in replication:
        cases.setdefault((event.channel, event.index), []).append(event)
    return cases.values()


def _row(event: TraceEvent) -> tuple[object, ...]:
    return (
        _cell(event.case_id), _cell(event.step), event.transition, timestamp(event.time_ms).isoformat(timespec="milliseconds"),
        event.time_ms, _cell(event.resource), "" if event.outlet is None else event.outlet, event.replication,
        _cell(event.channel), _cell(event.detail),
    )  # fmt: skip


@lru_cache(_CACHED_CELLS)
def _cell(text: str) -> str:
    """The text on one line, with an apostrophe wherever a cell that begins there would be taken for a formula.

    Separators inside count, since a spreadsheet set to German splits at semicolons.
    """
    return _FORMULA.sub("'", _CONTROL.sub(" ", text))


def _trace(case: list[TraceEvent]) -> XesTrace:
    first, end = case[0], next((event for event in reversed(case) if event.step in SETTLED), None)
    attributes: dict[str, XesValue] = {
        "concept:name": first.case_id, "replication": first.replication, "channel": first.channel,
        "outcome": end.step if end else "open",
    }  # fmt: skip
    if end and end.step in LOSSES and end.detail:
        attributes["cause"] = end.detail
    return XesTrace(attributes, map(_event, case))


def _event(event: TraceEvent) -> dict[str, XesValue]:
    attributes: dict[str, XesValue] = {
        "concept:name": event.step, "lifecycle:transition": event.transition,
        "time:timestamp": timestamp(event.time_ms), "time_ms": event.time_ms,
    }  # fmt: skip
    if event.resource:
        attributes["org:resource"] = event.resource
    if event.outlet is not None:
        attributes["outlet"] = event.outlet
    if event.detail:
        attributes["detail"] = event.detail
    return attributes


@contextmanager
def _packed(path: Path) -> Iterator[TextIO]:
    """A text file packed with gzip; without a name and a date in it, so that the same events give the same bytes."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed,
        io.TextIOWrapper(packed, encoding="utf-8", newline="") as text,
    ):
        yield text
