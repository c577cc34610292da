"""Dates and numbers are read as German and international systems write them."""

import pandas as pd
import pytest

from quickscan.leaddata.columns import dates_of, numbers_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-31", "2024-03-31"),
        ("2024-03-31 18:05:09", "2024-03-31 18:05:09"),
        ("2024-03-31T18:05:09.250Z", "2024-03-31 18:05:09.250"),
        ("2024-03-31T18:05+02:00", "2024-03-31 18:05"),
        ("31.03.2024", "2024-03-31"),
        ("1.3.2024 7:30", "2024-03-01 07:30"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_a_date_is_read(written: str, meant: str) -> None:
    assert dates_of(pd.Series([written], dtype=object)).iloc[0] == pd.Timestamp(meant)


@pytest.mark.parametrize(
    "written", ["", "30.02.2024", "2024-13-01", "gestern", "03/04/2024", "2024-03-31 25:00", "01.01.1900", "9999-12-31", "45012"]
)
def test_what_is_no_date_is_none(written: str) -> None:
    assert dates_of(pd.Series([written], dtype=object)).isna().all()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["12,50", "1.200,00", "1.200", "7"], [12.5, 1200.0, 1200.0, 7.0]),
        (["12.50", "1,200.00", "7"], [12.5, 1200.0, 7.0]),
        (["1.234.567 €", "-3,5"], [1234567.0, -3.5]),
        (["0.0", "6000.0"], [0.0, 6000.0]),
    ],
)
def test_a_column_of_numbers_is_read_in_one_way(written: list[str], meant: list[float]) -> None:
    assert numbers_of(pd.Series(written, dtype=object)).tolist() == meant


def test_what_is_no_number_is_none() -> None:
    assert numbers_of(pd.Series(["", "viel", "-"], dtype=object)).isna().all()
