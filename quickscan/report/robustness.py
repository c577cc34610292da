"""How firm the recommendation is: the strongest assumptions, and what would flip the ranking or the portfolio."""

from collections.abc import Callable
from math import ceil, floor, log10

from quickscan.domain.base import Noun
from quickscan.domain.ranking_flips import Assumption, CauseStays, Neighbours, RankingFlips, Stays
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.measure_words import MeasureWords, on_one_line
from quickscan.report.wording import Wording

ASSUMPTIONS_CHART = "assumptions"
CHARTED = 9
"""How many assumptions the chart shows."""
NARROWEST = 6
"""How many measures and neighbours are told, those that flip most easily."""


class AssumptionRow(Noun):
    """A number that is not sure."""

    name: str
    """What is assumed."""
    low: str
    """What the portfolio is worth a year at the worse end."""
    high: str
    """What it is worth at the better end."""
    swing: str
    """How much hangs on it."""


class FlipRow(Noun):
    """What would flip the place of a measure, or of two."""

    name: str
    """The measure, or the two that would change places."""
    cost: str
    """How far cost would have to move; a dash where it cannot do it."""
    effect: str
    """How far the effect would have to move; a dash where it cannot do it."""
    cause: str
    """How far the loss by which cause would have to move; a dash where none can do it."""


class CauseRow(Noun):
    """How far the loss by a cause may move."""

    name: str
    """The cause."""
    down: str
    """Down to what another set of measures is best at the latest; a dash where the set stays."""
    up: str
    """Up to what another set of measures is best at the latest; a dash where the set stays."""


class Robustness(Noun):
    """How firm the recommendation is."""

    shown: bool
    """Whether there is anything to say."""
    intro: str
    """What was moved, and what the portfolio is worth, in a few sentences; says so where nothing was chosen."""
    contribution: str
    """How far the contribution per sale may move, in a sentence; empty where sales count."""
    caption: str
    """What the chart shows, with its unit; empty without one."""
    chart: str
    """What the portfolio is worth at both ends of each assumption; empty where there are none."""
    assumptions: tuple[AssumptionRow, ...]
    """The strongest assumptions, the one on which most hangs first."""
    inside: tuple[FlipRow, ...]
    """The measures of the portfolio that would leave it most easily."""
    outside: tuple[FlipRow, ...]
    """The measures that would come in most easily."""
    neighbours: tuple[FlipRow, ...]
    """The pairs in the ranking that would change places most easily."""
    causes: tuple[CauseRow, ...]
    """The causes."""


def robustness(scan: Scan, wording: Wording) -> Robustness:
    """How firm the recommendation of a scan is."""
    flips = scan.recommendations.flips
    teller = _Teller(scan, wording)
    if flips is None or not scan.recommendations.portfolio.chosen:
        return _nothing(wording)
    return Robustness(
        shown=True,
        intro=wording.say("robustness_intro", value=teller.worth(flips.value)),
        contribution=teller.contribution(flips),
        caption=wording.say("assumptions_caption", unit=wording.say("unit_thousand_euros" if flips.in_money else "unit_sales")),
        chart=signs.chart(ASSUMPTIONS_CHART) if assumptions_chart(scan, wording) else "",
        assumptions=tuple(teller.assumption(one) for one in flips.assumptions),
        inside=tuple(teller.stays(one) for one in _narrowest([one for one in flips.measures if one.chosen])),
        outside=tuple(teller.stays(one) for one in _narrowest([one for one in flips.measures if not one.chosen])),
        neighbours=tuple(teller.pair(one) for one in sorted(flips.neighbours, key=_firmness)[:NARROWEST]),
        causes=tuple(teller.cause(one) for one in flips.causes),
    )


def _nothing(wording: Wording) -> Robustness:
    return Robustness(
        shown=False,
        intro=wording.say("robustness_none"),
        contribution="",
        caption="",
        chart="",
        assumptions=(),
        inside=(),
        outside=(),
        neighbours=(),
        causes=(),
    )


def _narrowest(found: list[Stays]) -> list[Stays]:
    """Those that flip most easily, by cost where that counts, otherwise by effect."""

    def width(one: Stays) -> tuple[float, float, str]:
        cost = float("inf") if one.cost_a_year_eur is None else one.cost_a_year_eur
        times = one.effect_times
        return (cost, float("inf") if times is None else abs(times - 1.0), one.id)

    return sorted(found, key=width)[:NARROWEST]


def _firmness(pair: Neighbours) -> float:
    return float("inf") if pair.effect_times is None else 1.0 - pair.effect_times


def assumptions_chart(scan: Scan, wording: Wording) -> BarChart | None:
    """Floating bars from the worse to the better end of each assumption; none where there are none or an end is below 0."""
    flips, teller = scan.recommendations.flips, _Teller(scan, wording)
    if flips is None or not scan.recommendations.portfolio.chosen or not flips.assumptions:
        return None
    if min(one.low for one in flips.assumptions) < 0.0:
        return None
    shown, scale = flips.assumptions[:CHARTED], 1000.0 if flips.in_money else 1.0
    lows, highs = [one.low / scale for one in shown], [one.high / scale for one in shown]
    step = _step(max(highs) - min(lows))
    return BarChart(
        name=ASSUMPTIONS_CHART,
        alternative_text=wording.say("assumptions_alt"),
        categories=tuple(on_one_line(teller.assumed(one, teller.words.short_name)) for one in shown),
        series=(
            Series(
                name=wording.say("chart_base"),
                values=tuple(round(one.low / scale, 1) for one in shown),
                colours=tuple("none" for _ in shown),
                labelled=False,
            ),
            Series(
                name=wording.say("swing"),
                values=tuple(round(one.swing / scale, 1) for one in shown),
                colours=tuple("accent_soft" for _ in shown),
            ),
        ),
        minimum=step * floor(min(lows) / step - 0.1),
        maximum=step * ceil(max(highs) / step + 0.1),
        number_format="#,##0",
        axis_step=step,
    )


def _step(width: float) -> float:
    """A round distance of marks, for about five of them."""
    size = 10.0 ** floor(log10(max(width, 1e-9) / 5.0))
    return next(size * times for times in (1.0, 2.0, 5.0, 10.0) if size * times >= width / 5.0)


class _Teller:
    """Puts flip points into words."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan, self.wording, self.words = scan, wording, MeasureWords(scan, wording)
        flips = scan.recommendations.flips
        self.in_money = flips is not None and flips.in_money

    def worth(self, value: float) -> str:
        """A value of the portfolio: euros, or sales."""
        numbers = self.wording.numbers
        return (numbers.euro(round(value, -3)) if self.in_money else numbers.rounded(value)) + self.wording.mark("computed")

    def contribution(self, flips: RankingFlips) -> str:
        today = self.scan.process.contribution_per_sale_eur
        if flips.contribution_low_eur is None or today is None:
            return ""
        euro, high = self.wording.numbers.euro, flips.contribution_high_eur
        key = "contribution_stays" if high is not None else "contribution_stays_up"
        mark = self.wording.mark("computed")
        return self.wording.say(key, today=euro(today), low=euro(flips.contribution_low_eur), high=euro(high or 0.0), mark=mark)

    def assumed(self, one: Assumption, measure_name: Callable[[str], str]) -> str:
        if one.kind == "severity":
            name = self.wording.of(self.scan.knowledge.cause(one.about).short_name)
        else:
            name = measure_name(one.about)
        return self.wording.say(f"assumed_{one.kind}", name=name)

    def assumption(self, one: Assumption) -> AssumptionRow:
        return AssumptionRow(
            name=self.assumed(one, self.words.name),
            low=self.worth(one.low),
            high=self.worth(one.high),
            swing=self.worth(one.swing),
        )

    def stays(self, one: Stays) -> FlipRow:
        cost = one.cost_a_year_eur
        sign = "+" if one.chosen else "−"
        return FlipRow(
            name=self.words.name(one.id),
            cost="–" if cost is None else f"{sign}{self.wording.numbers.euro(cost)}{self.wording.mark('computed')}",
            effect=self._change(one.effect_times),
            cause="",
        )

    def pair(self, pair: Neighbours) -> FlipRow:
        cause = "–"
        if pair.cause is not None:
            name = self.wording.of(self.scan.knowledge.cause(pair.cause).short_name)
            cause = f"{name} {self._change(pair.cause_times)}"
        return FlipRow(
            name=self.wording.say("pair", above=self.words.name(pair.above), below=self.words.name(pair.below)),
            cost=self._change(pair.cost_times),
            effect=self._change(pair.effect_times),
            cause=cause,
        )

    def cause(self, one: CauseStays) -> CauseRow:
        return CauseRow(
            name=self.wording.of(self.scan.knowledge.cause(one.cause).name),
            down=self._change(one.down_times),
            up=self._change(one.up_times),
        )

    def _change(self, times: float | None) -> str:
        """A factor as the change it means."""
        if times is None:
            return "–"
        sign = "+" if times > 1.0 else "−" if times < 1.0 else "±"
        return f"{sign}{self.wording.numbers.percent(abs(times - 1.0), 1)}{self.wording.mark('computed')}"
