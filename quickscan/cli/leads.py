"""Reading a lead export for the commands that need one."""

from dataclasses import dataclass
from pathlib import Path

from quickscan.cli import inputs
from quickscan.cli.work import written
from quickscan.files.read import read_noun
from quickscan.leaddata.clean import CleanLeads, clean
from quickscan.leaddata.mapping import LeadMapping, check_mapping, guess_mapping
from quickscan.leaddata.measure import profile_leads
from quickscan.leaddata.profile import LeadProfile
from quickscan.leaddata.read import read_tables


@dataclass(frozen=True)
class ReadExport:
    """An export that was read."""

    cleaned: CleanLeads
    """Its leads, and the rows that were set aside."""
    profile: LeadProfile
    """What it measures."""


def read(files: list[Path], mapping_file: Path | None) -> ReadExport:
    """Read an export; columns are guessed where no mapping is given. Raises ScanError."""
    tables = read_tables(files)
    mapping = read_noun(mapping_file, LeadMapping) if mapping_file is not None else guess_mapping(tables)
    check_mapping(mapping, tables)
    cleaned = clean(tables, mapping)
    return ReadExport(cleaned, profile_leads(cleaned, tables, mapping, inputs.knowledge()))


def write_set_aside(export: ReadExport, target: Path) -> None:
    """Write the rows that were set aside, with rule and reason, as CSV."""
    with written(target) as file:
        export.cleaned.set_aside.to_csv(file, index=False, lineterminator="\n")
