"""The simplified model that every rival runs too: a call centre, outlets with one seller each, up to three attempts, a sale.

It is an ordinary lead process. Inquiries come at a constant rate and people work day and night, so that any tool can express it;
everything else of a process is left at its neutral value.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from quickscan.domain.base import Text
from quickscan.domain.process import CallCentre, Dealers, LeadProcess, ProcessChannel
from quickscan.domain.process_parts import Spread
from quickscan.domain.process_steps import Acceptance, FollowUp, Routing
from quickscan.domain.provenance import Provenance
from quickscan.simulation.calendar import HOUR_MS
from quickscan.simulation.compile import CompiledModel, Lognormal, compile_model
from quickscan.simulation.records import NONE, Journeys
from tests.material import ALWAYS, AT_ONCE, FLAT, evidence, knowledge

LEADS = 20_000
MADE_UP = Provenance(basis="judgement", source="Made up for comparing engines")


def simplified_process(leads_per_year: float = LEADS) -> LeadProcess:
    """Two agents and fifty sellers, busy enough for queues; every inquiry is a suitable one and is worked on."""
    channel = ProcessChannel(
        channel="web", leads_per_year=leads_per_year, potential_closing_rate=0.3, pattern=FLAT.id, provenance=MADE_UP
    )
    agents = CallCentre(agents=2, handling_minutes=Spread(median=30, p90=60), opening_hours=ALWAYS, provenance=MADE_UP)
    dealers = Dealers(
        outlets=50,
        sellers=50,
        share_of_time_for_leads=0.25,
        reaction_hours=AT_ONCE,
        contact_minutes=Spread(median=60, p90=120),
        attempt_shares=(0.0, 0.0, 1.0),
        attempt_spacing_hours=24,
        opening_hours=ALWAYS,
        provenance=MADE_UP,
    )
    return LeadProcess(
        id="simplified",
        name=Text(de="Vereinfacht", en="Simplified"),
        description=Text(de="Zum Vergleich von Rechenkernen", en="For comparing engines"),
        arrival_patterns=(FLAT,),
        month_weights=(1.0,) * 12,
        channels=(channel,),
        call_centre=agents,
        routing=Routing(policy="rules"),
        assignment_delay_hours=AT_ONCE,
        acceptance=Acceptance(fast_reaction_hours=Spread(median=4, p90=12)),
        dealers=dealers,
        follow_up=FollowUp(best_attempts=3, contact_chance_mean=0.4, contact_chance_sum=6.0),
        sales_cycle_days=Spread(median=14, p90=60),
        warm_up_days=0,
        provenance=MADE_UP,
    )


def simplified_model(leads_per_year: float = LEADS) -> CompiledModel:
    """The model that our engines run, by evidence, so that waiting costs sales; no cause strikes and nothing gets stuck."""
    harmless = evidence().full_severity.model_copy(update={"stuck_share": 0.0})
    calibration = evidence().model_copy(update={"full_severity": harmless})
    return compile_model(simplified_process(leads_per_year), calibration, knowledge(), {})


@dataclass(frozen=True)
class Numbers:
    """The same model for rivals: times are hours."""

    leads_per_hour: float
    horizon_hours: float
    """Inquiries come in until then, and all are followed to their end."""
    agents: int
    handling: Lognormal
    outlets: int
    reaction: Lognormal
    attempts: int
    contact: Lognormal
    spacing_hours: float
    contact_a: float
    """The chance that an attempt reaches a prospect is beta distributed over prospects."""
    contact_b: float
    cycle: Lognormal
    closing_chance: float
    """The chance of a sale to a prospect who was answered at once."""
    tau_hours: float
    beta: float

    def chance(self, waited_hours: float) -> float:
        """The chance of a sale to a prospect who waited for the first attempt."""
        return float(self.closing_chance * (1.0 + waited_hours / self.tau_hours) ** -self.beta)


def numbers_of(model: CompiledModel) -> Numbers:
    """What the model says, as a rival needs it."""
    settings, follow_up = model.rules.settings, model.process.follow_up
    horizon_hours = model.horizon_ms / HOUR_MS
    return Numbers(
        leads_per_hour=float(model.leads_per_year.sum()) / horizon_hours,
        horizon_hours=horizon_hours,
        agents=settings.agents,
        handling=_in_hours(model.handling),
        outlets=len(model.rules.outlets),
        reaction=_in_hours(model.fast_reaction),
        attempts=follow_up.best_attempts,
        contact=_in_hours(model.contact),
        spacing_hours=settings.spacing_ms / HOUR_MS,
        contact_a=follow_up.contact_chance_mean * follow_up.contact_chance_sum,
        contact_b=(1.0 - follow_up.contact_chance_mean) * follow_up.contact_chance_sum,
        cycle=_in_hours(model.sales_cycle),
        closing_chance=float(model.stages[-1].pass_share[0]),
        tau_hours=settings.tau_ms / HOUR_MS,
        beta=settings.beta,
    )


def _in_hours(duration: Lognormal) -> Lognormal:
    return Lognormal(duration.mu - float(np.log(HOUR_MS)), duration.sigma)


@dataclass(frozen=True)
class Told:
    """What a run tells about its leads, for holding tools against each other."""

    leads: int
    won: int
    attempts: int
    response_hours: float
    """Sum over all leads: from coming in to the start of the first attempt."""

    def figures(self) -> dict[str, float]:
        """What must agree, whatever the random numbers."""
        return {
            "share won": self.won / self.leads,
            "attempts per lead": self.attempts / self.leads,
            "mean response": self.response_hours / self.leads,
        }


Rival = Callable[[Numbers, int], Told]
"""Another tool: numbers of the model and a seed in, what became of the leads out."""


def told_by(journeys: Journeys) -> Told:
    """The same by one of our engines."""
    answered = journeys.response_ms[journeys.response_ms != NONE]
    return Told(len(journeys.won), int(journeys.won.sum()), int(journeys.attempts.sum()), float(answered.sum()) / HOUR_MS)


def together(runs: Sequence[Told]) -> Told:
    """Several runs as one."""
    return Told(
        sum(run.leads for run in runs), sum(run.won for run in runs), sum(run.attempts for run in runs),
        sum(run.response_hours for run in runs),
    )  # fmt: skip


def off_by(one: Told, other: Told) -> dict[str, float]:
    """By what share each figure of one differs from the other's."""
    theirs = other.figures()
    return {name: figure / theirs[name] - 1.0 for name, figure in one.figures().items()}
