"""Commands about single levers: what one brings over its range, two of them together, and whether people can bear it."""

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

LeverName = Annotated[str, typer.Argument(metavar="LEVER", help="A lever by its name; a cause names its severity.")]


def lever(
    what: SubjectName,
    name: LeverName,
    points: Annotated[int, typer.Option(help="Settings over the range of a lever without options.")] = 9,
    cost_per_year: Annotated[
        float | None, typer.Option(metavar="EUR", help="What any setting but today's costs a year.", min=0.0)
    ] = None,
    cost_per_unit: Annotated[
        float | None, typer.Option(metavar="EUR", help="What each unit away from today's value costs a year.", min=0.0)
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
    """One lever over its whole range: sales, contribution, utilisation, and the most each setting may cost so that it pays."""
    from quickscan.analysis.lever_curve import lever_curve
    from quickscan.cli import as_is, driver_tables, show, sweep_words
    from quickscan.domain.drivers import Cost
    from quickscan.files.catalogue import shipped_levers
    from quickscan.files.read import read_levers
    from quickscan.simulation.pools import workers
    from quickscan.simulation.replicate import Plan

    chosen = sweep_words.lever_named(name, read_levers(shipped_levers()).levers, name)
    subject = as_is.as_is(Wanted(what, calibration.value, severity, leads, data))
    plan = Plan(seed, replications, engine_name(engine))
    known = cost_per_year is not None or cost_per_unit is not None
    cost = Cost(per_year_eur=cost_per_year or 0.0, per_unit_eur=cost_per_unit or 0.0) if known else None
    with workers(plan.engine) as pool, show.progress("Moving a lever") as bar:
        result = lever_curve(subject, chosen, plan, points, pool.map, bar, cost)
    if json:
        show.as_json(result)
    else:
        driver_tables.curve(result)


def lever_map(
    what: SubjectName,
    first: LeverName = "least_attempts",
    second: LeverName = "response_standard",
    points: Annotated[int, typer.Option(help="Settings over the range of each lever without options.")] = 4,
    calibration: CalibrationChoice = CalibrationName.evidence,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 30,
    seed: Seed = 1,
    severity: SeverityWords = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Two levers at once, every combination of their settings, by default contact attempts and response standard."""
    from quickscan.analysis.lever_map import lever_map as combined
    from quickscan.analysis.lever_map import refuse_one_value
    from quickscan.cli import as_is, driver_tables, show, sweep_words
    from quickscan.files.catalogue import shipped_levers
    from quickscan.files.read import read_levers
    from quickscan.simulation.pools import workers
    from quickscan.simulation.replicate import Plan

    levers = read_levers(shipped_levers()).levers
    one, other = (sweep_words.lever_named(name, levers, name) for name in (first, second))
    refuse_one_value(one, other)
    subject = as_is.as_is(Wanted(what, calibration.value, severity, leads, data))
    plan = Plan(seed, replications, engine_name(engine))
    with workers(plan.engine) as pool, show.progress("Moving two levers") as bar:
        result = combined(subject, one, other, plan, points, pool.map, bar)
    if json:
        show.as_json(result)
    else:
        driver_tables.lever_map(result)


def capacity(
    what: SubjectName,
    scenario: Annotated[str | None, typer.Option(help="A scenario instead of the process as it is.")] = None,
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
    """How busy sellers and call centre are, in the year and week by week, and how many more sellers would have room."""
    from quickscan.analysis.capacity import capacity as guarded
    from quickscan.cli import as_is, driver_tables, show
    from quickscan.simulation.pools import workers
    from quickscan.simulation.replicate import Plan

    wanted = Wanted(what, calibration.value, severity, leads, data)
    subject = as_is.as_is(wanted)
    chosen = [*as_is.changes([scenario] if scenario is not None else [], wanted), *as_is.moved(lever or [], subject)]
    overrides = [override for change in chosen for override in change.overrides]
    changed = subject.changed(overrides) if overrides else subject
    plan = Plan(seed, replications, engine_name(engine))
    with workers(plan.engine) as pool, show.progress("Looking at people") as bar:
        result = guarded(subject, changed, plan, pool.map, bar)
    if json:
        show.as_json(result)
    else:
        driver_tables.capacity(result)
