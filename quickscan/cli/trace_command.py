"""`quickscan trace`: where the figures of an engagement come from."""

from typing import Annotated

import typer

from quickscan.cli.scan_commands import EngagementName, LanguageChoice
from quickscan.cli.subject import AsJson, Data, Replications, Seed


def trace(
    engagement: EngagementName,
    figure: Annotated[
        str | None, typer.Argument(metavar="[FIGURE]", help="A figure of the list, such as loss.mean; otherwise the list.")
    ] = None,
    names: Annotated[bool, typer.Option("--names", help="Tell people's names; otherwise only their roles.")] = False,
    language: LanguageChoice = None,
    replications: Replications = 30,
    seed: Seed = 1,
    json: AsJson = False,
    data: Data = None,
) -> None:
    """Follow a figure to its rule and to the answers, people, times, measurements, sources, caps and judgements behind it."""
    from quickscan.analysis.trace import Tracer
    from quickscan.analysis.trace_figures import Traceable
    from quickscan.cli import inputs, show, trace_tables, work
    from quickscan.simulation.replicate import Plan

    given = inputs.engagement(engagement, data)
    tracer = Tracer(work.traceable(given), names)
    if figure not in tracer.known:
        tracer = Tracer(Traceable.of(work.scan(given, Plan(seed, replications))), names)
    chosen = language.value if language else given.language
    if json:
        show.as_json(tracer.chain(figure) if figure else tracer.everything())
    elif figure:
        trace_tables.chain(tracer.chain(figure), chosen)
    else:
        trace_tables.figures(tracer.everything(), chosen)
