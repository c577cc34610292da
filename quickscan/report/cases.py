"""A measure's business case in words: three cases with their gain, cost, payback and present value."""

from quickscan.domain.base import Noun
from quickscan.domain.business_case import Case, ValuedMeasure
from quickscan.domain.programme import Return
from quickscan.domain.result import Estimate
from quickscan.report.estimates import Estimates
from quickscan.report.wording import Origin, Wording


class CaseRow(Noun):
    """One of the three cases."""

    label: str
    """Cautious, middle or hopeful."""
    sales: str
    """Additional sales a year, simulated."""
    sales_interval: str
    """The 95% interval of the additional sales."""
    contribution: str
    """Additional contribution a year; a dash where it is unknown."""
    one_off: str
    """Cost once."""
    per_year: str
    """Running cost a year; a dash where it is unknown."""
    effort: str
    """Person-days."""
    months: str
    """Months until it works."""
    payback: str
    """Months from its start until its cost is back."""
    present_value: str
    """What is left over the years valued, in euros of today; a dash where it is unknown."""


class CaseWords:
    """Puts business cases into words; cost and effort carry the origin of the library's entry."""

    def __init__(self, wording: Wording) -> None:
        self.wording, self.estimates = wording, Estimates(wording)

    def rows(self, measure: ValuedMeasure, origin: Origin) -> tuple[CaseRow, ...]:
        """The three cases, the cautious one first."""
        cases = (("low", measure.case.low), ("base", measure.case.base), ("high", measure.case.high))
        return tuple(self._row(name, case, origin) for name, case in cases)

    def _row(self, name: str, case: Case, origin: Origin) -> CaseRow:
        number, mark = self.wording.numbers.rounded, self.wording.mark
        return CaseRow(
            label=self.wording.say(f"case_{name}"),
            sales=self.estimates.gain(case.sales_gain),
            sales_interval=self.estimates.count_interval(case.sales_gain),
            contribution=self.money(case.contribution_gain_eur),
            one_off=self.euro(case.one_off_eur, origin),
            per_year=self.euro(case.per_year_eur, origin),
            effort=number(case.effort_person_days) + mark(origin),
            months=number(case.months_to_effect) + mark(origin),
            payback=self.payback(case),
            present_value=self.money(case.net_present_value_eur),
        )

    def money(self, amount: Estimate | None) -> str:
        """A simulated amount; a dash where it is unknown."""
        return "–" if amount is None else self.estimates.euro(amount)

    def euro(self, amount: float | None, origin: Origin) -> str:
        """An amount with its origin; a dash where it is unknown."""
        return "–" if amount is None else self.wording.numbers.euro(amount) + self.wording.mark(origin)

    def payback(self, case: Case | Return) -> str:
        """When the money is back."""
        if case.pays_back is None:
            return "–"
        if case.payback_months is None:
            return self.wording.say("payback_never")
        return self.wording.numbers.rounded(case.payback_months) + self.wording.mark("computed")
