"""Commands on a client's own lead export."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from quickscan.domain.problem import ScanError

Files = Annotated[list[Path], typer.Argument(metavar="FILE ...", help="The export: one file, or leads and deals in two.")]
Mapping = Annotated[Path | None, typer.Option(help="A YAML file that says which column is what.")]


def profile(
    files: Files,
    mapping: Mapping = None,
    set_aside: Annotated[Path | None, typer.Option(help="Write the rows that were set aside to this CSV file.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Read a CRM export: how it was understood, what was set aside and why, and what was measured."""
    from quickscan.cli import lead_tables, leads, show

    read = leads.read(files, mapping)
    if set_aside is not None:
        leads.write_set_aside(read, set_aside)
    if json:
        show.as_json(read.profile)
    else:
        lead_tables.profile(read.profile)


def calibrate(
    engagement: Annotated[
        Path, typer.Argument(metavar="ENGAGEMENT", help="An engagement file; the measured answers are added to it.")
    ],
    files: Files,
    mapping: Mapping = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file instead.")] = None,
) -> None:
    """Put what an export measures into the engagement and hold the simulated year against it."""
    from quickscan.cli import inputs, lead_tables, leads, work
    from quickscan.cli.as_is import as_is
    from quickscan.cli.subject import Wanted
    from quickscan.files.portable import PACKAGE_ENDING, read_portable
    from quickscan.files.read import write_yaml
    from quickscan.leaddata.answers import with_measured
    from quickscan.simulation.replicate import Plan

    if output is not None and not output.name.endswith(inputs.ENGAGEMENT_FILE):
        raise ScanError.of(str(output), "is not named as an engagement file", f"end the name in {inputs.ENGAGEMENT_FILE}")
    if output is None and engagement.name.endswith(PACKAGE_ENDING):
        raise ScanError.of(
            str(engagement), "a package stays as it was handed out", f"name a file *{inputs.ENGAGEMENT_FILE} with --output"
        )
    read = leads.read(files, mapping)
    measured = with_measured(read_portable(engagement).engagement, read.profile, inputs.knowledge(), datetime.now(UTC))
    target = output or engagement
    write_yaml(target, measured)
    result = work.simulate(as_is(Wanted(str(target))), Plan())
    lead_tables.comparison(read.profile, result, target)
