"""Columns are found by their names, or the message says which there are."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from quickscan.domain.problem import ScanError
from quickscan.leaddata.mapping import DealColumns, LeadColumns, LeadMapping, check_mapping, guess_mapping
from quickscan.leaddata.read import read_tables

Write = Callable[..., Path]


def test_german_headers_of_one_file(write: Write) -> None:
    table = read_tables([write("leads.csv", "Lead-Nr.;Eingang;Kontaktweg;Verkäufer;Abschlussdatum;Auftragswert\n")])
    assert guess_mapping(table).leads == LeadColumns(
        file="leads.csv",
        id="Lead-Nr.",
        created="Eingang",
        channel="Kontaktweg",
        won="Abschlussdatum",
        owner="Verkäufer",
        value="Auftragswert",
    )


def test_a_deal_finds_its_lead_by_the_column_both_files_share(write: Write) -> None:
    leads = write("a.csv", "id,lead_id,created,source\n")
    deals = write("b.csv", "id,lead_id,won_date\n")
    mapping = guess_mapping(read_tables([deals, leads]))
    assert (mapping.leads.file, mapping.leads.id) == ("a.csv", "lead_id")
    assert mapping.deals == DealColumns(file="b.csv", lead_id="lead_id", won="won_date")


def test_a_deal_finds_its_lead_though_the_leads_call_their_number_id(write: Write) -> None:
    mapping = guess_mapping(read_tables([write("a.csv", "id,created,source\n"), write("b.csv", "id,lead_id,closed\n")]))
    assert mapping.leads.id == "id"
    assert mapping.deals is not None
    assert mapping.deals.lead_id == "lead_id"


def test_columns_that_cannot_be_found_are_all_named_with_those_there_are(write: Write) -> None:
    with pytest.raises(ScanError) as caught:
        guess_mapping(read_tables([write("leads.csv", "lead_id,farbe,ort\n")]))
    assert [str(problem) for problem in caught.value.problems] == [
        "leads.csv: no column was recognised as the date of the first contact (leads.csv: lead_id, farbe, ort), "
        "name it under created in a mapping: --mapping M.yaml",
        "leads.csv: no column was recognised as the channel (leads.csv: lead_id, farbe, ort), "
        "name it under channel in a mapping: --mapping M.yaml",
    ]


def test_leads_without_any_sales_are_refused(write: Write) -> None:
    with pytest.raises(ScanError, match="no column was recognised as the date of the sale"):
        guess_mapping(read_tables([write("leads.csv", "lead_id,datum,quelle\n")]))


def test_two_lists_of_leads_are_refused(write: Write) -> None:
    header = "lead_id,datum,quelle,won_date\n"
    with pytest.raises(ScanError, match="more than one file looks like the list of leads"):
        guess_mapping(read_tables([write("a.csv", header), write("b.csv", header)]))


def test_a_mapping_that_does_not_fit_is_refused_with_the_nearest_column(write: Write) -> None:
    tables = read_tables([write("leads.csv", "nummer,tag,weg\n")])
    mapping = LeadMapping(
        leads=LeadColumns(file="leads.csv", id="numer", created="tag", channel="weg"),
        deals=DealColumns(file="deals.csv", lead_id="nummer", won="tag"),
    )
    with pytest.raises(ScanError) as caught:
        check_mapping(mapping, tables)
    assert [str(problem) for problem in caught.value.problems] == [
        "leads.csv: the mapping says id: numer, but there is no such column (did you mean nummer?), use one of: nummer, tag, weg",
        "mapping: the file deals.csv was not given, name one of: leads.csv",
    ]


def test_sales_are_told_in_one_place() -> None:
    columns = LeadColumns(file="leads.csv", id="nummer", created="tag", channel="weg")
    with pytest.raises(ValidationError, match="give one of the two"):
        LeadMapping(leads=columns)
    with pytest.raises(ValidationError, match="give one of the two"):
        LeadMapping(
            leads=columns.model_copy(update={"won": "verkauft"}), deals=DealColumns(file="deals.csv", lead_id="nummer", won="tag")
        )
