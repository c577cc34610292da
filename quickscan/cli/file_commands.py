"""Commands on files: check them, write their schemas, begin a new engagement."""

from pathlib import Path
from typing import Annotated

import typer

from quickscan.domain.base import Language
from quickscan.domain.problem import Problem, ScanError

WORD_ENDINGS = (".docx", ".docm", ".dotx", ".dotm", ".doc")
"""Files that are looked at as templates; those with macros are refused."""


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH ...]", help="Files and folders; everything shipped if none is given.")
    ] = None,
) -> None:
    """Check questionnaires, knowledge, processes, calibrations, engagements and report templates; list every fault.

    Of a report template (.docx) every placeholder is listed as well, with the paragraph it stands in.
    """
    from quickscan.cli import show
    from quickscan.files.catalogue import shipped_template
    from quickscan.files.check import check_paths

    templates = [path for path in paths or [] if path.suffix.lower() in WORD_ENDINGS]
    others = [path for path in paths or [] if path not in templates]
    shipped = sorted(shipped_template("standard").parent.glob("*.docx")) if not paths else []
    problems = [problem for path in shipped for problem in _faults(path)]
    problems += [problem for path in templates for problem in _faults(path, list_placeholders=True)]
    if others or not templates:
        problems += check_paths(others)
    if problems:
        raise ScanError(problems)
    show.line("No faults.")


def template_guide(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write, .docx or .md.")],
    language: Annotated[str, typer.Option(help="de or en.")] = "de",
) -> None:
    """Write the guide for authors of report templates: how it is done, and every field, chart and fixed word."""
    from quickscan.cli import show, work
    from quickscan.files.catalogue import shipped_template
    from quickscan.files.templates import guide_words
    from quickscan.report.author_guide import author_guide, author_guide_markdown
    from quickscan.report.package import write_whole

    if output.suffix.lower() not in (".docx", ".md"):
        raise ScanError.of(str(output), "cannot write the guide so", "end the name in .docx or .md")
    texts = {**work.report_texts(), **guide_words()}
    chosen: Language = "en" if language == "en" else "de"
    if output.suffix.lower() == ".md":
        content = author_guide_markdown(texts, chosen).encode()
    else:
        content = author_guide(shipped_template("standard"), texts, chosen)
    write_whole(output, content, "the guide")
    show.line(f"Guide: {output.resolve()}")


def schema(check: Annotated[bool, typer.Option("--check", help="Only say which schemas are stale.")] = False) -> None:
    """Write the JSON schemas beside the YAML files, so that editors complete and check them."""
    from quickscan.cli import show
    from quickscan.files.schemas import stale_schemas, write_schemas

    if check:
        problems = stale_schemas()
        if problems:
            raise ScanError(problems)
        show.line("All schemas are current.")
        return
    for path in write_schemas():
        show.line(f"Written: {path}")


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The client's name.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The engagement file to write, *.engagement.yaml.")],
    process: Annotated[str, typer.Option(help="The lead process to start from.")] = "car_dealers",
    questionnaire: Annotated[str, typer.Option(help="The questionnaire: lead_management or short.")] = "lead_management",
) -> None:
    """Begin an empty engagement."""
    from quickscan.cli import show
    from quickscan.domain.engagement import Client
    from quickscan.files.catalogue import shipped_process, shipped_questionnaire
    from quickscan.files.read import read_process, read_questionnaire, write_yaml
    from quickscan.interview.begin import begin
    from quickscan.interview.head import Head

    if not output.name.endswith(".engagement.yaml"):
        raise ScanError.of(str(output), "is not named as an engagement file", "end the name in .engagement.yaml")
    if output.exists():
        raise ScanError.of(str(output), "is there already and is not overwritten", "choose another name or move the file away")
    template = read_process(shipped_process(process))
    questions = read_questionnaire(shipped_questionnaire(questionnaire))
    head = Head(Client(name=name, industry=template.name.de), title="Lead Management", process=process)
    engagement = begin(head, questions)
    write_yaml(output, engagement)
    show.line(f"Written: {output}")


def _faults(template: Path, list_placeholders: bool = False) -> tuple[Problem, ...]:
    """The faults of a report template, all at once."""
    from quickscan.cli import show
    from quickscan.files.templates import texts_beside
    from quickscan.report.word import inspect_template

    try:
        inspection = inspect_template(template, texts_beside(template))
    except ScanError as error:
        return error.problems
    if list_placeholders:
        show.line(f"{template.name}: {len(inspection.placeholders)} placeholders")
        for placeholder in inspection.placeholders:
            show.line(f"  {placeholder.words}    {placeholder.place}")
    return tuple(fault.problem(template.name) for fault in inspection.faults)
