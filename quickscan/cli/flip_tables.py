"""How firm the recommendation is, as tables for people."""

from quickscan.cli import show
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.ranking_flips import Assumption, RankingFlips, Stays

SHOWN = 6
"""How many measures and assumptions are told, those that matter most."""


def flips(found: RankingFlips, by_id: dict[str, ValuedMeasure]) -> None:
    """The strongest assumptions, and what would push a measure out of the portfolio or bring one in."""
    unit = "EUR a year after cost" if found.in_money else "sales a year"
    show.table(
        f"Strongest assumptions; the portfolio is worth {show.number(found.value, 0)} {unit} by formula",
        ("Assumption", "Worse end", "Better end"),
        [(_assumed(one, by_id), show.number(one.low, 0), show.number(one.high, 0)) for one in found.assumptions[:SHOWN]],
    )
    show.line()
    show.table(
        "What would flip the choice, all else unchanged",
        ("Recommendation", "Chosen", "Running cost, EUR a year", "Effect times"),
        [_stays(one, by_id) for one in sorted(found.measures, key=_margin)[:SHOWN]],
    )
    if found.contribution_low_eur is not None:
        high = "" if found.contribution_high_eur is None else f" and up to {show.number(found.contribution_high_eur, 0)}"
        show.line(f"The choice holds from {show.number(found.contribution_low_eur, 0)}{high} EUR of contribution per sale")


def _assumed(one: Assumption, by_id: dict[str, ValuedMeasure]) -> str:
    about = by_id[one.about] if one.kind != "severity" else None
    return f"{one.kind}: {one.about if about is None else f'{about.code} {about.title.en}'}"


def _margin(one: Stays) -> tuple[float, float, str]:
    cost = float("inf") if one.cost_a_year_eur is None else one.cost_a_year_eur
    return (cost, float("inf") if one.effect_times is None else abs(one.effect_times - 1.0), one.id)


def _stays(one: Stays, by_id: dict[str, ValuedMeasure]) -> tuple[str, ...]:
    measure, sign = by_id[one.id], "+" if one.chosen else "-"
    return (
        f"{measure.code} {measure.title.en}",
        "yes" if one.chosen else "no",
        "" if one.cost_a_year_eur is None else f"{sign}{show.number(one.cost_a_year_eur, 0)}",
        "" if one.effect_times is None else f"{one.effect_times:.2f}",
    )
