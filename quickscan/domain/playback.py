"""A week of the process to be watched: where each lead is, minute by minute, and what becomes of it.

Written as arrays, so that a week fits into a page. Minutes count from the Monday on which the week begins, at midnight; what
happened before has a negative one.
"""

from typing import Literal, get_args

from quickscan.domain.base import Noun, Text

StationId = Literal["inquiry", "call_centre", "nurture", "lead_system", "dealers", "sales", "won", "lost", "no_sale"]
STATIONS: tuple[StationId, ...] = get_args(StationId)
"""All stations, in the order of a lead's way: where it came in and waits to be recorded; waits for the call centre or is talked
to; ripens; lies in the lead system; waits for an outlet or is called; is in the sales talks; bought; lost; would not have bought
in any case."""
ENDS: tuple[StationId, ...] = ("won", "lost", "no_sale")
"""Stations that a lead does not leave."""

NONE = -1
"""Stands for "there is none" in a column of numbers."""
MINUTES_PER_DAY = 24 * 60
WEEK_MINUTES = 7 * MINUTES_PER_DAY
QUEUE_EVERY_MINUTES = 10
"""From one count of a queue to the next."""

Step = tuple[int, int, int, int]
"""What happens to a lead: the minute, the station at which it is from then on, the kind (indices), and the outlet or NONE."""
Open = tuple[int, int]
"""From which minute of a day to which somebody is there; both 0 on a closed day."""


class Named(Noun):
    """Something by its name for programs and for people."""

    id: str
    """The name for programs."""
    name: Text
    """The name shown."""


class PlayedCause(Named):
    """A cause, and how it is told of one lead."""

    told: Text
    """Why the lead was lost, such as "followed up too late"."""


class Kind(Noun):
    """Something that can happen to a lead."""

    id: str
    """Its name, such as attempt.start."""
    text: Text
    """What happens, in the client's words; {channel}, {outlet} and {cause} stand for those of the lead."""


class WeekCounts(Noun):
    """How many leads there are in a week, all of them counted. Those there at the beginning and those created end or stay."""

    at_start: int
    """In the process when the week begins."""
    created: int
    """Came in during the week."""
    won: int
    """Bought."""
    lost: int
    """Would have bought, and were lost on the way."""
    no_sale: int
    """Ended their way, and would not have bought in any case."""
    stay: int
    """Still in the process when the week ends."""
    lost_by_cause: dict[str, int]
    """The lost ones by cause; causes that lost nobody are left out."""

    @property
    def present(self) -> int:
        """In the process at some moment of the week."""
        return self.at_start + self.created


class PlayedLeads(Noun):
    """The leads shown, in the order they came in: one entry of every column per lead."""

    channel: tuple[int, ...]
    """The channel each came in by, an index."""
    number: tuple[int, ...]
    """Its number within its channel."""
    outcome: tuple[int, ...]
    """Where its way ends (an index of the stations), be it after the week; NONE where it never does."""
    cause: tuple[int, ...]
    """The cause that lost it (an index), or NONE."""
    ends: tuple[int | None, ...]
    """The minute in which its way ends, be it after the week; none where it never does."""
    way: tuple[tuple[Step, ...], ...]
    """What happens to it from its inquiry until the week ends, in order."""


class Playback(Noun):
    """One week of one simulated year."""

    week: int
    """The week of the year, 1 to 52; it begins on a Monday."""
    month: int
    """The month in which most of it lies, 1 to 12."""
    process: Text
    """The process."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replication: int
    """The number of the simulated year."""
    counts: WeekCounts
    """How many leads there are, all of them counted."""
    shown: int
    """How many of them `leads` holds: all, or a sample where there are too many."""
    stations: tuple[Named, ...]
    """The stations of this process, in the order of a lead's way."""
    channels: tuple[Named, ...]
    """The channels."""
    causes: tuple[PlayedCause, ...]
    """The causes."""
    outlet: Text
    """What an outlet is called; {number} stands for its number."""
    kinds: tuple[Kind, ...]
    """What can happen."""
    hours: dict[str, tuple[Open, ...]]
    """Opening hours of the call centre and of the dealers, Monday first."""
    queues: dict[str, tuple[int, ...]]
    """Leads at each station, all of them counted, every ten minutes from the beginning of the week to its end; bought, lost and
    not bought are counted from the beginning of the week on."""
    days: tuple[tuple[int, int, int, int], ...]
    """On each day, Monday first, how many came in, bought, were lost, and ended without a sale in any case."""
    losses: tuple[tuple[int, int], ...]
    """The minute and the cause (an index, or NONE) of every lead lost in the week, all of them counted, in order."""
    leads: PlayedLeads
    """The leads shown."""

    def kind_of(self, station: int) -> int:
        """What happens to a lead that reaches one of the stations at which ways end; indices."""
        name = {"no_sale": "natural"}.get(self.stations[station].id, self.stations[station].id)
        return next(place for place, kind in enumerate(self.kinds) if kind.id == name)

    @property
    def share_shown(self) -> float:
        """The share of the leads that is shown."""
        return self.shown / self.counts.present if self.counts.present else 1.0
