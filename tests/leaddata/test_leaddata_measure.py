"""The figures of an export: made-up ones whose results are known, and a real company's."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.leaddata.measure import wilson_interval
from quickscan.leaddata.profile import LeadProfile, LeadsPerWeek

Write = Callable[..., Path]
Profiled = Callable[..., LeadProfile]

GERMAN = """Interessenten-Nr.;Eingangsdatum;Quelle;Verkauft am;Auftragswert
4711;01.01.2024;Messe;11.01.2024;25.400,50
4712;02.01.2024;Händlerhotline;;
4713;15.01.2024;Web-Form;16.01.2024;18.000,00
4714;21.01.2024;Messe;-;
4715;23.02.2024;Flaschenpost;;
"""


def test_a_german_export_in_the_windows_encoding(write: Write, profiled: Profiled) -> None:
    profile = profiled(write("anfragen.csv", GERMAN, "cp1252"))
    assert (profile.leads, profile.won, profile.set_aside) == (5, 2, ())
    assert (profile.first_day, profile.last_day, profile.months) == (date(2024, 1, 1), date(2024, 2, 23), 2)
    assert {origin: figures.channel for origin, figures in profile.by_channel.items()} == {
        "Messe": "fair",
        "Händlerhotline": "call",
        "Web-Form": "web",
        "Flaschenpost": "other",
    }
    assert profile.by_channel["Messe"].closing_rate.mean == 0.5
    assert profile.days_to_close.model_dump() == {"median": 5.5, "p90": pytest.approx(9.1), "n": 2}
    assert profile.deal_value is not None
    assert profile.deal_value.mean == 21700.25
    assert (profile.understood[0].encoding, profile.understood[0].separator) == ("cp1252", ";")
    assert profile.understood[0].columns["won"] == "Verkauft am"


def test_weeks_run_from_monday_and_those_without_leads_count(write: Write, profiled: Profiled) -> None:
    profile = profiled(write("anfragen.csv", GERMAN))
    assert [(week.monday.day, week.leads, week.whole) for week in profile.weekly] == [
        (1, 2, True),
        (8, 0, True),
        (15, 2, True),
        (22, 0, True),
        (29, 0, True),
        (5, 0, True),
        (12, 0, True),
        (19, 1, False),
    ]
    assert profile.weekly[2].by_channel == {"Web-Form": 1, "Messe": 1}
    assert profile.leads_per_week == LeadsPerWeek(mean=4 / 7, low=0, high=2)
    assert profile.by_channel["Messe"].leads_per_week == 2 / 7


def test_where_no_week_is_whole_the_mean_goes_by_days(write: Write, profiled: Profiled) -> None:
    profile = profiled(write("leads.csv", "id,date,channel,won\n1,2024-01-02,web,\n2,2024-01-03,web,\n"))
    assert profile.leads_per_week == LeadsPerWeek(mean=7.0, low=None, high=None)
    assert profile.days_to_close.median is None
    assert profile.by_channel["web"].days_to_close_median is None


def test_an_export_without_any_lead_left_is_refused_with_the_reasons(write: Write, profiled: Profiled) -> None:
    with pytest.raises(ScanError, match=r"no lead is left to count.*1 rows: the date of the first contact cannot be read"):
        profiled(write("leads.csv", "id,date,channel,won\n1,yesterday,web,\n"))
    with pytest.raises(ScanError, match="no rows below the header"):
        profiled(write("empty.csv", "id,date,channel,won\n"))


def test_the_interval_is_that_of_wilson() -> None:
    rate = wilson_interval(842, 8000)
    assert (round(rate.mean, 5), round(rate.low, 5), round(rate.high, 5)) == (0.10525, 0.09871, 0.11217)


@given(leads=st.integers(1, 10_000), share=st.floats(0, 1))
def test_the_interval_holds_the_share_and_stays_between_none_and_all(leads: int, share: float) -> None:
    rate = wilson_interval(round(share * leads), leads)
    assert 0.0 <= rate.low <= rate.mean + 1e-12
    assert rate.mean - 1e-12 <= rate.high <= 1.0
    assert rate.high - rate.low > 0.0


@pytest.mark.needs_olist
def test_a_real_company_s_leads_and_deals(olist_folder: Path, profiled: Profiled) -> None:
    profile = profiled(*sorted(olist_folder.glob("*.csv")))
    assert (profile.leads, profile.won, profile.months) == (8000, 842, 12)
    assert (profile.first_day, profile.last_day) == (date(2017, 6, 14), date(2018, 5, 31))
    assert {entry.rule: entry.rows for entry in profile.set_aside} == {"unknown_origin": 1159, "won_before_first_contact": 1}
    assert profile.days_to_close.median == pytest.approx(14.72, abs=0.005)
    assert profile.days_to_close.n == 841
    assert (profile.by_channel["unknown"].leads, profile.by_channel["unknown"].won) == (1159, 193)
    assert profile.by_channel["organic search"].channel == "web"
    assert sum(figures.won for figures in profile.by_channel.values()) == 842
    assert sum(week.leads for week in profile.weekly) == 8000
