"""Parts of a lead process that stand in several places: durations, opening hours, arrival patterns."""

from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from quickscan.domain.base import Id, Noun

Hour = Annotated[float, Field(ge=0.0, le=24.0)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


MOST = 1_000_000.0
"""No duration is given as more than a million minutes, hours or days: more is a slip of the pen, and leads the clock astray."""
Duration = Annotated[float, Field(gt=0.0, le=MOST)]


class Spread(Noun):
    """A duration that differs from lead to lead: lognormal, given by its median and its 90th percentile."""

    median: Duration
    """Half are shorter."""
    p90: Duration
    """Nine in ten are shorter."""

    @model_validator(mode="after")
    def _in_order(self) -> "Spread":
        if self.p90 < self.median:
            raise ValueError(f"p90 ({self.p90:g}) is below the median ({self.median:g}); swap them")
        return self


class DayHours(Noun):
    """When work is done on one day."""

    opens: Hour
    """Clock hour of opening, 0 to 24."""
    closes: Hour
    """Clock hour of closing, 0 to 24."""

    @model_validator(mode="after")
    def _in_order(self) -> "DayHours":
        if self.opens >= self.closes:
            raise ValueError(f"closes ({self.closes:g}) is not after opens ({self.opens:g}); swap them or leave the day out")
        return self


class OpeningHours(Noun):
    """When work is done; a day left out is closed."""

    monday: DayHours | None = None
    """Monday."""
    tuesday: DayHours | None = None
    """Tuesday."""
    wednesday: DayHours | None = None
    """Wednesday."""
    thursday: DayHours | None = None
    """Thursday."""
    friday: DayHours | None = None
    """Friday."""
    saturday: DayHours | None = None
    """Saturday."""
    sunday: DayHours | None = None
    """Sunday."""

    @model_validator(mode="after")
    def _open_some_time(self) -> "OpeningHours":
        if not any(self.days()):
            raise ValueError("every day is closed, so no work would ever be done; give at least one day its hours")
        return self

    def days(self) -> tuple[DayHours | None, ...]:
        """The hours of the seven days, Monday first."""
        return tuple(getattr(self, day) for day in WEEKDAYS)


class ArrivalPattern(Noun):
    """When inquiries come in, as relative weights."""

    id: Id
    """Its name."""
    weekdays: tuple[float, float, float, float, float, float, float]
    """Weights of Monday to Sunday."""
    hours: tuple[float, ...] = Field(min_length=24, max_length=24)
    """Weights of the 24 hours of a day, from midnight on."""

    @model_validator(mode="after")
    def _weights(self) -> "ArrivalPattern":
        for name, weights in (("weekdays", self.weekdays), ("hours", self.hours)):
            if min(weights) < 0 or sum(weights) <= 0:
                raise ValueError(f"{name} holds a negative weight or only zeros; give weights of 0 or more, one of them above 0")
        return self
