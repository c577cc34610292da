"""Texts of an export as dates and numbers, in the ways German and international systems write them."""

import pandas as pd

EARLIEST, LATEST = pd.Timestamp(1990, 1, 1), pd.Timestamp(2100, 1, 1)
"""Dates outside are placeholders such as 01.01.1900, not days on which something happened."""

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_WRITTEN = (
    rf"^(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?P<time>{_TIME})$",
    rf"^(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?P<time>{_TIME})$",
)
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?"


def dates_of(texts: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Dates written 2024-03-31 or 31.03.2024, with or without a time of day; NaT where there is none to be read.

    A time zone is left out: what counts is the clock on the wall where the lead came in.
    """
    written = pd.Series(texts.unique(), dtype=object)  # the same days come again and again: each is read once
    found = pd.Series(pd.NaT, index=written.index, dtype="datetime64[us]")
    for pattern in _WRITTEN:
        parts = written[found.isna()].str.extract(pattern)
        found = found.fillna(_day(parts) + _time_of_day(parts["time"]))
    plausible = found.where((found >= EARLIEST) & (found < LATEST))
    return plausible.set_axis(written).reindex(texts).set_axis(texts.index)


def numbers_of(texts: "pd.Series[str]") -> "pd.Series[float]":
    """Numbers with decimal point or decimal comma, thousands separators and a euro sign allowed; NaN where there is none.

    One column is written in one way: a cell such as 12,5 or 1.234.567 shows that the comma is its decimal sign.
    """
    bare = texts.str.replace(r"[\s\u00a0'€]|EUR", "", regex=True)
    with_comma = bool(bare.str.contains(r",\d{1,2}$|\.\d{3}[.,]", regex=True).any())
    thousands, decimal = (".", ",") if with_comma else (",", ".")
    plain = bare.str.replace(thousands, "", regex=False).str.replace(decimal, ".", regex=False)
    return pd.to_numeric(plain, errors="coerce").astype(float)


def _day(parts: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    written = parts["year"] + "-" + parts["month"].str.zfill(2) + "-" + parts["day"].str.zfill(2)
    return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").astype("datetime64[us]")


def _time_of_day(texts: "pd.Series[str]") -> "pd.Series[pd.Timedelta]":
    """The time since midnight: none for no time, NaT for a time that no clock shows."""
    clock = texts.str.extract(_CLOCK)
    hours, minutes = pd.to_numeric(clock[0]), pd.to_numeric(clock[1])
    seconds = pd.to_numeric(clock[2].str.replace(",", ".")).fillna(0.0)
    total = pd.to_timedelta(hours * 3600 + minutes * 60 + seconds, unit="s")
    possible = hours.isna() | ((hours < 24) & (minutes < 60) & (seconds < 60))
    return total.fillna(pd.Timedelta(0)).where(possible)
