"""Commands on one engagement: assess, simulate, recommend, report, and the demo that does it all."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quickscan.domain.problem import Problem, ScanError

EngagementName = Annotated[
    str, typer.Argument(metavar="ENGAGEMENT", help="An engagement file (*.engagement.yaml) or the id of one in the data folder.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Data = Annotated[Path | None, typer.Option("--data", help="The data folder.")]
Replications = Annotated[int, typer.Option(help="Simulated years.", min=2)]
Seed = Annotated[int, typer.Option(help="The same seed gives the same result.", min=0)]
TemplateFile = Annotated[Path | None, typer.Option("--template", help="A Word template of your own.")]


class ReportLanguage(StrEnum):
    """Languages of the report."""

    de = "de"
    en = "en"


class EngineName(StrEnum):
    """Engines."""

    auto = "auto"
    simpy = "simpy"


class CalibrationName(StrEnum):
    """Calibrations."""

    deck = "deck"


LanguageChoice = Annotated[
    ReportLanguage | None, typer.Option("--language", help="The language of the report; otherwise the engagement's.")
]


def demo(
    out: Annotated[Path, typer.Option(help="The folder for the report.")] = Path("out"), language: LanguageChoice = None
) -> None:
    """Do the example engagement end to end: assessment, simulation, recommendations, Word report."""
    from quickscan.cli import inputs, show, work

    engagement = inputs.example()
    scan = work.scan(engagement, work.EXAMPLE_PLAN)
    chosen = language.value if language else engagement.language
    target = work.write_report(scan, out / f"{engagement.id}_{chosen}.docx", chosen)
    work.show_scan(scan, chosen)
    show.line(f"Report: {target}")


def assess(engagement: EngagementName, json: AsJson = False, data: Data = None) -> None:
    """Maturity by area, severity by cause, findings and the loss estimate."""
    from quickscan.assessment import assess as assessment
    from quickscan.cli import inputs, show, tables

    knowledge = inputs.knowledge()
    result = assessment.assess(inputs.engagement(engagement, data), knowledge)
    if json:
        show.as_json(result)
    else:
        tables.assessment(result, knowledge)


def simulate(
    what: Annotated[str, typer.Argument(metavar="ENGAGEMENT|PROCESS", help="An engagement, or a process by file or name.")],
    calibration: Annotated[CalibrationName, typer.Option(help="How causes lose leads.")] = CalibrationName.deck,
    engine: Annotated[EngineName, typer.Option(help="What runs the model.")] = EngineName.auto,
    leads: Annotated[int | None, typer.Option(help="Inquiries a year, instead of the process's own.", min=1)] = None,
    replications: Replications = 30,
    seed: Seed = 1,
    severity: Annotated[
        list[str] | None, typer.Option(metavar="CAUSE=S", help="Set a cause directly, 0 to 1; causes not named are 0.")
    ] = None,
    records: Annotated[Path | None, typer.Option(help="Write one row per lead and replication to this CSV file.")] = None,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Simulate a year: loss rate, sales, losses by cause, response times, each with its 95 % interval."""
    from quickscan.cli import inputs, show, tables, work
    from quickscan.simulation.engines import DEFAULT_ENGINE
    from quickscan.simulation.replicate import Plan

    knowledge = inputs.knowledge()
    given = _severities(severity or [], knowledge.cause_ids)
    process, found = work.process_and_severity(what, data, knowledge)
    if severity is None and not found:
        show.message("A process alone says nothing about severities, so nothing is lost: set some with --severity.")
    plan = Plan(seed, replications, DEFAULT_ENGINE if engine is EngineName.auto else engine.value)
    case = work.Case(
        work.with_leads(process, leads), inputs.calibration(calibration.value), knowledge, given if severity else found
    )
    result = work.simulate(case, plan)
    if records is not None:
        work.write_records(case, plan, records)
    if json:
        show.as_json(result)
    else:
        tables.simulation(result, knowledge)


def recommend(
    engagement: EngagementName, replications: Replications = 30, seed: Seed = 1, json: AsJson = False, data: Data = None
) -> None:
    """The recommendations that fit the findings, ranked by simulated gain."""
    from quickscan.cli import inputs, show, tables, work
    from quickscan.simulation.replicate import Plan

    result = work.recommendations(inputs.engagement(engagement, data), Plan(seed, replications))
    if json:
        show.as_json(result)
    else:
        tables.recommendations(result)


def report(
    engagement: EngagementName,
    output: Annotated[Path, typer.Option("--output", "-o", help="The Word file to write.")],
    template: TemplateFile = None,
    language: LanguageChoice = None,
    replications: Replications = 30,
    seed: Seed = 1,
    data: Data = None,
) -> None:
    """Write the Word report."""
    from quickscan.cli import inputs, show, work
    from quickscan.simulation.replicate import Plan

    if output.suffix.lower() != ".docx":
        raise ScanError.of(
            str(output), f"cannot write a report as {output.suffix or 'a file without an ending'}", "end the name in .docx"
        )
    given = inputs.engagement(engagement, data)
    chosen = language.value if language else given.language
    target = work.write_report(work.scan(given, Plan(seed, replications)), output, chosen, template)
    show.line(f"Report: {target}")


def _severities(given: list[str], causes: tuple[str, ...]) -> dict[str, float]:
    """`CAUSE=S` words as numbers. Raises ScanError with every word that is not understood."""
    problems: list[Problem] = []
    found: dict[str, float] = {}
    for word in given:
        cause, _, number = word.partition("=")
        if cause not in causes:
            problems.append(Problem(f"--severity {word}", f"there is no cause {cause}", f"name one of {', '.join(causes)}"))
        elif cause in found:
            problems.append(Problem(f"--severity {word}", f"{cause} is set twice", "keep one"))
        else:
            try:
                found[cause] = float(number)
            except ValueError:
                found[cause] = -1.0
            if not 0.0 <= found[cause] <= 1.0:
                problems.append(
                    Problem(f"--severity {word}", f"{number or 'nothing'} is not a severity", "give a number from 0 to 1")
                )
    if problems:
        raise ScanError(problems)
    return found
