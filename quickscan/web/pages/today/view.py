"""All that the page of today is made from, and how its numbers are written: with interval, and with where they come from."""

from collections.abc import Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from quickscan.domain.flow import LeadFlow, Leak, StepCount
from quickscan.domain.process import LeadProcess
from quickscan.domain.result import Estimate
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.pages.trace.address import traced
from quickscan.web.simulations import CalibrationName
from quickscan.web.wording import Wording

NOTHING = Estimate(mean=0.0, half_width=0.0, n=0)
PLUS_MINUS = "\N{NO-BREAK SPACE}±\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Today:
    """The process as it is, simulated."""

    material: Material
    """The engagement and what its answers say."""
    process: LeadProcess
    """The client's process."""
    sources: Mapping[str, tuple[str, ...]]
    """For each parameter set from answers: the questions it came from."""
    flow: LeadFlow
    """How leads flow through it."""
    calibration: CalibrationName
    """How the causes act."""

    @property
    def say(self) -> Wording:
        """The language of the app."""
        return self.material.say

    @property
    def leaks(self) -> tuple[tuple[StepCount, Leak], ...]:
        """The steps after which something can be lost."""
        return tuple((count, count.leak) for count in self.flow.steps if count.leak is not None)

    def channel_name(self, channel: str) -> str:
        """The name of a channel."""
        return self.say.of(self.material.knowledge.channel(channel).name)

    def traced(self, value: str, figure: str) -> Component:
        """A number that leads to where it comes from."""
        return traced(value, self.material.engagement.id, figure, self.say, self.calibration, self.simulated)

    @property
    def source(self) -> Component:
        """The same in a few words, to be said in full on request."""
        words = self.say(
            "Simulated: {years} years · {calibration}",
            years=self.flow.simulation.replications,
            calibration=calibration_in_words(self.calibration, self.say),
        )
        return html.Span(words, className="simulated", title=self.simulated)

    @property
    def simulated(self) -> str:
        """Where the numbers of the simulation come from, in a sentence."""
        simulation = self.flow.simulation
        return self.say(
            "Simulated from the answers: mean of {years} years, seed {seed}, calibration: {calibration}; ± is the 95% interval",
            years=simulation.replications,
            seed=simulation.seed,
            calibration=calibration_in_words(self.calibration, self.say),
        )


def number(value: Estimate, say: Wording, decimals: int = 0) -> str:
    """The mean, never below none."""
    return say.number(max(value.mean, 0.0), decimals)


def interval(value: Estimate, say: Wording, decimals: int = 0) -> str:
    """The mean with its interval."""
    return f"{number(value, say, decimals)}{PLUS_MINUS}{say.number(value.half_width, decimals)}"


def plus_minus(value: Estimate, say: Wording, decimals: int = 0) -> str:
    """The interval alone."""
    return f"±\N{NO-BREAK SPACE}{say.number(value.half_width, decimals)}"


def total(parts: Mapping[str, Estimate]) -> float:
    """The sum of the means."""
    return sum(part.mean for part in parts.values())


def of_cause(parts: Mapping[str, Estimate], cause: str) -> Estimate:
    """What a cause has among some parts; nothing, known for sure, where it has none."""
    return parts.get(cause, NOTHING)
