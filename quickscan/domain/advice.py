"""What to do about the causes: the library of recommendations, and recommendations valued for one client."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from quickscan.domain.base import Id, Noun, Share, Text
from quickscan.domain.provenance import Provenance

NonNegative = Annotated[float, Field(ge=0.0)]


class Span(Noun):
    """A low and a high value."""

    low: NonNegative
    """The low end."""
    high: NonNegative
    """The high end."""

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is above high ({self.high:g}); swap them")
        return self

    @property
    def middle(self) -> float:
        """The mean of both ends."""
        return (self.low + self.high) / 2


class Cut(Noun):
    """By what share a recommendation reduces the severity of a cause (not the loss)."""

    cause: Id
    """The cause."""
    low: Share
    """The cautious value."""
    high: Share
    """The hopeful value."""

    @model_validator(mode="after")
    def _in_order(self) -> "Cut":
        if self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is above high ({self.high:g}); swap them")
        return self

    @property
    def middle(self) -> float:
        """The mean of both ends."""
        return (self.low + self.high) / 2


class Recommendation(Noun):
    """One entry of the library."""

    id: Id
    """The name used in files, such as one_capture_tool."""
    code: Annotated[str, StringConstraints(pattern=r"^R[0-9]{2}$")]
    """Its number in the library, R01 to R29."""
    title: Text
    """The measure in a few words."""
    short_title: Text | None = None
    """The same in a picture, where words must be few (28 letters at most); none where the title is short enough."""
    description: Text
    """What is done and why it helps, in two or three sentences."""
    cuts: tuple[Cut, ...]
    """What it does to the causes. Empty where it works on existing customers only."""
    effort_person_days: Span
    """Work of client and adviser together."""
    one_off_keur: Span
    """Cost once, in thousand euros."""
    per_year_keur: Span
    """Running cost in thousand euros a year."""
    running_cost_note: Text | None = None
    """What a plain figure a year cannot say, such as a share of the list price."""
    share_of_price_per_sale: Span | None = None
    """What it costs besides with every sale, as a share of the list price; as long as nobody states that price, its running cost
    is not known."""
    months_to_effect: Span
    """Months until it works."""
    requires: tuple[Id, ...] = ()
    """Recommendations that must come first."""
    preconditions: Text | None = None
    """What else must be there."""
    kpi: Text
    """How its success is measured."""
    first_steps: tuple[Text, ...]
    """What to do first, in order."""
    owner_role: Text
    """Who should lead it, as a role."""
    kind: Literal["quick_win", "foundation", "growth", "other"]
    """Its place on the roadmap."""
    parameters: tuple[str, ...]
    """Parameters of the lead process it moves."""
    base_gain: Text | None = None
    """What it brings with existing customers, where it does."""
    provenance: Provenance
    """Why we believe in it."""

    @property
    def title_in_pictures(self) -> Text:
        """The measure in the fewest words."""
        return self.short_title or self.title
