"""The command that tells a week of the process lead by lead."""

from typing import Annotated

import typer

from quickscan.cli.scan_commands import ReportLanguage
from quickscan.cli.subject import (
    AsJson,
    CalibrationChoice,
    CalibrationName,
    Data,
    LeadsAYear,
    Seed,
    SeverityWords,
    SubjectName,
    Wanted,
)


def playback(
    what: SubjectName,
    week: Annotated[int, typer.Option(help="The week of the simulated year, 1 to 52.")] = 1,
    scenario: Annotated[str | None, typer.Option(help="Show this scenario instead of the process as it is.")] = None,
    lead: Annotated[str | None, typer.Option(help="Tell the story of one lead too, such as web-17.")] = None,
    language: Annotated[ReportLanguage, typer.Option(help="The language of the story.")] = ReportLanguage.de,
    calibration: CalibrationChoice = CalibrationName.evidence,
    leads: LeadsAYear = None,
    seed: Seed = 1,
    severity: SeverityWords = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """One week of the first simulated year: who comes, where leads wait, who buys and who is lost, lead by lead."""
    from quickscan.analysis.playback import week_of
    from quickscan.cli import as_is, playback_tables, show
    from quickscan.simulation.replicate import Plan

    wanted = Wanted(what, calibration.value, severity, leads, data)
    subject = as_is.as_is(wanted)
    if scenario is not None:
        subject = subject.changed(as_is.changes([scenario], wanted)[0].overrides)
    result = week_of(subject, Plan(seed), week)
    if json:
        show.as_json(result, compact=True)
        return
    playback_tables.week(result)
    if lead is not None:
        playback_tables.story_of(result, lead, language.value)
