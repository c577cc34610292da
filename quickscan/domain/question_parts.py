"""What questions are made of: conditions, fields to type in, options, and what an answer means for causes and simulation."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun, QuestionId, Share, Text
from quickscan.domain.provenance import Provenance

TOP_LEVEL = 4
"""The highest maturity level."""

Rows = Literal["channels", "process_steps"]
Unit = Literal[
    "count", "percent", "minutes", "hours", "days", "eur", "eur_per_month", "eur_per_year", "per_month", "per_year", "text"
]


class Condition(Noun):
    """When a question is asked. Exactly one of the three forms: an answer to a question, all of several, any of several."""

    question: QuestionId | None = None
    """The question whose answer decides."""
    is_one_of: tuple[str, ...] = ()
    """Asked if the choice is one of these options."""
    at_least: float | None = None
    """Asked if the number or level is at least this."""
    at_most: float | None = None
    """Asked if the number or level is at most this."""
    all: tuple["Condition", ...] = ()
    """Asked if all of these hold."""
    any: tuple["Condition", ...] = ()
    """Asked if any of these holds."""

    @model_validator(mode="after")
    def _one_form(self) -> "Condition":
        tests = bool(self.is_one_of) + (self.at_least is not None or self.at_most is not None)
        if (self.question is not None) + bool(self.all) + bool(self.any) != 1 or tests != (self.question is not None):
            raise ValueError(
                "a condition needs either a question with is_one_of or at_least / at_most, or all, or any; keep one form"
            )
        return self

    def questions(self) -> Iterator[str]:
        """The ids of all questions it looks at."""
        if self.question is not None:
            yield self.question
        for part in (*self.all, *self.any):
            yield from part.questions()


class Informs(Noun):
    """Which cause an answer tells about."""

    cause: Id
    """The cause."""
    weight: Annotated[float, Field(gt=0.0)] = 1.0
    """How much this question counts among all that inform the cause."""


class MeasuredLoss(Noun):
    """How a measured percentage says directly what a cause costs: the loss runs straight from one end to the other."""

    cause: Id
    """The cause."""
    loss_at_0_percent: Share
    """The share of sales lost if the answer is 0%."""
    loss_at_100_percent: Share
    """The share of sales lost if the answer is 100%."""
    covers: Literal["whole", "part"]
    """whole: it replaces the severity from maturity; part: the cause does more than this, so it is a floor."""
    provenance: Provenance
    """Why the loss is read this way."""


class Quantiles(Noun):
    """A range for a parameter of the simulation: one in ten below p10, half below p50, nine in ten below p90."""

    p10: float
    """Low."""
    p50: float
    """Middle."""
    p90: float
    """High."""

    @model_validator(mode="after")
    def _in_order(self) -> "Quantiles":
        if not self.p10 <= self.p50 <= self.p90:
            raise ValueError(f"p10, p50 and p90 must rise ({self.p10:g}, {self.p50:g}, {self.p90:g}); put them in order")
        return self


class Sets(Noun):
    """Which parameter of the simulation an answer sets."""

    parameter: str
    """The parameter, such as dl.t_first_h."""
    field: Id | None = None
    """The field of the answer that sets it, where the answer has several."""
    by_level: tuple[Quantiles, ...] = ()
    """For a maturity question: the range at each level, 0 to 4, where one can be given."""

    @model_validator(mode="after")
    def _five_levels(self) -> "Sets":
        if self.by_level and len(self.by_level) != TOP_LEVEL + 1:
            raise ValueError(f"by_level has {len(self.by_level)} entries; give one for each level 0 to {TOP_LEVEL}")
        return self


class NumberField(Noun):
    """A number that can be typed, with its unit and limits."""

    id: Id = "value"
    """Its name among the fields of a question."""
    label: Text | None = None
    """What to call it, where a question has several."""
    kind: Literal["number", "percentage", "duration", "currency", "text"]
    """What sort of entry it is."""
    unit: Unit
    """The unit in which it is stored."""
    minimum: float | None = None
    """Below this it is refused."""
    maximum: float | None = None
    """Above this it is refused."""
    plausible_minimum: float | None = None
    """Below this a warning asks to check."""
    plausible_maximum: float | None = None
    """Above this a warning asks to check."""
    whole: bool = False
    """Whether only whole numbers make sense."""

    @model_validator(mode="after")
    def _limits_in_order(self) -> "NumberField":
        limits = [x for x in (self.minimum, self.plausible_minimum, self.plausible_maximum, self.maximum) if x is not None]
        if limits != sorted(limits):
            raise ValueError(
                "minimum, plausible_minimum, plausible_maximum and maximum must rise in this order; put them in order"
            )
        return self


class Option(Noun):
    """One answer to choose."""

    id: Id
    """The value stored."""
    text: Text
    """The words shown."""
