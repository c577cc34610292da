"""Rows that cannot be taken as they are: set aside under a named rule, with the reason, and kept for the client to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from quickscan.domain.problem import ScanError
from quickscan.leaddata.columns import dates_of, numbers_of
from quickscan.leaddata.mapping import LeadMapping
from quickscan.leaddata.read import LeadTable

UNKNOWN = "unknown"
"""The group of leads whose origin nobody recorded."""
NO_WORDS = frozenset({"", "-", "?", "null", "none", "nan", "n/a", "na", "k.a.", "k. a.", "0000-00-00", "00.00.0000"})
"""What systems write into a cell that has nothing in it."""
NO_ORIGIN = NO_WORDS.union(
    {UNKNOWN, "unbekannt", "not set", "(not set)", "(none)", "not known", "keine angabe", "ohne angabe", "nicht bekannt"}
)
"""How exports say that nobody recorded the origin."""

REASONS: Mapping[str, str] = {
    "row_does_not_fit": "more cells than the header has columns: left out",
    "lead_without_id": "no number of the lead: left out, it cannot be told from a duplicate",
    "duplicate_lead": "the number of the lead stands in an earlier row: left out, the first row counts",
    "lead_without_date": "no date of the first contact: left out",
    "unreadable_date": "the date of the first contact cannot be read (YYYY-MM-DD or DD.MM.YYYY, from 1990 on): left out",
    "unknown_origin": "the origin is empty or unknown: counted in all totals, under its own group in figures by channel",
    "deal_without_lead": "the lead of the deal is missing or was set aside: left out",
    "deal_won_twice": "another deal of the same lead stands in an earlier row: left out, the first row counts",
    "unreadable_won_date": "the date of the sale cannot be read (YYYY-MM-DD or DD.MM.YYYY): not counted as won",
    "deal_without_date": "listed as a deal without a readable date: counted as won, left out of days to close",
    "won_before_first_contact": "won before the first contact: counted as won, left out of days to close",
}
"""Rule to what it means and what became of the row, in the order applied."""


@dataclass(frozen=True, eq=False)
class CleanLeads:
    """The leads that count, and every row that was set aside wholly or in part."""

    leads: pd.DataFrame
    """By row number: id, created, origin, won (yes or no), days (to close; NaN where there are none) and value (NaN likewise)."""
    set_aside: pd.DataFrame
    """One row per row and rule: file, row, rule, reason, then the cells as they were read."""

    def count_by_rule(self) -> dict[str, int]:
        """Rows by rule, for the rules that met any, in the order applied."""
        counted = self.set_aside["rule"].value_counts()
        return {rule: int(counted[rule]) for rule in REASONS if rule in counted.index}


class _Sieve:
    """Collects the rows that are set aside."""

    def __init__(self) -> None:
        self.parts: list[pd.DataFrame] = []

    def note(self, table: LeadTable, rule: str, hit: "pd.Series[bool]") -> None:
        """Keep the rows of a table that a rule hits."""
        rows = table.rows.loc[hit.index[hit]]
        self._keep(table.file, rule, list(rows.index), rows.add_prefix(f"{table.file}: ").reset_index(drop=True))

    def note_misfits(self, table: LeadTable) -> None:
        """Keep the rows that do not fit their header."""
        self._keep(table.file, "row_does_not_fit", list(table.misfits), pd.DataFrame({"content": list(table.misfits.values())}))

    def _keep(self, file: str, rule: str, numbers: Sequence[int], cells: pd.DataFrame) -> None:
        if numbers:
            told = pd.DataFrame({"file": file, "row": numbers, "rule": rule, "reason": REASONS[rule]})
            self.parts.append(pd.concat([told, cells], axis="columns"))

    def result(self) -> pd.DataFrame:
        """All rows kept; a cell that a file does not have is empty."""
        if not self.parts:
            return pd.DataFrame(columns=["file", "row", "rule", "reason"])
        return pd.concat(self.parts, ignore_index=True).fillna("")


def clean(tables: Sequence[LeadTable], mapping: LeadMapping) -> CleanLeads:
    """The leads that count and the rows set aside; the mapping must fit the tables (see `check_mapping`).

    Raises ScanError where the column for the date of the sale holds no dates.
    """
    by_file = {table.file: table for table in tables}
    sieve = _Sieve()
    for part in (mapping.leads, mapping.deals):
        if part is not None:
            sieve.note_misfits(by_file[part.file])
    leads = _clean_leads(by_file[mapping.leads.file], mapping, sieve)
    told_by = by_file[mapping.deals.file if mapping.deals else mapping.leads.file]
    deals = _listed_deals(told_by, mapping, leads, sieve) if mapping.deals else _deals_of_leads(told_by, mapping, leads, sieve)
    return CleanLeads(_joined(leads, deals, told_by, sieve), sieve.result())


def _clean_leads(table: LeadTable, mapping: LeadMapping, sieve: _Sieve) -> pd.DataFrame:
    columns = mapping.leads
    rows = table.rows
    leads = pd.DataFrame({"id": rows[columns.id], "created": dates_of(rows[columns.created]), "origin": rows[columns.channel]})
    dateless = _empty(rows[columns.created])
    faults = {
        "lead_without_id": _empty(leads["id"]),
        "duplicate_lead": leads["id"].duplicated(),
        "lead_without_date": dateless,
        "unreadable_date": leads["created"].isna() & ~dateless,
    }
    for rule, faulty in faults.items():
        hit = faulty.loc[leads.index]  # a row leaves under the first rule that it breaks
        sieve.note(table, rule, hit)
        leads = leads[~hit]
    unknown = leads["origin"].str.casefold().isin(NO_ORIGIN)
    sieve.note(table, "unknown_origin", unknown)
    return leads.assign(origin=leads["origin"].mask(unknown, UNKNOWN))


def _listed_deals(table: LeadTable, mapping: LeadMapping, leads: pd.DataFrame, sieve: _Sieve) -> pd.DataFrame:
    """Deals from a file of their own: to be listed there is to be won."""
    columns = mapping.deals
    assert columns is not None
    deals = pd.DataFrame({"id": table.rows[columns.lead_id], "won_on": dates_of(table.rows[columns.won])})
    deals["value"] = numbers_of(table.rows[columns.value]) if columns.value else float("nan")
    orphaned = ~deals["id"].isin(leads["id"])
    twice = deals["id"].duplicated() & ~orphaned
    sieve.note(table, "deal_without_lead", orphaned)
    sieve.note(table, "deal_won_twice", twice)
    deals = deals[~orphaned & ~twice]
    sieve.note(table, "deal_without_date", deals["won_on"].isna())
    return deals


def _deals_of_leads(table: LeadTable, mapping: LeadMapping, leads: pd.DataFrame, sieve: _Sieve) -> pd.DataFrame:
    """Deals told by a column of the leads: a date there is a sale."""
    columns = mapping.leads
    rows = table.rows.loc[leads.index]
    assert columns.won is not None
    deals = pd.DataFrame({"id": leads["id"], "won_on": dates_of(rows[columns.won])})
    deals["value"] = numbers_of(rows[columns.value]) if columns.value else float("nan")
    unreadable = deals["won_on"].isna() & ~_empty(rows[columns.won])
    if unreadable.any() and deals["won_on"].isna().all():
        cell = rows[columns.won][unreadable].iloc[0]
        what = f"the column {columns.won} should say when a lead was won, but holds no date at all (such as {cell!r})"
        raise ScanError.of(table.file, what, "name the column with the date of the sale under won in a mapping: --mapping M.yaml")
    sieve.note(table, "unreadable_won_date", unreadable)
    return deals[deals["won_on"].notna()]


def _joined(leads: pd.DataFrame, deals: pd.DataFrame, told_by: LeadTable, sieve: _Sieve) -> pd.DataFrame:
    created = leads.set_index("id")["created"].reindex(deals["id"]).set_axis(deals.index)
    # By day: a date without a time is midnight, which would lie before an inquiry of the same day.
    early = deals["won_on"].dt.normalize() < created.dt.normalize()
    sieve.note(told_by, "won_before_first_contact", early)
    days = ((deals["won_on"] - created).dt.total_seconds() / 86_400).clip(lower=0.0).mask(early)
    figures = deals.assign(days=days, won=True).set_index("id")[["won", "days", "value"]]
    joined = leads.join(figures, on="id")
    return joined.assign(won=joined["won"].eq(True))


def _empty(texts: "pd.Series[str]") -> "pd.Series[bool]":
    return texts.str.casefold().isin(NO_WORDS)
