"""The business case: the portfolio chosen, what it costs and brings, how sure that is, and why the next-best did not make it."""

from quickscan.domain.base import Noun
from quickscan.domain.business_case import Missing, ValuedMeasure
from quickscan.domain.programme import Chosen, NotChosen, Outcome, Return
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.cases import CaseWords
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.estimates import Estimates
from quickscan.report.measure_words import MeasureWords
from quickscan.report.wording import Wording

GAIN_AND_COST_CHART = "gain_and_cost"
CHARTED = 10
"""How many measures the chart shows."""
HEADROOM = 1.2
"""How much longer than the longest bar the axis is, so that its number fits."""


class ChosenRow(Noun):
    """A measure of the portfolio."""

    rank: str
    """Its place by contribution per euro."""
    name: str
    """Its code and title."""
    gain: str
    """Additional sales a year, alone, simulated."""
    contribution: str
    """Additional contribution a year; a dash where it is unknown."""
    cost: str
    """Cost of the first year."""
    days: str
    """Person-days."""
    per_euro: str
    """Contribution a year per euro of the first year; a dash where it is unknown."""
    payback: str
    """Months until its cost is back."""
    confidence: str
    """How sure the answers are that it rests on, 1 to 3."""
    why: str
    """Why it is in the portfolio, where people decided so, with their words; empty otherwise."""


class TogetherRow(Noun):
    """All chosen measures together in one of the three cases."""

    label: str
    """Cautious, middle or hopeful."""
    gain: str
    """Additional sales a year, simulated."""
    gain_interval: str
    """Their 95% interval."""
    contribution: str
    """Additional contribution a year; a dash where it is unknown."""
    cost: str
    """Cost of the first year of all measures."""
    payback: str
    """Months from the start of the programme until its cost is back."""
    present_value: str
    """What is left over the years valued, in euros of today; a dash where it is unknown."""
    loss_after: str
    """The loss rate with all of them in place."""


class LeftOutRow(Noun):
    """A measure that is not in the portfolio."""

    name: str
    """Its code and title."""
    more_sales: str
    """Sales a year it would add to the portfolio; a dash where that cannot be weighed."""
    after_cost: str
    """What that would add after cost, in euros a year; a dash where it is unknown."""
    why: str
    """What kept it out."""


class BusinessCasePart(Noun):
    """Potential and business case."""

    intro: str
    """How the measures were chosen, in a few sentences; says so where none was."""
    chart: str
    """Contribution and cost of each measure; empty where the contribution is unknown or none was chosen."""
    chosen: tuple[ChosenRow, ...]
    """The measures of the portfolio, the one that brings most per euro first."""
    total_gain: str
    """Additional sales a year of all together, simulated."""
    total_contribution: str
    """Additional contribution a year of all together."""
    total_cost: str
    """Cost of the first year of all together."""
    total_days: str
    """Person-days of all together."""
    together: tuple[TogetherRow, ...]
    """All together in three cases."""
    interaction: str
    """The joint gain against the sum of the single ones, in a sentence; empty without measures."""
    left_out: tuple[LeftOutRow, ...]
    """The others, those that would add most first."""
    terms: str
    """The terms of valuation, in a sentence."""
    missing: tuple[str, ...]
    """What is not known, so that something is missing or too low."""


def business_case(scan: Scan, wording: Wording) -> BusinessCasePart:
    """The business case of a scan."""
    teller, found = _Teller(scan, wording), scan.recommendations.portfolio
    any_chosen = bool(found.chosen)
    estimates = teller.estimates
    return BusinessCasePart(
        intro=teller.intro(),
        chart=signs.chart(GAIN_AND_COST_CHART) if gain_and_cost_chart(scan, wording) else "",
        chosen=tuple(teller.chosen(rank, one) for rank, one in enumerate(found.chosen, 1)),
        total_gain=estimates.gain(found.interaction.simulated_gain),
        total_contribution=teller.cases.money(found.contribution_gain_eur),
        total_cost=teller.words.cost(found.first_year_cost_eur),
        total_days=teller.words.days(found.person_days),
        together=tuple(teller.together()) if any_chosen else (),
        interaction=teller.interaction() if any_chosen else "",
        left_out=tuple(teller.left_out(one) for one in found.not_chosen),
        terms=teller.terms(),
        missing=tuple(teller.missing()),
    )


def gain_and_cost_chart(scan: Scan, wording: Wording) -> BarChart | None:
    """Contribution a year and first year's cost of each chosen measure; none where nothing is chosen or known."""
    words = MeasureWords(scan, wording)
    shown = [(one, one.case.base) for one in words.chosen if one.case.base.contribution_gain_eur is not None][:CHARTED]
    if not shown:
        return None
    gains = tuple(round(case.contribution_gain_eur.mean / 1000.0, 1) for _, case in shown if case.contribution_gain_eur)
    costs = tuple(round((case.first_year_cost_eur or 0.0) / 1000.0, 1) for _, case in shown)
    return BarChart(
        name=GAIN_AND_COST_CHART,
        alternative_text=wording.say("gain_and_cost_alt"),
        categories=tuple(words.short_name(one.id) for one, _ in shown),
        series=(
            Series(name=wording.say("contribution_a_year"), values=gains, colours=tuple("gain" for _ in gains)),
            Series(name=wording.say("first_year_cost"), values=costs, colours=tuple("loss_soft" for _ in costs)),
        ),
        maximum=max(*gains, *costs, 1.0) * HEADROOM,
        number_format="#,##0",
        side_by_side=True,
    )


class _Teller:
    """Puts a portfolio into words."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan, self.wording = scan, wording
        self.words, self.cases, self.estimates = MeasureWords(scan, wording), CaseWords(wording), Estimates(wording)
        self.found = scan.recommendations.portfolio

    def intro(self) -> str:
        say, numbers = self.wording.say, self.wording.numbers
        if not self.found.chosen:
            return say("business_case_none")
        limits = [] if self.found.budget_eur is None else [say("limit_budget", budget=numbers.euro(self.found.budget_eur))]
        if self.found.person_days_limit is not None:
            limits.append(say("limit_days", days=numbers.plain(self.found.person_days_limit)))
        sentences = [
            self.wording.counted("business_case_intro", len(self.found.chosen)),
            say("business_case_limits", limits=self.wording.list_of(limits)) if limits else say("business_case_no_limits"),
            *self._over(),
            say(f"objective_{self.found.objective}"),
            say(f"gains_{self.found.gains}"),
        ]
        return " ".join(sentences)

    def _over(self) -> list[str]:
        """What measures that people accepted take beyond the limits."""
        euros, days, numbers = self.found.over_budget_eur, self.found.over_person_days, self.wording.numbers
        over = [self.wording.say("over_budget", euros=numbers.euro(euros))] if euros > 0.0 else []
        over += [self.wording.say("over_days", days=numbers.plain(days))] if days > 0.0 else []
        return [self.wording.say("business_case_over", over=self.wording.list_of(over))] if over else []

    def chosen(self, rank: int, one: Chosen) -> ChosenRow:
        measure, numbers = self.words.by_id[one.id], self.wording.numbers
        case = measure.case.base
        return ChosenRow(
            rank=str(rank),
            name=self.words.name(one.id),
            gain=self.estimates.gain(measure.sales_gain),
            contribution=self.cases.money(case.contribution_gain_eur),
            cost=self.cases.euro(one.first_year_cost_eur, self.words.origin(one.id)),
            days=numbers.rounded(one.person_days) + self.wording.mark(self.words.origin(one.id)),
            per_euro="–" if one.contribution_per_eur is None else numbers.number(one.contribution_per_eur, 1),
            payback=self.cases.payback(case),
            confidence="–" if one.confidence is None else numbers.number(one.confidence, 1),
            why=self._why(one),
        )

    def _why(self, one: Chosen) -> str:
        if one.why == "best_set":
            return ""
        words = self.wording.say(f"why_{one.why}")
        return f"{words}: {self.wording.say('quoted', quote=one.because)}" if one.because else words

    def together(self) -> list[TogetherRow]:
        middle = Outcome(
            sales_gain=self.found.interaction.simulated_gain,
            contribution_gain_eur=self.found.contribution_gain_eur,
            loss_rate_after=self.found.loss_rate_after,
        )
        cases = (("low", self.found.low), ("base", middle), ("high", self.found.high))
        return [self._together(name, outcome) for name, outcome in cases]

    def _together(self, name: str, outcome: Outcome) -> TogetherRow:
        costs = [getattr(measure.case, name).first_year_cost_eur for measure in self.words.chosen]
        whole: Return = getattr(self.found.returns, name)
        return TogetherRow(
            label=self.wording.say(f"case_{name}"),
            gain=self.estimates.gain(outcome.sales_gain),
            gain_interval=self.estimates.count_interval(outcome.sales_gain),
            contribution=self.cases.money(outcome.contribution_gain_eur),
            cost=self.words.cost(None if None in costs else sum(costs)),
            payback=self.cases.payback(whole),
            present_value=self.cases.money(whole.net_present_value_eur),
            loss_after=self.estimates.percent(outcome.loss_rate_after),
        )

    def interaction(self) -> str:
        found = self.found.interaction
        change = found.difference.change
        key = "same" if found.difference.inside_noise else "less" if change.mean < 0.0 else "more"
        return self.wording.say(
            f"interaction_{key}",
            together=self.estimates.gain(found.simulated_gain),
            added=self.estimates.gain(found.sum_of_single_gains),
            difference=self.wording.numbers.rounded(abs(change.mean)),
            half=self.wording.numbers.rounded(change.half_width),
        )

    def left_out(self, one: NotChosen) -> LeftOutRow:
        mark, numbers = self.wording.mark("computed"), self.wording.numbers
        return LeftOutRow(
            name=self.words.name(one.id),
            more_sales="–" if one.more_sales is None else "+" + numbers.rounded(one.more_sales) + mark,
            after_cost="–" if one.more_a_year is None else numbers.euro(round(one.more_a_year, -2)) + mark,
            why=self.words.why_not(one),
        )

    def terms(self) -> str:
        terms, say = self.scan.recommendations.terms, self.wording.say
        rate = self.wording.numbers.plain_percent(terms.discount_rate)
        day = terms.person_day_eur
        priced = say("terms_no_day") if day is None else say("terms_day", cost=self.wording.numbers.euro(day))
        return say("terms", years=str(terms.years), rate=rate, mark=self.wording.mark("assumed")) + f" {priced}"

    def missing(self) -> list[str]:
        lacking: dict[Missing, list[ValuedMeasure]] = {}
        for measure in self.scan.recommendations.recommendations:
            for name in measure.case.missing:
                lacking.setdefault(name, []).append(measure)
        codes = {name: ", ".join(measure.code for measure in measures) for name, measures in lacking.items()}
        return [self.wording.say(f"lacks_{name}", measures=found) for name, found in codes.items()]
