"""The event log: its calendar, its order, its cells and its files."""

import csv
import gzip
import io
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.simulation.calendar import DAY_MS
from quickscan.simulation.trace import (
    CSV_COLUMNS,
    DAY_0,
    ENDINGS,
    TraceEvent,
    timestamp,
    write_trace,
    write_trace_csv,
    write_trace_xes,
)
from tests.simulation.lead_ways import CAUSE, leads, log


def event(step: str, time_ms: int, index: int = 0, **other: Any) -> TraceEvent:
    plain = TraceEvent(0, "web", index, time_ms, step, "complete", "", None, "")
    return replace(plain, **other)


def as_csv(events: Iterable[TraceEvent]) -> str:
    target = io.StringIO()
    write_trace_csv(events, target)
    return target.getvalue()


def as_xes(events: Iterable[TraceEvent], **attributes: str | int) -> str:
    target = io.StringIO()
    write_trace_xes(events, target, attributes)
    return target.getvalue()


def rows(events: Iterable[TraceEvent]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(as_csv(events), newline="")))


def values(element: ET.Element) -> dict[str, str]:
    """The attributes of a log, a trace or an event."""
    return {child.attrib["key"]: child.attrib["value"] for child in element if "key" in child.attrib}


def traces(events: Iterable[TraceEvent]) -> list[dict[str, str]]:
    return [values(trace) for trace in ET.fromstring(as_xes(events).encode()).iter("trace")]


# --- the calendar ------------------------------------------------------------------------------------------------------


def test_day_0_is_a_monday_and_said_to_be_fictional() -> None:
    assert DAY_0.strftime("%A %d %B %Y %z") == "Monday 01 January 2024 +0000"
    said = values(ET.fromstring(as_xes([], seed=7)))
    assert said["day_0"] == "2024-01-01T00:00:00.000+00:00"
    assert said["calendar"].startswith("fictional")
    assert said["lifecycle:model"] == "standard"
    assert said["seed"] == "7"


@given(st.integers(0, 4_000 * DAY_MS))
def test_the_time_is_read_back_to_the_millisecond(time_ms: int) -> None:
    (row,) = rows([event("inquiry", time_ms)])
    read = datetime.fromisoformat(row["time:timestamp"])
    assert read == timestamp(time_ms)
    assert round((read - DAY_0).total_seconds() * 1000) == int(row["time_ms"]) == time_ms
    assert read.weekday() == time_ms // DAY_MS % 7


# --- what stands in it -------------------------------------------------------------------------------------------------


def test_a_row_tells_all_of_an_event() -> None:
    told = TraceEvent(2, "trade_fair", 11, 90_061_001, "attempt", "start", "outlet 7", 7, CAUSE)
    text = as_csv([told, event("inquiry", 0, replication=3)])
    assert text.splitlines() == [
        ",".join(CSV_COLUMNS),
        f"2-trade_fair-11,attempt,start,2024-01-02T01:01:01.001+00:00,90061001,outlet 7,7,2,trade_fair,{CAUSE}",
        "3-web-0,inquiry,complete,2024-01-01T00:00:00.000+00:00,0,,,3,web,",
    ]


def test_an_event_of_a_trace_tells_the_same_and_leaves_out_what_there_is_not() -> None:
    told = TraceEvent(2, "trade_fair", 11, 90_061_001, "attempt", "start", "outlet 7", 7, CAUSE)
    first, second = ET.fromstring(as_xes([told, event("inquiry", 0, replication=3)])).iter("event")
    assert values(first) == {
        "concept:name": "attempt", "lifecycle:transition": "start", "time:timestamp": "2024-01-02T01:01:01.001+00:00",
        "time_ms": "90061001", "org:resource": "outlet 7", "outlet": "7", "detail": CAUSE,
    }  # fmt: skip
    assert values(second).keys() == {"concept:name", "lifecycle:transition", "time:timestamp", "time_ms"}


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("attempt", {"outcome": "open"}),
        ("won", {"outcome": "won"}),
        ("natural", {"outcome": "natural"}),
        ("lost", {"outcome": "lost", "cause": "media_breaks"}),
        ("missed", {"outcome": "missed", "cause": "media_breaks"}),
    ],
)
def test_a_trace_tells_channel_outcome_and_cause(end: str, told: dict[str, str]) -> None:
    (trace,) = traces([event("inquiry", 0), event(end, 5, detail="media_breaks")])
    assert trace == {"concept:name": "0-web-0", "replication": "0", "channel": "web"} | told


def test_what_the_log_says_every_trace_and_event_has_they_have() -> None:
    read = ET.fromstring(as_xes(log()))
    for scope in ("trace", "event"):
        (everywhere,) = (values(found) for found in read.iter("global") if found.get("scope") == scope)
        assert all(everywhere.keys() <= values(element).keys() for element in read.iter(scope))


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_log_is_a_log(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"log{ending}"
    write_trace(path, [])
    content = gzip.decompress(path.read_bytes()) if ending.endswith(".gz") else path.read_bytes()
    if ending == ".csv":
        assert content.decode() == ",".join(CSV_COLUMNS) + "\n"
    else:
        assert list(ET.fromstring(content).iter("trace")) == []


# --- the order ---------------------------------------------------------------------------------------------------------


def interleaved(ways: Sequence[list[TraceEvent]], chance: random.Random) -> list[TraceEvent]:
    """The events of one replication after the other, each lead's in its order, but the leads shuffled into each other."""
    mixed: list[TraceEvent] = []
    for replication in (0, 1):
        waiting = [list(lead) for lead in ways if lead[0].replication == replication]
        while waiting:
            lead = chance.choice(waiting)
            mixed.append(lead.pop(0))
            waiting = [left for left in waiting if left]
    return mixed


@pytest.mark.parametrize("seed", range(5))
def test_the_order_in_which_leads_are_told_plays_no_part(seed: int) -> None:
    mixed = interleaved(leads(), random.Random(seed))
    assert mixed != log()
    assert as_csv(mixed) == as_csv(log())
    assert as_xes(mixed) == as_xes(log())


def test_rows_stand_by_time_and_lead() -> None:
    order = [(int(row["replication"]), int(row["time_ms"]), row["channel"]) for row in rows(log())]
    assert order == sorted(order)
    late_first = [event("inquiry", 9, 1), event("inquiry", 5, 10), event("inquiry", 5, 9)]
    assert [row["case:concept:name"] for row in rows(late_first)] == ["0-web-9", "0-web-10", "0-web-1"]
    assert [trace["concept:name"] for trace in traces(late_first)] == ["0-web-9", "0-web-10", "0-web-1"]


def test_what_a_lead_does_in_one_moment_stays_in_its_order() -> None:
    steps = ["inquiry", "capture", "assignment", "lost"]
    assert [row["concept:name"] for row in rows(event(step, 5) for step in steps)] == steps


@pytest.mark.parametrize("write", [as_csv, as_xes])
def test_mixed_replications_are_refused(write: Any) -> None:
    with pytest.raises(ValueError, match="events of replication 0 come after some of 1"):
        write([event("inquiry", 0, replication=1), event("inquiry", 0)])


@pytest.mark.parametrize("write", [write_trace_csv, lambda events, target: write_trace_xes(events, target, {})])
def test_a_replication_is_written_before_the_next_is_held(write: Any) -> None:
    target = io.StringIO()
    written: list[bool] = []

    def events() -> Iterator[TraceEvent]:
        for replication in range(3):
            yield event("inquiry", 0, replication=replication)
            written.append(f"{replication - 1}-web-0" in target.getvalue())
            yield event("lost", 5, replication=replication)

    write(events(), target)
    assert written == [False, True, True]


# --- cells a spreadsheet could take for formulas -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("a;=1", "a;'=1"),
        ('a;"=1"', 'a;\'"=1"'),
        ("poor_follow_up", "poor_follow_up"),
        ("no-one = nobody + 1 @ work", "no-one = nobody + 1 @ work"),
        ('two\r\nlines, "quoted"', 'two lines, "quoted"'),
    ],
)
def test_a_formula_gets_an_apostrophe_and_other_texts_none(text: str, cell: str) -> None:
    (row,) = rows([event(text, 5, resource=text, detail=text)])
    assert (row["concept:name"], row["org:resource"], row["detail"]) == (cell, cell, cell)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@given(text=st.text("=+-@＝ \t\r\n\"',;|\x00\ud800a1"))
def test_no_cell_is_a_formula_however_a_spreadsheet_splits_the_file(separator: str, text: str) -> None:
    hostile = event(text, 5, channel=text, resource=text, detail=text)
    written = as_csv([hostile]).encode().decode()
    assert [len(row) for row in csv.reader(io.StringIO(written, newline=""))] == [len(CSV_COLUMNS)] * 2
    cells = [cell for row in csv.reader(io.StringIO(written, newline=""), delimiter=separator) for cell in row]
    assert [cell for cell in cells if cell.strip(' "\t\r\n')[:1] in set("=+-@＝")] == []


# --- files -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["log.txt", "log", "log.gz", "log.csv.gz", "csv"])
def test_another_ending_is_refused_before_anything_is_simulated(name: str, tmp_path: Path) -> None:
    events = iter(log())
    with pytest.raises(ScanError) as refused:
        write_trace(tmp_path / name, events)
    (problem,) = refused.value.problems
    assert problem.where == str(tmp_path / name)
    assert problem.remedy == "let it end in .csv, .xes, .xes.gz"
    assert len(list(events)) == len(log())
    assert list(tmp_path.iterdir()) == []


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.csv").mkdir()
    for path in (tmp_path / "file" / "log.xes", tmp_path / "folder.csv"):
        with pytest.raises(ScanError, match=r"cannot be written .*, choose another place"):
            write_trace(path, log())


def test_a_packed_log_holds_the_plain_one_and_neither_name_nor_date(tmp_path: Path) -> None:
    for name in ("one.xes", "one.xes.gz", "folder/TWO.XES.GZ"):
        write_trace(tmp_path / name, log(), {"seed": 7})
    packed = (tmp_path / "one.xes.gz").read_bytes()
    assert packed == (tmp_path / "folder" / "TWO.XES.GZ").read_bytes()
    assert packed[3:8] == bytes(5)  # no flags, so no name; and a date of 0
    assert gzip.decompress(packed) == (tmp_path / "one.xes").read_bytes() == as_xes(log(), seed=7).encode()
