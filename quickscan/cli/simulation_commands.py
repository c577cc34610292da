"""Commands that simulate: one year, or scenarios against it."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from quickscan.cli.scan_commands import ReportLanguage
from quickscan.cli.subject import (
    AsJson,
    CalibrationChoice,
    CalibrationName,
    Data,
    EngineChoice,
    EngineName,
    LeadsAYear,
    Replications,
    Seed,
    SeverityWords,
    SubjectName,
    Wanted,
    engine_name,
)


def simulate(
    what: SubjectName,
    scenario: Annotated[str | None, typer.Option(help="Simulate this scenario instead of the process as it is.")] = None,
    calibration: CalibrationChoice = CalibrationName.deck,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 30,
    seed: Seed = 1,
    severity: SeverityWords = None,
    records: Annotated[Path | None, typer.Option(help="Write one row per lead and replication to this CSV file.")] = None,
    trace: Annotated[
        Path | None, typer.Option(help="Write what happens in the first year to this event log: .csv, .xes or .xes.gz.")
    ] = None,
    describe: Annotated[
        Path | None, typer.Option(help="Write what was simulated, after the STRESS-DES guideline, as Markdown.")
    ] = None,
    language: Annotated[ReportLanguage, typer.Option(help="The language of that description.")] = ReportLanguage.de,
    precision: Annotated[
        float | None,
        typer.Option(help="Instead of --replications: run until the loss rate is known to so many points."),
    ] = None,
    uncertainty: Annotated[
        int | None,
        typer.Option(help="Draw so many severities that the answers leave open; their spread is no noise.", min=2),
    ] = None,
    check_warm_up: Annotated[
        bool, typer.Option("--check-warm-up", help="Tell by MSER-5 whether the warm-up of the process is long enough.")
    ] = False,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Simulate a year: loss rate, sales, losses by cause, response times, each with its 95 % interval."""
    from quickscan.cli import as_is, show, tables, work
    from quickscan.simulation.replicate import Plan

    wanted = Wanted(what, calibration.value, severity, leads, data)
    subject = as_is.as_is(wanted) if scenario is None else as_is.in_scenario(scenario, wanted)
    plan = Plan(seed, replications, engine_name(engine))
    if precision is not None:
        plan = replace(plan, replications=work.replications_for(subject, plan, precision))
    result = work.simulate(subject, plan, check_warm_up)
    if uncertainty is not None:
        result = result.model_copy(update={"uncertainty": work.uncertainty(what, data, subject, plan, uncertainty)})
    work.write_files(work.Files(records, trace, describe, language.value), subject, plan)
    if json:
        show.as_json(result)
    else:
        tables.simulation(result, subject.knowledge)


def compare(
    what: SubjectName,
    scenario: Annotated[list[str] | None, typer.Option(help="A scenario; may be given several times.")] = None,
    lever: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVER=SETTING", help="A lever put somewhere; all that are given are moved together."),
    ] = None,
    calibration: CalibrationChoice = CalibrationName.evidence,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 30,
    seed: Seed = 1,
    severity: SeverityWords = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Scenarios against the process as it is, on the same random numbers, each difference with its 95 % interval."""
    from quickscan.analysis.compare import compare as held_against
    from quickscan.cli import as_is, comparison_tables, show
    from quickscan.simulation.pools import workers
    from quickscan.simulation.replicate import Plan

    wanted = Wanted(what, calibration.value, severity, leads, data)
    subject = as_is.as_is(wanted)
    changes = [*as_is.changes(scenario or [], wanted), *as_is.moved(lever or [], subject)]
    if not changes:
        raise typer.BadParameter("name at least one scenario or lever", param_hint="--scenario or --lever")
    plan = Plan(seed, replications, engine_name(engine))
    with workers(plan.engine) as pool, show.progress("Simulating") as bar:
        result = held_against(subject, changes, plan, pool.map, bar)
    if json:
        show.as_json(result)
    else:
        comparison_tables.comparison(result)
