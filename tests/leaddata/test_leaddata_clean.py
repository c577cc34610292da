"""Every rule sets aside the rows it should, and nothing gets lost on the way."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.leaddata.clean import REASONS, CleanLeads, clean
from quickscan.leaddata.mapping import DealColumns, LeadColumns, LeadMapping, guess_mapping
from quickscan.leaddata.read import LeadTable, read_tables

Write = Callable[..., Path]

LEADS = """lead_id,created,source
A,2024-01-10 15:00,web
B,2024-01-11,trade fair
A,2024-01-12,web
C,,web
D,32.01.2024,web
E,12.01.2024,unbekannt
,2024-01-12,web
F,2024-01-12,
G,2024-01-13,web
H,2024-01-14,web,more
"""
DEALS = """lead_id,won_date
A,2024-01-10
B,2024-01-21
B,2024-01-22
C,2024-02-01
E,2024-01-02
G,soon
X,2024-02-01
"""
MAPPING = LeadMapping(
    leads=LeadColumns(file="leads.csv", id="lead_id", created="created", channel="source"),
    deals=DealColumns(file="deals.csv", lead_id="lead_id", won="won_date"),
)


@pytest.fixture
def cleaned(write: Write) -> CleanLeads:
    tables = read_tables([write("leads.csv", LEADS), write("deals.csv", DEALS)])
    return clean(tables, guess_mapping(tables))


def test_each_rule_meets_its_rows(cleaned: CleanLeads) -> None:
    met = cleaned.set_aside.groupby("rule")["row"].apply(list).to_dict()
    assert met == {
        "row_does_not_fit": [11],
        "lead_without_id": [8],
        "duplicate_lead": [4],
        "lead_without_date": [5],
        "unreadable_date": [6],
        "unknown_origin": [7, 9],
        "deal_without_lead": [5, 8],
        "deal_won_twice": [4],
        "deal_without_date": [7],
        "won_before_first_contact": [6],
    }


def test_what_is_left_counts(cleaned: CleanLeads) -> None:
    leads = cleaned.leads.set_index("id")
    assert leads["origin"].to_dict() == {"A": "web", "B": "trade fair", "E": "unknown", "F": "unknown", "G": "web"}
    assert leads["won"].to_dict() == {"A": True, "B": True, "E": True, "F": False, "G": True}
    assert leads["days"].dropna().to_dict() == {"A": 0.0, "B": 10.0}


def test_rows_set_aside_keep_their_cells_and_say_why(cleaned: CleanLeads) -> None:
    unreadable = cleaned.set_aside.set_index("rule").loc["unreadable_date"]
    assert (unreadable["file"], unreadable["leads.csv: created"]) == ("leads.csv", "32.01.2024")
    assert unreadable["reason"] == REASONS["unreadable_date"]
    assert cleaned.set_aside.set_index("rule").loc["row_does_not_fit", "content"] == "H,2024-01-14,web,more"


def test_in_one_file_only_a_readable_date_is_a_sale(write: Write) -> None:
    tables = read_tables(
        [
            write(
                "leads.csv", "id;datum;kanal;abschluss\n1;01.02.2024;web;05.02.2024\n2;01.02.2024;web;offen\n3;01.02.2024;web;-\n"
            )
        ]
    )
    cleaned = clean(tables, guess_mapping(tables))
    assert cleaned.leads["won"].tolist() == [True, False, False]
    assert cleaned.count_by_rule() == {"unreadable_won_date": 1}


def test_a_column_of_sales_without_any_date_is_refused(write: Write) -> None:
    tables = read_tables([write("leads.csv", "id,datum,kanal,won\n1,2024-02-01,web,yes\n2,2024-02-01,web,no\n")])
    with pytest.raises(ScanError, match="holds no date at all"):
        clean(tables, guess_mapping(tables))


ids = st.sampled_from(["", "A", "B", "C", "D", "E"])
dates = st.sampled_from(["", "2024-01-05", "07.01.2024", "31.02.2024", "2024-03-01 10:00", "n/a", "x"])
origins = st.sampled_from(["web", "fair", "", "unknown", "Unbekannt"])


@given(leads=st.lists(st.tuples(ids, dates, origins), max_size=12), deals=st.lists(st.tuples(ids, dates), max_size=12))
def test_every_row_either_counts_or_was_set_aside_once(leads: list[tuple[str, str, str]], deals: list[tuple[str, str]]) -> None:
    cleaned = clean(
        [_table("leads.csv", ["lead_id", "created", "source"], leads), _table("deals.csv", ["lead_id", "won_date"], deals)],
        MAPPING,
    )
    by_rule = cleaned.count_by_rule()
    left_out = ("lead_without_id", "duplicate_lead", "lead_without_date", "unreadable_date")
    assert len(cleaned.leads) + sum(by_rule.get(rule, 0) for rule in left_out) == len(leads)
    won = int(cleaned.leads["won"].sum())
    assert won + by_rule.get("deal_without_lead", 0) + by_rule.get("deal_won_twice", 0) == len(deals)
    dateless = by_rule.get("deal_without_date", 0) + by_rule.get("won_before_first_contact", 0)
    assert cleaned.leads["days"].notna().sum() == won - dateless
    assert (cleaned.leads["origin"] == "unknown").sum() == by_rule.get("unknown_origin", 0)
    assert cleaned.leads["id"].is_unique
    assert sum(by_rule.values()) == len(cleaned.set_aside)


def _table(file: str, columns: list[str], rows: Sequence[tuple[str, ...]]) -> LeadTable:
    frame = pd.DataFrame(rows, columns=columns, index=range(2, len(rows) + 2), dtype=object)
    return LeadTable(file, "utf-8", ",", frame, {})
