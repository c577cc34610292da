"""How money and time are judged: what later money is worth, over how many years, and what people can do in a month."""

from typing import Annotated

from pydantic import Field, model_validator

from quickscan.domain.base import Noun
from quickscan.domain.provenance import Provenance

Months = Annotated[float, Field(gt=0.0)]
"""Months from the start of the programme."""


class Valuation(Noun):
    """The terms by which measures are valued and put in order. Every number here is a judgement that can be edited."""

    discount_rate: Annotated[float, Field(ge=0.0, lt=1.0)]
    """By how much a euro is worth less a year later, 0 to 1."""
    years: Annotated[int, Field(ge=1, le=10)]
    """Years over which a measure is valued."""
    person_days_per_month: Annotated[float, Field(gt=0.0)]
    """Work of client and adviser together that fits into a month."""
    person_day_eur: Annotated[float, Field(ge=0.0)] | None = None
    """What a person-day costs in euros; none where work is counted in days only and not in money."""
    list_price_eur: Annotated[float, Field(gt=0.0)] | None = None
    """The list price of what is sold, in euros; none where nobody stated it."""
    quick_wins_until_month: Months
    """The end of the stage of quick wins."""
    foundation_until_month: Months
    """The end of the stage of foundations."""
    growth_until_month: Months
    """The end of the stage of growth."""
    provenance: Provenance
    """Why these numbers."""

    @model_validator(mode="after")
    def _stages_rise(self) -> "Valuation":
        ends = (self.quick_wins_until_month, self.foundation_until_month, self.growth_until_month)
        if not ends[0] < ends[1] < ends[2]:
            stated = ", ".join(f"{end:g}" for end in ends)
            raise ValueError(f"the stages of the roadmap must end one after the other ({stated}); put their months in order")
        return self
