"""The profile of a lead export: volumes, closing rates with intervals, days to close, what was set aside, how it was read."""

from datetime import date

from quickscan.domain.base import Noun


class SetAside(Noun):
    """Rows that one rule set aside."""

    rule: str
    """The rule."""
    rows: int
    """How many rows it met."""
    reason: str
    """What is wrong with them, and what became of them."""


class ClosingRate(Noun):
    """Sales per lead, 0 to 1, with its 95 % interval after Wilson."""

    mean: float
    """The share of leads won."""
    low: float
    """The lower end."""
    high: float
    """The upper end."""


class DaysToClose(Noun):
    """Days from first contact to sale, of the sales for which both are known."""

    median: float | None
    """Half are faster; none where nothing is known."""
    p90: float | None
    """Nine in ten are faster; none where nothing is known."""
    n: int
    """Sales counted."""


class LeadsPerWeek(Noun):
    """Leads in weeks from Monday to Sunday that the export covers wholly."""

    mean: float
    """The mean; where no week is covered wholly, leads a day times seven."""
    low: int | None
    """The weakest week; none where no week is covered wholly."""
    high: int | None
    """The strongest week; none where no week is covered wholly."""


class ChannelFigures(Noun):
    """The figures of one origin, as the export names it."""

    channel: str
    """Our channel by the aliases, other where none fits."""
    leads: int
    """Leads."""
    won: int
    """Leads won."""
    leads_per_week: float
    """The mean, counted as for all leads."""
    closing_rate: ClosingRate
    """Sales per lead."""
    days_to_close_median: float | None
    """Half of the sales are faster; none where nothing is known."""


class Week(Noun):
    """The leads of one week, Monday to Sunday."""

    monday: date
    """The day it begins."""
    whole: bool
    """Whether the export covers all of it."""
    leads: int
    """Leads of all channels."""
    by_channel: dict[str, int]
    """Leads by origin, as the export names it."""


class ReadFile(Noun):
    """How one file was understood."""

    file: str
    """Its name."""
    encoding: str
    """Its encoding."""
    separator: str
    """What stands between its cells."""
    rows: int
    """Rows below the header."""
    columns: dict[str, str]
    """What was looked for, and in which column it was found; empty where the file was not needed."""


class DealValue(Noun):
    """What sales are worth, in the currency of the export."""

    mean: float
    """The mean."""
    median: float
    """Half are worth less."""
    n: int
    """Sales whose value could be read."""


class LeadProfile(Noun):
    """What a lead export says, and how it was understood."""

    leads: int
    """Leads that count."""
    won: int
    """Leads won."""
    set_aside: tuple[SetAside, ...]
    """Rows set aside, wholly or in part."""
    first_day: date
    """The day of the first lead."""
    last_day: date
    """The day of the last lead."""
    months: int
    """Calendar months with leads."""
    closing_rate: ClosingRate
    """Sales per lead."""
    days_to_close: DaysToClose
    """Days from first contact to sale."""
    leads_per_week: LeadsPerWeek
    """Leads a week."""
    deal_value: DealValue | None
    """What sales are worth; none where no column says it."""
    by_channel: dict[str, ChannelFigures]
    """Figures by origin, as the export names it, the largest first."""
    weekly: tuple[Week, ...]
    """Every week from the first to the last."""
    understood: tuple[ReadFile, ...]
    """How the files were read."""
