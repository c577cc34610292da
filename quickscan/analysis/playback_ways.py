"""From the events of leads to their ways: at which station each is from which minute on, and what happens to it there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quickscan.domain.playback import NONE, WEEK_MINUTES, StationId, Step
from quickscan.simulation.calendar import MINUTE_MS, Calendar, finish
from quickscan.simulation.trace import TraceEvent

LeadName = tuple[str, int]
"""Channel and number within the channel."""

_AT: dict[str, StationId] = {
    "inquiry": "inquiry", "call_not_answered": "inquiry", "capture": "call_centre", "qualification.start": "call_centre",
    "qualification.complete": "lead_system", "nurture.start": "nurture", "nurture.again": "nurture",
    "hand_over": "lead_system", "assignment": "dealers",
    "reassignment": "dealers", "reaction": "dealers", "attempt.start": "dealers", "attempt.missed": "dealers",
    "attempt.reached": "sales", "won": "won", "lost": "lost", "lost.ignored": "lost", "natural": "no_sale",
}  # fmt: skip
"""Where a lead is after something happened to it; what is not here is a part of the sales talks."""
_OF_BOTH = ("qualification", "nurture")
"""Steps of which beginning and end are told apart."""
_CONTACT = "attempt"
_GIVEN_OUT = ("assignment", "reassignment")
"""What happens last to a lead that an outlet never turns to."""
_IGNORING = "poor_follow_up"
"""The cause of that."""


@dataclass(frozen=True)
class Names:
    """Stations and kinds by their places in a playback."""

    stations: Mapping[StationId, int]
    kinds: Mapping[str, int]
    direct: bool
    """Whether sellers qualify by themselves, so that nobody waits for a call centre."""


@dataclass(frozen=True)
class Week:
    """When the week begins, and when people work."""

    start_ms: int
    call_centre: Calendar
    dealers: Calendar

    def minute(self, event: TraceEvent) -> int:
        """The minute of an event. Work that somebody gets at night begins in the morning."""
        time_ms = event.time_ms
        if event.transition == "start" and event.step != "nurture":
            time_ms = finish(self.call_centre if event.step == "qualification" else self.dealers, time_ms, 1) - 1
        return (time_ms - self.start_ms) // MINUTE_MS


def by_lead(events: Iterable[TraceEvent]) -> dict[LeadName, list[TraceEvent]]:
    """The events of each lead, leads in the order in which they came in."""
    found: dict[LeadName, list[TraceEvent]] = {}
    for event in events:
        found.setdefault((event.channel, event.index), []).append(event)
    return found


def way(events: Sequence[TraceEvent], reached_at: Sequence[int], week: Week, names: Names) -> tuple[Step, ...]:
    """The way of a lead until the week ends: its events in order, and for each time it is followed up the number of the attempt
    that reaches it."""
    return tuple(step for step in _steps(events, reached_at, week, names) if step[0] < WEEK_MINUTES)


def _steps(events: Sequence[TraceEvent], reached_at: Sequence[int], week: Week, names: Names) -> Iterator[Step]:
    pursuit, made, before = -1, 0, ""
    for event in events:
        if event.step == "assignment":
            pursuit, made = pursuit + 1, 0
        made += (event.step, event.transition) == (_CONTACT, "complete")
        before = kind = _kind(event, before, pursuit >= 0, pursuit >= 0 and made == reached_at[pursuit])
        station = names.stations[_station(kind, pursuit >= 0, names.direct)]
        outlet = NONE if event.outlet is None else event.outlet
        yield week.minute(event), station, names.kinds[kind], outlet


def _kind(event: TraceEvent, before: str, assigned: bool, reached: bool) -> str:
    if event.step == _CONTACT and event.transition == "complete":
        return "attempt.reached" if reached else "attempt.missed"
    if event.step == "lost" and event.detail == _IGNORING and before in _GIVEN_OUT:
        return "lost.ignored"
    if (event.step, event.transition) == ("nurture", "start") and assigned:
        return "nurture.again"
    if event.step in _OF_BOTH or event.transition == "start":
        return f"{event.step}.{event.transition}"
    if event.step.endswith("_decided"):
        return f"{event.step.removesuffix('_decided')}.decided"
    return event.step if event.step in _AT else f"{event.step}.complete"


def _station(kind: str, assigned: bool, direct: bool) -> StationId:
    if kind == "nurture.complete":
        return "dealers" if assigned else "lead_system" if direct else "call_centre"
    if kind == "capture" and direct:
        return "lead_system"
    return _AT.get(kind, "sales")
