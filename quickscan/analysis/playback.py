"""A week of the process as it can be watched: from the events of the reference engine to stations, ways and queues."""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import numpy as np

from quickscan.analysis.compare import AsIs
from quickscan.analysis.playback_ways import LeadName, Names, Week, by_lead, way
from quickscan.analysis.playback_words import kinds, outlet_name, played_cause, station_name
from quickscan.domain.base import Text
from quickscan.domain.calibration import OUTCOMES
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.playback import (
    ENDS,
    MINUTES_PER_DAY,
    NONE,
    QUEUE_EVERY_MINUTES,
    STATIONS,
    WEEK_MINUTES,
    Kind,
    Named,
    Open,
    Playback,
    PlayedLeads,
    StationId,
    Step,
    WeekCounts,
)
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import OpeningHours
from quickscan.simulation.arrivals import DAYS_BEFORE_MONTH
from quickscan.simulation.calendar import DAY_MS, DAYS_PER_WEEK, MINUTE_MS, WEEK_MS
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.replicate import Plan
from quickscan.simulation.tracing import Excerpt, excerpt

WEEKS = 52
"""Weeks of the simulated year."""
MOST_LEADS = 600
"""Leads shown; of more than that a sample."""
REPLICATION = 0
"""The simulated year that is shown: the first one."""
_MINUTES_PER_HOUR = 60
_THURSDAY = 3


def week_of(as_is: AsIs, plan: Plan, week: int) -> Playback:
    """One week of the first simulated year.

    Raises ScanError for a week that is not measured and for a process or plan that cannot be run.
    """
    process, case = as_is.process, as_is.case()
    _check(process, week)
    plan.check(case.model)
    start_ms = _start_ms(process, week)
    cut = excerpt(case, plan, REPLICATION, start_ms, start_ms + WEEK_MS)
    known = tuple(kinds(process))
    leads = _Leads(as_is, cut, Week(start_ms, case.model.rules.call_centre, case.model.rules.dealers), known)
    shown = leads.chosen(plan.seed)
    return Playback(
        week=week,
        month=_month(week),
        process=process.name,
        calibration=as_is.calibration.id,
        seed=plan.seed,
        replication=REPLICATION,
        counts=leads.counts(),
        shown=len(shown),
        stations=tuple(Named(id=name, name=station_name(name, process)) for name in leads.stations),
        channels=tuple(Named(id=name, name=_channel_name(name, as_is.knowledge)) for name in case.model.channels),
        causes=tuple(played_cause(cause) for cause in as_is.knowledge.causes),
        outlet=outlet_name(process),
        kinds=known,
        hours={
            "call_centre": _hours(process.call_centre.opening_hours),
            "dealers": _hours(process.dealers.opening_hours),
        },
        queues=leads.queues(),
        days=leads.days(),
        losses=leads.losses(),
        leads=leads.columns(shown),
    )


class _Leads:
    """Everybody who is there in the week: their records with their ways beside them."""

    def __init__(self, as_is: AsIs, cut: Excerpt, week: Week, known: Sequence[Kind]) -> None:
        self.records, self.start_ms, self.stations = cut.records, week.start_ms, _places(as_is.process)
        self.channels = [channel.channel for channel in as_is.process.channels]
        self.causes = as_is.knowledge.cause_ids
        self.lead_names = list(_lead_names(cut.records, self.channels))
        events, reached_at = by_lead(cut.events), cut.reached_at.tolist()
        names = Names(self.stations, {kind.id: place for place, kind in enumerate(known)}, _is_direct(as_is.process))
        self.ways = [way(events[name], reached_at[lead], week, names) for lead, name in enumerate(self.lead_names)]
        self.ends = [_minute(end_ms, week.start_ms) for end_ms in cut.records.end_ms.tolist()]
        self.outcomes = [_end(OUTCOMES[outcome]) for outcome in cut.records.outcome.tolist()]

    def counts(self) -> WeekCounts:
        """How many of them."""
        ended = [outcome for outcome, end in zip(self.outcomes, self.ends, strict=True) if _in_week(end)]
        lost = Counter(cause for _, cause in self.losses() if cause != NONE)
        created = int((self.records.created_ms >= self.start_ms).sum())
        return WeekCounts(
            at_start=len(self.ways) - created,
            created=created,
            won=ended.count("won"),
            lost=ended.count("lost"),
            no_sale=ended.count("no_sale"),
            stay=len(self.ways) - len(ended),
            lost_by_cause={self.causes[cause]: number for cause, number in sorted(lost.items())},
        )

    def days(self) -> tuple[tuple[int, int, int, int], ...]:
        """On each day, how many came in and how many ended how."""
        created = Counter((created_ms - self.start_ms) // DAY_MS for created_ms in self.records.created_ms.tolist())
        told = zip(self.outcomes, self.ends, strict=True)
        ended = Counter((outcome, end // MINUTES_PER_DAY) for outcome, end in told if end is not None)
        won, lost, no_sale = ENDS
        return tuple((created[day], ended[won, day], ended[lost, day], ended[no_sale, day]) for day in range(DAYS_PER_WEEK))

    def losses(self) -> tuple[tuple[int, int], ...]:
        """Minute and cause of those lost in the week."""
        told = zip(self.ends, self.outcomes, self.records.cause.tolist(), strict=True)
        return tuple(
            sorted((end, cause) for end, outcome, cause in told if outcome == "lost" and end is not None and _in_week(end))
        )

    def chosen(self, seed: int) -> list[int]:
        """Those shown, in the order they came in: all, or a sample that a seed decides; neighbouring weeks show the same ones."""
        ranked = sorted(range(len(self.ways)), key=lambda lead: _lot(seed, self.lead_names[lead]))
        return sorted(ranked[:MOST_LEADS], key=lambda lead: (int(self.records.created_ms[lead]), lead))

    def columns(self, shown: Sequence[int]) -> PlayedLeads:
        """These leads as columns."""
        records = self.records
        ends = [self.outcomes[lead] for lead in shown]
        return PlayedLeads(
            channel=tuple(int(records.channel[lead]) for lead in shown),
            number=tuple(int(records.index[lead]) for lead in shown),
            outcome=tuple(NONE if end is None else self.stations[end] for end in ends),
            cause=tuple(int(records.cause[lead]) for lead in shown),
            ends=tuple(self.ends[lead] for lead in shown),
            way=tuple(self.ways[lead] for lead in shown),
        )

    def queues(self) -> dict[str, tuple[int, ...]]:
        """Leads at each station over the week."""
        changes = np.zeros((len(self.stations), WEEK_MINUTES // QUEUE_EVERY_MINUTES + 2), dtype=np.int64)
        for steps in self.ways:
            for station, enters, leaves in _stays(steps):
                changes[station, _count_from(enters)] += 1
                changes[station, _count_from(leaves)] -= 1
        numbers = np.cumsum(changes, axis=1)[:, :-1]
        return {name: tuple(numbers[place].tolist()) for name, place in self.stations.items()}


def _stays(steps: Sequence[Step]) -> Iterator[tuple[int, int, int]]:
    """Stations with the minutes from which and until which a lead is there."""
    leaving = [minute for minute, *_ in steps[1:]] + [WEEK_MINUTES + QUEUE_EVERY_MINUTES]
    for (minute, station, *_), leaves in zip(steps, leaving, strict=True):
        yield station, minute, leaves


def _count_from(minute: int) -> int:
    """The first count of a queue at or after a minute."""
    return max(0, -(-minute // QUEUE_EVERY_MINUTES))


def _places(process: LeadProcess) -> dict[StationId, int]:
    """The stations of a process with their places."""
    there = [station for station in STATIONS if not (station == "call_centre" and _is_direct(process))]
    return {station: place for place, station in enumerate(there)}


def _channel_name(channel: str, knowledge: Knowledge) -> Text:
    """The name shown; a channel that only this process has goes by its id."""
    found = next((known.name for known in knowledge.channels if known.id == channel), None)
    return found or Text(de=channel, en=channel)


def _is_direct(process: LeadProcess) -> bool:
    return process.qualification.place == "direct"


def _lead_names(records: LeadRecords, channels: Sequence[str]) -> Iterator[LeadName]:
    for channel, index in zip(records.channel.tolist(), records.index.tolist(), strict=True):
        yield channels[channel], index


def _lot(seed: int, name: LeadName) -> bytes:
    """What a lead draws: as good as random, and the same in every week."""
    return blake2b(f"{seed}-{name[0]}-{name[1]}".encode(), digest_size=8).digest()


def _end(outcome: str) -> StationId | None:
    """The station at which a lead of this outcome ends, if it does."""
    ends: dict[str, StationId] = {"won": ENDS[0], "lost": ENDS[1], "natural": ENDS[2]}
    return ends.get(outcome)


def _minute(time_ms: int, start_ms: int) -> int | None:
    return None if time_ms == NONE else (time_ms - start_ms) // MINUTE_MS


def _in_week(minute: int | None) -> bool:
    return minute is not None and 0 <= minute < WEEK_MINUTES


def _start_ms(process: LeadProcess, week: int) -> int:
    """The Monday, at midnight, on which a week begins; the first week holds the first day measured."""
    return (process.warm_up_days // DAYS_PER_WEEK + week - 1) * WEEK_MS


def _month(week: int) -> int:
    """The month in which most of a week lies: that of its Thursday."""
    day = (week - 1) * DAYS_PER_WEEK + _THURSDAY
    return int(np.searchsorted(DAYS_BEFORE_MONTH, day, side="right"))


def _hours(hours: OpeningHours) -> tuple[Open, ...]:
    return tuple(
        (round(day.opens * _MINUTES_PER_HOUR), round(day.closes * _MINUTES_PER_HOUR)) if day else (0, 0) for day in hours.days()
    )


def _check(process: LeadProcess, week: int) -> None:
    weeks = min(WEEKS, process.measured_days // DAYS_PER_WEEK)
    if not 1 <= week <= weeks:
        raise ScanError.of("week", f"{week} is not among the weeks simulated", f"give a number from 1 to {weeks}")
