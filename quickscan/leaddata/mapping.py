"""Which column of which file means what: guessed from known header names, or given by a person in a mapping file."""

import difflib
from collections.abc import Mapping, Sequence

from pydantic import model_validator

from quickscan.domain.base import Noun
from quickscan.domain.problem import Problem, ScanError
from quickscan.leaddata.header_names import CHANNEL_NAMES, CREATED_NAMES, ID_NAMES, OWNER_NAMES, VALUE_NAMES, WON_NAMES
from quickscan.leaddata.read import LeadTable


class LeadColumns(Noun):
    """The columns of the file that lists the leads."""

    file: str
    """The name of the file, without its folder."""
    id: str
    """The column with the number of the lead."""
    created: str
    """The column with the date of the first contact."""
    channel: str
    """The column with the channel or origin."""
    won: str | None = None
    """The column with the date of the sale, where the same file says it."""
    owner: str | None = None
    """The column that says who works the lead."""
    value: str | None = None
    """The column with the value of the sale."""


class DealColumns(Noun):
    """The columns of the file that lists the deals."""

    file: str
    """The name of the file, without its folder."""
    lead_id: str
    """The column with the number of the lead that became the deal."""
    won: str
    """The column with the date of the sale."""
    owner: str | None = None
    """The column that says who made the deal."""
    value: str | None = None
    """The column with the value of the sale."""


class LeadMapping(Noun):
    """Which column of which file means what."""

    leads: LeadColumns
    """The file of the leads."""
    deals: DealColumns | None = None
    """The file of the deals, where it is one of its own."""

    @model_validator(mode="after")
    def _sales_in_one_place(self) -> "LeadMapping":
        if (self.leads.won is None) == (self.deals is None):
            raise ValueError("sales are told either by the column won of the leads or by a file of deals; give one of the two")
        return self


def guess_mapping(tables: Sequence[LeadTable]) -> LeadMapping:
    """The mapping by known header names. Raises ScanError with the columns there are, where one cannot be found."""
    leads = _leads_table(tables)
    won = _find(leads, WON_NAMES)
    deals = next((table for table in tables if table is not leads and _find(table, WON_NAMES) and _find(table, ID_NAMES)), None)
    if deals is None and won is None:
        _refuse(tables, {"the date of the sale": "won"})
    deal_columns = _deal_columns(deals) if deals else None
    # A deal names its lead as the list of leads does, where it can: both files may have a number of their own besides.
    shared = _named(leads, deal_columns.lead_id) if deal_columns else None
    return LeadMapping(
        leads=LeadColumns(
            file=leads.file,
            id=shared or _required(leads, ID_NAMES),
            created=_required(leads, CREATED_NAMES),
            channel=_required(leads, CHANNEL_NAMES),
            won=None if deal_columns else won,
            owner=_find(leads, OWNER_NAMES),
            value=_find(leads, VALUE_NAMES),
        ),
        deals=deal_columns,
    )


def check_mapping(mapping: LeadMapping, tables: Sequence[LeadTable]) -> None:
    """Raises ScanError with every file and column of the mapping that is not there."""
    by_file = {table.file: table for table in tables}
    problems: list[Problem] = []
    for part in (mapping.leads, mapping.deals):
        if part is None:
            continue
        if part.file not in by_file:
            problems.append(Problem("mapping", f"the file {part.file} was not given", f"name one of: {', '.join(by_file)}"))
            continue
        there = by_file[part.file].columns
        named = part.model_dump(exclude={"file"}, exclude_none=True)
        problems += [_absent(part.file, key, column, there) for key, column in named.items() if column not in there]
    if problems:
        raise ScanError(problems)


def _absent(file: str, key: str, column: str, there: Sequence[str]) -> Problem:
    nearest = difflib.get_close_matches(column, there, n=1)
    meant = f" (did you mean {nearest[0]}?)" if nearest else ""
    what = f"the mapping says {key}: {column}, but there is no such column{meant}"
    return Problem(file, what, f"use one of: {', '.join(there)}")


def _leads_table(tables: Sequence[LeadTable]) -> LeadTable:
    needed = {"the number of the lead": ID_NAMES, "the date of the first contact": CREATED_NAMES, "the channel": CHANNEL_NAMES}
    keys = dict(zip(needed, ("id", "created", "channel"), strict=True))
    found = [table for table in tables if all(_find(table, names) for names in needed.values())]
    if len(found) > 1:
        files = ", ".join(table.file for table in found)
        remedy = "give one of them, or say which one with --mapping M.yaml"
        raise ScanError.of(files, "more than one file looks like the list of leads", remedy)
    if not found:
        nearest = max(tables, key=lambda table: sum(_find(table, names) is not None for names in needed.values()))
        _refuse([nearest], {what: keys[what] for what, names in needed.items() if _find(nearest, names) is None})
    return found[0]


def _deal_columns(table: LeadTable) -> DealColumns:
    return DealColumns(
        file=table.file,
        lead_id=_required(table, ID_NAMES),
        won=_required(table, WON_NAMES),
        owner=_find(table, OWNER_NAMES),
        value=_find(table, VALUE_NAMES),
    )


def _refuse(tables: Sequence[LeadTable], missing: Mapping[str, str]) -> None:
    there = "; ".join(f"{table.file}: {', '.join(table.columns)}" for table in tables)
    where = ", ".join(table.file for table in tables)
    raise ScanError(
        Problem(where, f"no column was recognised as {what} ({there})", f"name it under {key} in a mapping: --mapping M.yaml")
        for what, key in missing.items()
    )


def _required(table: LeadTable, names: Sequence[str]) -> str:
    column = _find(table, names)
    assert column is not None  # looked for before the table was chosen
    return column


def _find(table: LeadTable, names: Sequence[str]) -> str | None:
    """The first column, in the order of the names, that has a known name."""
    return next((column for name in names if (column := _named(table, name)) is not None), None)


def _named(table: LeadTable, name: str) -> str | None:
    return next((column for column in table.columns if _plain(column) == _plain(name)), None)


def _plain(name: str) -> str:
    """A header as it is compared: small letters, one underscore for blanks, hyphens and points."""
    return "_".join(name.casefold().replace("-", " ").replace(".", " ").replace("_", " ").split())
