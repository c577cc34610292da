"""Simulated figures in words: the mean with its origin, and the 95 % interval beside it, never a bare point."""

from collections.abc import Callable

from quickscan.domain.result import Estimate, ValuedRecommendation, as_known
from quickscan.report.wording import Wording


class Estimates:
    """Puts simulated figures into words."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.numbers = wording.numbers

    def count(self, estimate: Estimate) -> str:
        """A number of things a year."""
        return self._marked(self.numbers.rounded(estimate.mean))

    def whole(self, estimate: Estimate) -> str:
        """A number of things a year, for a sentence that carries the origin elsewhere."""
        return self.numbers.number(estimate.mean)

    def percent(self, estimate: Estimate) -> str:
        """A share as a percentage."""
        return self._marked(self.numbers.percent(estimate.mean))

    def euro(self, estimate: Estimate) -> str:
        """An amount of money."""
        return self._marked(self._rounded_euro(estimate.mean))

    def hours(self, estimate: Estimate) -> str:
        """A duration in hours."""
        return self._marked(self.wording.say("unit_hours", value=self.numbers.rounded(estimate.mean)))

    def count_interval(self, estimate: Estimate) -> str:
        """The interval of a number."""
        return self._interval(estimate, self.numbers.rounded)

    def percent_interval(self, estimate: Estimate) -> str:
        """The interval of a share."""
        return self._interval(estimate, self.numbers.percent)

    def euro_interval(self, estimate: Estimate) -> str:
        """The interval of an amount of money."""
        return self._interval(estimate, self._rounded_euro)

    def hours_interval(self, estimate: Estimate) -> str:
        """The interval of a duration."""
        return self._interval(estimate, lambda hours: self.wording.say("unit_hours", value=self.numbers.rounded(hours)))

    def gain(self, estimate: Estimate) -> str:
        """Additional sales a year with their sign."""
        sign = "+" if estimate.mean > 0 else ""
        return self._marked(sign + self.numbers.rounded(estimate.mean))

    def gain_range(self, measure: ValuedRecommendation) -> str:
        """Additional sales from the cautious to the hopeful case, simulated."""
        low, high = self.numbers.rounded(measure.sales_gain_low), self.numbers.rounded(measure.sales_gain_high)
        return self._marked(self.wording.span(low, high))

    def gain_between(self, low: Estimate, high: Estimate) -> str:
        """Additional sales a year from one case to another."""
        return self._marked(self.wording.span(self.numbers.rounded(low.mean), self.numbers.rounded(high.mean)))

    def euro_range(self, low: Estimate, high: Estimate) -> str:
        """An amount of money from one case to another."""
        return self._marked(self.wording.span(self._rounded_euro(low.mean), self._rounded_euro(high.mean)))

    def _rounded_euro(self, amount: float) -> str:
        return self.numbers.euro(as_known(amount))

    def _interval(self, estimate: Estimate, figure: Callable[[float], str]) -> str:
        return self.wording.span(figure(estimate.low), figure(estimate.high))

    def _marked(self, words: str) -> str:
        return words + self.wording.mark("simulated")
