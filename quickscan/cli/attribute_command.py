"""The command that says whose share of the loss is whose."""

from enum import StrEnum
from typing import Annotated, get_args

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


class Segments(StrEnum):
    """Kinds of segments."""

    channel = "channel"
    dealer = "dealer"
    month = "month"


def attribute(
    what: SubjectName,
    by: Annotated[
        list[Segments] | None, typer.Option(help="Also by channel, dealer or month; may be given several times.")
    ] = None,
    calibration: CalibrationChoice = CalibrationName.deck,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 30,
    seed: Seed = 1,
    severity: SeverityWords = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Exact Shapley shares of the nine causes in the loss rate, over all their coalitions, with 95 % intervals."""
    from quickscan.analysis.attribution import attribute as shares
    from quickscan.cli import as_is, attribution_tables, show
    from quickscan.domain.attribution import SegmentKind
    from quickscan.simulation.pools import processes, workers
    from quickscan.simulation.replicate import Plan

    subject = as_is.as_is(Wanted(what, calibration.value, severity, leads, data))
    plan = Plan(seed, replications, engine_name(engine))
    kinds = [kind for kind in get_args(SegmentKind) if kind in (by or [])]
    # By evidence an engine runs every coalition, and dealing its streams is plain Python: threads would wait for each other.
    place = processes() if calibration is CalibrationName.evidence else workers(plan.engine)
    with place as pool, show.progress("Attributing") as bar:
        result = shares(subject, plan, kinds, pool.map, bar)
    if json:
        show.as_json(result)
    else:
        attribution_tables.attribution(result, subject.knowledge)
