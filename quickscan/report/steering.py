"""Steering: the indicators of the chosen measures with what they stand at today and should reach, and the review rhythm."""

from quickscan.domain.base import Noun
from quickscan.domain.scan import Scan
from quickscan.report.estimates import Estimates
from quickscan.report.measure_words import MeasureWords
from quickscan.report.wording import Wording


class KpiRow(Noun):
    """An indicator of a measure."""

    name: str
    """What is measured."""
    measures: str
    """The measures whose success it shows."""
    owner: str
    """Who answers for it, as a role."""


class OverallRow(Noun):
    """An indicator of the whole programme."""

    name: str
    """What is measured."""
    today: str
    """What it stands at, simulated."""
    target: str
    """What it should reach with all chosen measures, simulated."""
    target_range: str
    """The target from the cautious to the hopeful case."""


class Steering(Noun):
    """Steering."""

    overall: tuple[OverallRow, ...]
    """Indicators of the whole programme; none without measures."""
    kpis: tuple[KpiRow, ...]
    """Indicators of the chosen measures, those that are begun first on top."""


def steering(scan: Scan, wording: Wording) -> Steering:
    """The steering of a scan's programme."""
    words = MeasureWords(scan, wording)
    entries = [words.entry(one.id) for one in words.in_order_of_start()]
    rows = tuple(
        KpiRow(name=wording.of(entry.kpi), measures=words.name(entry.id), owner=wording.of(entry.owner_role)) for entry in entries
    )
    return Steering(overall=_overall(scan, wording) if rows else (), kpis=rows)


def _overall(scan: Scan, wording: Wording) -> tuple[OverallRow, ...]:
    """Loss rate and sales: the two figures that are simulated today and with all measures in place."""
    found, estimates = scan.recommendations, Estimates(wording)
    today, portfolio = found.baseline_sales, found.portfolio
    sold = [today.mean + outcome.sales_gain.mean for outcome in (portfolio.low, portfolio.high)]
    rates = [outcome.loss_rate_after.mean for outcome in (portfolio.low, portfolio.high)]
    target = today.mean + portfolio.interaction.simulated_gain.mean
    mark, numbers = wording.mark("simulated"), wording.numbers
    return (
        OverallRow(
            name=wording.say("loss_rate"),
            today=estimates.percent(found.roadmap.loss_rate_today),
            target=estimates.percent(portfolio.loss_rate_after),
            target_range=wording.span(numbers.percent(rates[0]), numbers.percent(rates[1])) + mark,
        ),
        OverallRow(
            name=wording.say("sales_per_year"),
            today=estimates.count(today),
            target=numbers.rounded(target) + mark,
            target_range=wording.span(numbers.rounded(sold[0]), numbers.rounded(sold[1])) + mark,
        ),
    )
