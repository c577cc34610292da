"""What people decided about the programme for one client: limits, terms, and measures accepted, rejected or changed."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from quickscan.domain.advice import Span
from quickscan.domain.base import Id, Noun, Words

Verdict = Literal["open", "accepted", "rejected"]
"""open: left to the choice of the best set; accepted: part of the programme; rejected: not part of it."""

NonNegative = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class StatedTerms(Noun):
    """What is stated for this client; what is none keeps the value that the field assumes, or sets no limit."""

    budget_eur: NonNegative | None = None
    """What the first year may cost, in euros; none for no limit."""
    person_days: NonNegative | None = None
    """Work there is in all, client and adviser together; none for no limit."""
    person_days_per_month: Annotated[float, Field(gt=0.0, allow_inf_nan=False)] | None = None
    """Work that fits into a month."""
    discount_rate: Annotated[float, Field(ge=0.0, lt=1.0)] | None = None
    """By how much a euro is worth less a year later, 0 to 1."""
    person_day_eur: NonNegative | None = None
    """What a person-day costs in euros."""
    list_price_eur: Annotated[float, Field(gt=0.0, allow_inf_nan=False)] | None = None
    """The list price of what is sold, in euros: some measures cost a share of it with every sale."""


class MeasureChoice(Noun):
    """What was decided about one measure of the library, and what stands in place of the library's figures and words."""

    measure: Id
    """The measure, such as one_capture_tool."""
    verdict: Verdict = "open"
    """What was decided."""
    reason: Words | None = None
    """Why; a rejection needs one."""
    effort_person_days: Span | None = None
    """Work of client and adviser together; none as in the library. The same holds for all below."""
    one_off_keur: Span | None = None
    """Cost once, in thousand euros."""
    per_year_keur: Span | None = None
    """Running cost in thousand euros a year."""
    months_to_effect: Span | None = None
    """Months until it works."""
    title: Words | None = None
    """The measure in a few words, in the language of the report."""
    description: Words | None = None
    """What is done and why it helps, likewise."""
    owner_role: Words | None = None
    """Who should lead it, likewise."""
    by: str | None = None
    """Who decided."""
    at: AwareDatetime | None = None
    """When, with time zone."""

    @model_validator(mode="after")
    def _rejected_for_a_reason(self) -> "MeasureChoice":
        if self.verdict == "rejected" and not self.reason:
            raise ValueError("a measure is rejected without a reason; say why in reason")
        return self


class KpiTarget(Noun):
    """What is aimed at with one of the field's key figures, and what it is today where only the client knows."""

    kpi: Id
    """The key figure, such as response_time."""
    target: Words | None = None
    """What is aimed at, with its unit, in the language of the report; none as the field has it for orientation."""
    today: Words | None = None
    """What it is today, likewise; none as the answers or the simulation have it, where they do."""
    by: str | None = None
    """Who set it."""
    at: AwareDatetime | None = None
    """When, with time zone."""


class ProgrammeChoices(Noun):
    """All that was decided about the programme."""

    terms: StatedTerms = StatedTerms()
    """Limits and terms of valuation."""
    measures: tuple[MeasureChoice, ...] = ()
    """Measures about which something was decided, each once."""
    kpis: tuple[KpiTarget, ...] = ()
    """Key figures for which something was set, each once."""

    @model_validator(mode="after")
    def _each_once(self) -> "ProgrammeChoices":
        for names in ([choice.measure for choice in self.measures], [target.kpi for target in self.kpis]):
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"{', '.join(twice)} stands here more than once; keep one entry for each")
        return self

    def of(self, measure: str) -> MeasureChoice:
        """What was decided about a measure; nothing where it is not named."""
        return next((choice for choice in self.measures if choice.measure == measure), MeasureChoice(measure=measure))

    def kpi(self, kpi: str) -> KpiTarget:
        """What was set for a key figure; nothing where it is not named."""
        return next((target for target in self.kpis if target.kpi == kpi), KpiTarget(kpi=kpi))

    def with_verdict(self, verdict: Verdict) -> dict[str, str | None]:
        """The measures of which this was decided, with the reason."""
        return {choice.measure: choice.reason for choice in self.measures if choice.verdict == verdict}
