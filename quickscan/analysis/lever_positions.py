"""The levers of one client: which of them there are, where each stands today, and where somebody put it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quickscan.analysis.scenario_levers import Settings, Today
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Lever
from quickscan.simulation.levers import lever_value, levers_that_fit

DECK_ONLY = "dealers.attempt_shares"
"""By evidence attempts come from the severity of poor follow-up and from the contact plan; this value is not read."""
NONE_OF_THEM = ""
"""Stands for an option where today is none of them."""
SEVERITIES, CHANNELS = "severity.", "channels."


@dataclass(frozen=True)
class Position:
    """A lever of this client."""

    lever: Lever
    """The lever."""
    today: float | str | None
    """Where it stands today: its number (1 for a factor), its option, or none where there is no such thing today."""
    setting: float | str | None
    """Where it stands now; none where nothing is set."""
    moves_sales: bool
    """Whether it can move sales in this calibration, or only times and load."""

    @property
    def moved(self) -> bool:
        """Whether it stands elsewhere than today."""
        return self.setting != self.today

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the greatest number; today's is within, however far off it is."""
        ends = [end for end in (self.lever.minimum, self.lever.maximum) if end is not None]
        numbers = [*ends, *([self.today] if isinstance(self.today, float) else [])]
        return min(numbers), max(numbers)

    @property
    def rest(self) -> float | str:
        """Where its control rests as long as nobody moves it."""
        if self.today is not None:
            return self.today
        if self.lever.options:
            return NONE_OF_THEM
        least, greatest = self.reach
        return least if self.lever.not_set_at == "minimum" else greatest


def positions(levers: Iterable[Lever], today: Today, settings: Settings) -> tuple[Position, ...]:
    """The levers that this client's process has and the calibration reads, in their order."""
    return tuple(
        Position(lever, now, settings.get(lever.id, now), moves_sales(lever, today))
        for lever in levers_that_fit(today.process, today.severity, levers)
        if _is_there(lever, today)
        for now in (_today(lever, today),)
    )


def moves_sales(lever: Lever, today: Today) -> bool:
    """Whether a lever can move sales: in the deck calibration only causes and volumes do."""
    return today.calibration != "deck" or lever.path.startswith((SEVERITIES, CHANNELS))


def _today(lever: Lever, today: Today) -> float | str | None:
    if lever.moves == "factor":
        return 1.0
    found = lever_value(today.process, today.severity, lever)
    return found if found is None or isinstance(found, str) else float(found)


def _is_there(lever: Lever, today: Today) -> bool:
    silent = set(_channels_without_inquiries(today.process))
    return lever.path.rpartition(".")[0] not in silent and not (lever.path == DECK_ONLY and today.calibration != "deck")


def _channels_without_inquiries(process: LeadProcess) -> Iterator[str]:
    return (f"{CHANNELS}{channel.channel}" for channel in process.channels if channel.leads_per_year == 0.0)
