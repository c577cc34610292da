"""The command that runs every combination of some settings."""

from pathlib import Path
from typing import Annotated

import typer

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
from quickscan.domain.problem import ScanError


def sweep(
    what: SubjectName,
    vary: Annotated[
        list[str],
        typer.Option(metavar="LEVER=a:b:n", help="A lever (or a cause) and its settings: from:to:number, a list a,b,c, or all."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, .csv or .json. Run again to resume.")],
    scenario: Annotated[str | None, typer.Option(help="A scenario that holds at every point.")] = None,
    calibration: CalibrationChoice = CalibrationName.evidence,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 10,
    seed: Seed = 1,
    severity: SeverityWords = None,
    threads: Annotated[int | None, typer.Option(help="Run in so many threads of this process.", min=1)] = None,
    processes: Annotated[int | None, typer.Option(help="Run in so many processes of this machine.", min=1)] = None,
    cluster: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Run on the workers of this Dask scheduler.")] = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Simulate every combination of some settings, each against the process as it is. What is finished survives Ctrl-C."""
    from quickscan.analysis.sweep import collect, define
    from quickscan.cli import as_is, show, sweep_files, sweep_run, sweep_words
    from quickscan.files.catalogue import shipped_levers
    from quickscan.files.read import read_levers
    from quickscan.simulation.replicate import Plan

    sweep_files.check(output)
    if sum(given is not None for given in (threads, processes, cluster)) > 1:
        raise ScanError.of("--threads, --processes, --cluster", "more than one of them is given", "keep one")
    wanted = Wanted(what, calibration.value, severity, leads, data)
    subject = as_is.as_is(wanted)
    fixed = as_is.changes([scenario], wanted)[0].overrides if scenario is not None else ()
    varied = sweep_words.varied(vary, list(read_levers(shipped_levers()).levers))
    definition = define(subject, varied, fixed, Plan(seed, replications, engine_name(engine)))
    results = sweep_run.run(definition, output, sweep_run.Place(threads, processes, cluster))
    found = collect(definition, results.all())
    sweep_files.write(found, output)
    results.close()
    if json:
        show.as_json(found)
    else:
        show.line(f"{len(found.points):,} points in {output}")
