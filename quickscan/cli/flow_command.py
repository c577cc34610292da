"""The command that says how leads flow through the process as it is."""

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


def flow(
    what: SubjectName,
    calibration: CalibrationChoice = CalibrationName.evidence,
    engine: EngineChoice = EngineName.auto,
    leads: LeadsAYear = None,
    replications: Replications = 30,
    seed: Seed = 1,
    severity: SeverityWords = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """The way of the leads step by step: volumes, where they end and by which cause, waiting times, load by week."""
    from quickscan.analysis.flow import lead_flow
    from quickscan.cli import as_is, flow_tables, show
    from quickscan.simulation.pools import workers
    from quickscan.simulation.replicate import Plan

    subject = as_is.as_is(Wanted(what, calibration.value, severity, leads, data))
    plan = Plan(seed, replications, engine_name(engine))
    with workers(plan.engine) as pool, show.progress("Following leads") as bar:
        result = lead_flow(subject, plan, pool.map, bar)
    if json:
        show.as_json(result)
    else:
        flow_tables.lead_flow(result, subject.knowledge)
