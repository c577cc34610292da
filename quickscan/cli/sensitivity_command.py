"""The command that says what matters most."""

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
from quickscan.domain.sensitivity import SobolIndices, Tornado


def sensitivity(
    what: SubjectName,
    calibration: CalibrationChoice = CalibrationName.evidence,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 10,
    seed: Seed = 1,
    severity: SeverityWords = None,
    sobol: Annotated[
        int | None,
        typer.Option(help="Instead: what share of the variance of sales each cause explains, by so many samples (64, 128, ...)."),
    ] = None,
    most: Annotated[int, typer.Option(help="Rows of the table.", min=1)] = 25,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Every lever and every uncertain number moved to its ends, sorted by how far sales swing (tornado)."""
    from quickscan.analysis.sensitivity import tornado
    from quickscan.analysis.sobol import severity_indices
    from quickscan.cli import as_is, comparison_tables, show
    from quickscan.files.catalogue import shipped_levers
    from quickscan.files.read import read_levers
    from quickscan.simulation.pools import workers
    from quickscan.simulation.replicate import Plan

    subject = as_is.as_is(Wanted(what, calibration.value, severity, leads, data))
    plan = Plan(seed, replications, engine_name(engine))
    with workers(plan.engine) as pool, show.progress("Moving levers" if sobol is None else "Drawing severities") as bar:
        if sobol is None:
            result: Tornado | SobolIndices = tornado(subject, read_levers(shipped_levers()).levers, plan, pool.map, bar)
        else:
            result = severity_indices(subject, subject.knowledge.cause_ids, sobol, plan, pool.map, bar)
    if json:
        show.as_json(result)
    elif isinstance(result, Tornado):
        comparison_tables.tornado(result, most)
    else:
        comparison_tables.sobol(result, subject.knowledge)
