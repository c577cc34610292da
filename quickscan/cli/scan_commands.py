"""Commands on one engagement: assess, recommend, report, the interview guide, and the demo that does it all."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from quickscan.cli.subject import AsJson, CalibrationChoice, CalibrationName, Data, Replications, Seed
from quickscan.domain.problem import ScanError

EngagementName = Annotated[
    str,
    typer.Argument(
        metavar="ENGAGEMENT",
        help="An engagement file (*.engagement.yaml or *.engagement.zip) or the id of one in the data folder.",
    ),
]
TemplateName = Annotated[
    str | None,
    typer.Option(
        "--template", metavar="NAME_OR_FILE", help="A Word template: the name of a shipped or published one, or a .docx."
    ),
]

EditedFile = Annotated[
    Path | None,
    typer.Option(
        "--onto", metavar="EDITED.docx", help="An earlier report of this engagement that people edited: their words stay."
    ),
]


class ReportLanguage(StrEnum):
    """Languages of the report."""

    de = "de"
    en = "en"


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
    """Maturity by area, severity by cause, findings, the loss estimate, and what to mend before a report."""
    from quickscan.assessment import assess as assessment
    from quickscan.assessment.quality import check_quality
    from quickscan.cli import inputs, show, tables
    from quickscan.domain.quality import CheckedAssessment

    knowledge, given = inputs.knowledge(), inputs.engagement(engagement, data)
    result = assessment.assess(given, knowledge)
    quality = check_quality(given, knowledge, result)
    if json:
        show.as_json(CheckedAssessment(**dict(result), quality=quality.points))
    else:
        tables.assessment(result, knowledge)
        tables.quality(quality)


def recommend(
    engagement: EngagementName,
    budget: Annotated[float | None, typer.Option(metavar="EUR", help="What the first year may cost; otherwise no limit.")] = None,
    person_days: Annotated[float | None, typer.Option(metavar="N", help="Work there is in all; otherwise no limit.")] = None,
    person_days_per_month: Annotated[float | None, typer.Option(metavar="N", help="Work there is in a month.")] = None,
    discount_rate: Annotated[
        float | None, typer.Option(metavar="SHARE", help="By how much money is worth less a year later, 0 to 1.")
    ] = None,
    person_day_eur: Annotated[float | None, typer.Option(metavar="EUR", help="What a person-day costs.")] = None,
    list_price_eur: Annotated[
        float | None, typer.Option(metavar="EUR", help="The list price of what is sold; some measures cost a share of it.")
    ] = None,
    calibration: CalibrationChoice = CalibrationName.deck,
    replications: Replications = 30,
    seed: Seed = 1,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """The recommendations that fit the findings, ranked by simulated gain, the best portfolio, and the roadmap."""
    from quickscan.cli import inputs, programme_tables, show, work
    from quickscan.simulation.replicate import Plan

    result = work.programme(
        inputs.engagement(engagement, data),
        Plan(seed, replications),
        calibration.value,
        data,
        budget_eur=budget,
        person_days=person_days,
        person_days_per_month=person_days_per_month,
        discount_rate=discount_rate,
        person_day_eur=person_day_eur,
        list_price_eur=list_price_eur,
    )
    if json:
        show.as_json(result)
    else:
        programme_tables.programme(result)


def report(
    engagement: EngagementName,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The file to write: .docx the report, .pdf the same for reading, .xlsx all figures, .pptx slides.",
        ),
    ],
    template: TemplateName = None,
    language: LanguageChoice = None,
    onto: EditedFile = None,
    replications: Replications = 30,
    seed: Seed = 1,
    page_numbers: Annotated[
        bool,
        typer.Option(help="Count pages for the table of contents with LibreOffice, where it is there; otherwise Word does."),
    ] = True,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Write the report: as Word file, as PDF, as a workbook of all figures, or as slides for the management.

    With --onto what people wrote into an earlier Word report stays, and is listed.
    """
    from quickscan.cli import edit_lists, inputs, show, work
    from quickscan.exports.export import refuse_impossible
    from quickscan.simulation.replicate import Plan

    refuse_impossible(output, onto)
    given = inputs.engagement(engagement, data)
    edited = work.edited_report(onto, given, language.value if language else None)
    chosen = language.value if language else edited.record.made.language if edited else given.language
    word = inputs.template(template, data)
    scan = work.scan(given, Plan(seed, replications))
    target, edits = work.write_report_onto(scan, output, chosen, word, edited, page_numbers)
    if json:
        show.as_json(edits)
        return
    show.line(f"Report: {target}")
    if edited:
        edit_lists.edits(edits)


def guide(
    engagement: EngagementName,
    output: Annotated[Path, typer.Option("--output", "-o", help="The Word file to write.")],
    respondents: Annotated[str | None, typer.Option(help="Respondents by id, with commas between; otherwise all.")] = None,
    language: LanguageChoice = None,
    data: Data = None,
) -> None:
    """Write the interview guide: the questions on paper for each respondent, with room for the answers."""
    from quickscan.cli import inputs, show, work

    if output.suffix.lower() != ".docx":
        said = f"cannot write a guide as {output.suffix or 'a file without an ending'}"
        raise ScanError.of(str(output), said, "end the name in .docx")
    given = inputs.engagement(engagement, data)
    chosen = None if respondents is None else [name.strip() for name in respondents.split(",") if name.strip()]
    target = work.write_guide(given, chosen, output, language.value if language else given.language)
    show.line(f"Guide: {target}")
