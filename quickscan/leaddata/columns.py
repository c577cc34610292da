"""Texts of an export as dates and numbers, in the ways German and international systems write them."""

from typing import Literal

import pandas as pd

EARLIEST, LATEST = pd.Timestamp(1990, 1, 1), pd.Timestamp(2100, 1, 1)
"""Dates outside are placeholders such as 01.01.1900, not days on which something happened."""

_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_DATE = {
    rf"^(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?P<time>{_TIME})$": "iso",
    rf"^(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}})(?P<time>{_TIME})$": "german",
}
_CLOCK = r"(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?"


def dates_of(texts: "pd.Series[str]") -> "pd.Series[pd.Timestamp]":
    """Dates written 2024-03-31 or 31.03.2024, with or without a time of day; NaT where there is none to be read.

    A time zone is left out: what counts is the clock on the wall where the lead came in.
    """
    found = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[ns]")
    for pattern in _DATE:
        parts = texts.str.extract(pattern)
        found = found.fillna(_day(parts) + _time_of_day(parts["time"]))
    return found.where((found >= EARLIEST) & (found < LATEST))


def numbers_of(texts: "pd.Series[str]") -> "pd.Series[float]":
    """Numbers with decimal point or decimal comma, thousands separators and a currency sign allowed; NaN where there is none."""
    bare = texts.str.replace(r"[\s\u00a0'€$]|EUR|USD", "", regex=True)
    last_mark = bare.str.extract(r"([.,])[^.,]*$")[0]
    plain = bare.map(_without_thousands, na_action="ignore") if last_mark.notna().any() else bare
    return pd.to_numeric(plain, errors="coerce").astype(float)


def _day(parts: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    written = parts["year"] + "-" + parts["month"].str.zfill(2) + "-" + parts["day"].str.zfill(2)
    return pd.to_datetime(written, format="%Y-%m-%d", errors="coerce").astype("datetime64[ns]")


def _time_of_day(texts: "pd.Series[str]") -> "pd.Series[pd.Timedelta]":
    """The time since midnight: none for no time, NaT for a time that no clock shows."""
    clock = texts.str.extract(_CLOCK)
    hours, minutes = pd.to_numeric(clock[0]), pd.to_numeric(clock[1])
    seconds = pd.to_numeric(clock[2].str.replace(",", ".")).fillna(0.0)
    total = pd.to_timedelta(hours * 3600 + minutes * 60 + seconds, unit="s")
    possible = hours.isna() | ((hours < 24) & (minutes < 60) & (seconds < 60))
    return total.fillna(pd.Timedelta(0)).where(possible)


def _without_thousands(text: str) -> str:
    """1.234,5 and 1,234.5 as 1234.5. A single mark is the decimal one, except a point before exactly three digits."""
    decimal = _decimal_mark(text)
    thousands = "." if decimal == "," else ","
    return text.replace(thousands, "").replace(decimal, ".")


def _decimal_mark(text: str) -> Literal[".", ","]:
    if "," in text and "." in text:
        return "," if text.rindex(",") > text.rindex(".") else "."
    if text.count(",") == 1:
        return ","
    whole, _, fraction = text.rpartition(".")
    grouped = text.count(".") > 1 or (len(fraction) == 3 and 0 < len(whole.lstrip("-")) < 4 and whole.lstrip("-") != "0")
    return "," if grouped else "."
