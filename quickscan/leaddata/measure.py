"""Measure a cleaned lead export: counts, shares with their intervals, weeks and days."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import sqrt

import pandas as pd

from quickscan.domain.knowledge import Channel, Knowledge
from quickscan.domain.problem import ScanError
from quickscan.leaddata.clean import REASONS, CleanLeads, clean
from quickscan.leaddata.mapping import LeadMapping, check_mapping
from quickscan.leaddata.profile import (
    ChannelFigures,
    ClosingRate,
    DaysToClose,
    DealValue,
    LeadProfile,
    LeadsPerWeek,
    ReadFile,
    SetAside,
    Week,
)
from quickscan.leaddata.read import LeadTable

NORMAL_97_5 = 1.959964
"""The 97.5 % quantile of the normal distribution."""
DAYS_A_WEEK = 7
OTHER = "other"
"""The channel of every origin that no channel's aliases name."""


def profile_tables(tables: Sequence[LeadTable], mapping: LeadMapping, knowledge: Knowledge) -> LeadProfile:
    """Check the mapping, clean and measure. Raises ScanError where mapping and files do not fit, or no lead is left."""
    check_mapping(mapping, tables)
    return profile_leads(clean(tables, mapping), tables, mapping, knowledge)


def profile_leads(cleaned: CleanLeads, tables: Sequence[LeadTable], mapping: LeadMapping, knowledge: Knowledge) -> LeadProfile:
    """Measure leads that were cleaned. Raises ScanError where no lead is left."""
    leads = cleaned.leads
    counted = cleaned.count_by_rule()
    if leads.empty:
        why = "; ".join(f"{rows} rows: {REASONS[rule]}" for rule, rows in counted.items()) or "there are no rows below the header"
        raise ScanError.of(mapping.leads.file, f"no lead is left to count ({why})", "check the export and its mapping")
    weekly = _weekly(leads)
    first, last = leads["created"].min().date(), leads["created"].max().date()
    days = (last - first).days + 1
    return LeadProfile(
        leads=len(leads),
        won=int(leads["won"].sum()),
        set_aside=tuple(SetAside(rule=rule, rows=rows, reason=REASONS[rule]) for rule, rows in counted.items()),
        first_day=first,
        last_day=last,
        months=leads["created"].dt.to_period("M").nunique(),
        closing_rate=wilson_interval(int(leads["won"].sum()), len(leads)),
        days_to_close=_days_to_close(leads["days"].dropna()),
        leads_per_week=_per_week([week.leads for week in weekly if week.whole], len(leads), days),
        deal_value=_deal_value(leads["value"].dropna()),
        by_channel=_by_channel(leads, weekly, days, knowledge.channels),
        weekly=weekly,
        understood=tuple(_understood(table, mapping) for table in tables),
    )


def wilson_interval(won: int, leads: int) -> ClosingRate:
    """The share won with its 95 % score interval (Wilson 1927), which holds for small numbers and for none won, too."""
    share, z2 = won / leads, NORMAL_97_5**2
    middle = (share + z2 / (2 * leads)) / (1 + z2 / leads)
    half_width = NORMAL_97_5 / (1 + z2 / leads) * sqrt(share * (1 - share) / leads + z2 / (4 * leads**2))
    return ClosingRate(mean=share, low=max(0.0, middle - half_width), high=min(1.0, middle + half_width))


def _channel_by_name(channels: Sequence[Channel]) -> dict[str, str]:
    """Every id, name and alias of a channel, as `_plain` writes it, to the channel's id."""
    by_name: dict[str, str] = {}
    for channel in channels:
        for name in (channel.id, channel.name.de, channel.name.en, *channel.aliases):
            by_name.setdefault(_plain(name), channel.id)
    return by_name


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _days_to_close(days: "pd.Series[float]") -> DaysToClose:
    if days.empty:
        return DaysToClose(median=None, p90=None, n=0)
    return DaysToClose(median=float(days.median()), p90=float(days.quantile(0.9)), n=len(days))


def _deal_value(values: "pd.Series[float]") -> DealValue | None:
    return None if values.empty else DealValue(mean=float(values.mean()), median=float(values.median()), n=len(values))


def _weekly(leads: pd.DataFrame) -> tuple[Week, ...]:
    days = leads["created"].dt.normalize()
    mondays = days - pd.to_timedelta(days.dt.day_of_week, unit="D")
    counts = leads.assign(monday=mondays).pivot_table(
        index="monday", columns="origin", values="id", aggfunc="count", fill_value=0
    )
    first, last = days.min().date(), days.max().date()
    every = pd.date_range(mondays.min(), mondays.max(), freq=f"{DAYS_A_WEEK}D")
    filled = counts.reindex(every, fill_value=0)
    origins = [str(origin) for origin in filled.columns]
    return tuple(
        _week(monday.date(), dict(zip(origins, map(int, row), strict=True)), first, last)
        for monday, row in zip(every, filled.to_numpy(), strict=True)
    )


def _week(monday: date, by_channel: dict[str, int], first: date, last: date) -> Week:
    whole = first <= monday and monday + timedelta(days=DAYS_A_WEEK - 1) <= last
    present = {origin: leads for origin, leads in by_channel.items() if leads}
    return Week(monday=monday, whole=whole, leads=sum(present.values()), by_channel=present)


def _per_week(whole_weeks: Sequence[int], leads: int, days: int) -> LeadsPerWeek:
    """From the leads of each whole week; where there is none, from all leads and the days covered."""
    if not whole_weeks:
        return LeadsPerWeek(mean=DAYS_A_WEEK * leads / days, low=None, high=None)
    return LeadsPerWeek(mean=sum(whole_weeks) / len(whole_weeks), low=min(whole_weeks), high=max(whole_weeks))


def _by_channel(leads: pd.DataFrame, weekly: Sequence[Week], days: int, channels: Sequence[Channel]) -> dict[str, ChannelFigures]:
    named = _channel_by_name(channels)
    whole_weeks = [week.by_channel for week in weekly if week.whole]
    figures: dict[str, ChannelFigures] = {}
    for origin, of_origin in leads.groupby("origin", sort=False):
        counted, won = len(of_origin), int(of_origin["won"].sum())
        figures[str(origin)] = ChannelFigures(
            channel=named.get(_plain(str(origin)), OTHER),
            leads=counted,
            won=won,
            leads_per_week=_per_week([week.get(str(origin), 0) for week in whole_weeks], counted, days).mean,
            closing_rate=wilson_interval(won, counted),
            days_to_close_median=_days_to_close(of_origin["days"].dropna()).median,
        )
    return dict(sorted(figures.items(), key=lambda entry: -entry[1].leads))


def _understood(table: LeadTable, mapping: LeadMapping) -> ReadFile:
    parts = [part for part in (mapping.leads, mapping.deals) if part is not None and part.file == table.file]
    columns = parts[0].model_dump(exclude={"file"}, exclude_none=True) if parts else {}
    rows = len(table.rows) + len(table.misfits)
    return ReadFile(file=table.file, encoding=table.encoding, separator=table.separator, rows=rows, columns=columns)
