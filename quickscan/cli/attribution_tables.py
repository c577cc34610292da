"""Shares of the loss as tables for people."""

from quickscan.cli import show
from quickscan.domain.attribution import Attribution, Segment
from quickscan.domain.knowledge import Knowledge

BIGGEST = 3


def attribution(result: Attribution, knowledge: Knowledge) -> None:
    """Shapley shares, beside them where leads died and what each cause costs alone; then the segments."""
    ranked = sorted(result.shapley, key=lambda cause: -result.shapley[cause].mean)
    show.table(
        f"Loss rate {show.estimate(result.loss_rate, 100, 2)} %, shared among the causes (points ± half of the 95 % interval)",
        ("Cause", "Shapley", "Removed alone", "Striking alone", "Died here, sales"),
        [_row(cause, result, knowledge) for cause in ranked],
    )
    if any(alone.reversed for alone in result.one_at_a_time.values()):
        show.line("\n* Removing this cause alone would cost sales: it brings more leads to sellers who are overloaded.")
    for kind, segments in result.segments.items():
        show.line()
        rows = [_segment(segment, knowledge) for segment in sorted(segments, key=lambda segment: -segment.lost.mean)]
        show.table(f"Sales lost a year, by {kind}", (kind.capitalize(), "Lost", "Most by"), rows)
    show.line(
        f"\n{result.calibration} calibration, {result.engine} engine, {result.leads:,} possible inquiries a year, "
        f"{result.replications} replications, seed {result.seed}"
    )


def _row(cause: str, result: Attribution, knowledge: Knowledge) -> tuple[str, ...]:
    alone = result.one_at_a_time.get(cause)
    return (
        knowledge.cause(cause).name.en + ("*" if alone is not None and alone.reversed else ""),
        show.estimate(result.shapley[cause], 100, 2),
        show.estimate(alone.removed_from_all, 100, 2) if alone is not None else "",
        show.estimate(alone.added_to_none, 100, 2) if alone is not None else "",
        show.estimate(result.died[cause]),
    )


def _segment(segment: Segment, knowledge: Knowledge) -> tuple[str, ...]:
    biggest = sorted(segment.shapley.items(), key=lambda item: -item[1].mean)[:BIGGEST]
    words = ", ".join(f"{knowledge.cause(cause).short_name.en} {show.number(share.mean)}" for cause, share in biggest)
    return segment.name, show.estimate(segment.lost), words
