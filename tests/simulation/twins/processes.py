"""Whole generated processes of 300 to 1,500 leads, the calibrations and severities they run at, and the leads they get."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from quickscan.domain.calibration import Calibration, Decay, FullSeverity
from quickscan.domain.process import Burst, LeadProcess, ProcessChannel
from quickscan.domain.process_steps import CAPTURES, RoutingPolicy
from quickscan.simulation.arrivals import expected_leads
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.leads import NOBODY, Leads, deal_leads
from tests.material import car_dealers, deck, evidence, knowledge, scaled
from tests.simulation.twins.steps import (
    HAND_OVERS,
    MADE_UP,
    NURTURES,
    VALIDATIONS,
    acceptances,
    call_centres,
    dealers,
    existing_customers,
    follow_ups,
    qualifications,
    routings,
    sales_stages,
)
from tests.simulation.twins.times import DAY_HOURS, MINUTE_HOURS, MONTHS, PATTERNS, SHARES, spreads

CHANNELS = ("fair", "web", "call", "portal", "other")
LEADS = st.sampled_from((300, 500, 900, 1500))
GRIDS_MS = st.sampled_from((1, 1, 5, MINUTE_MS, HOUR_MS, DAY_MS))
"""Inquiries come on these multiples of milliseconds, all others being moved to the one before."""


@dataclass(frozen=True)
class Case:
    """Something to run in both engines."""

    model: CompiledModel
    without_causes: CompiledModel
    grid_ms: int
    seed: int

    def leads(self) -> Leads:
        """Who comes; on a coarse grid many come at the same time."""
        return on_grid(deal_leads(self.model, self.seed, 0), self.grid_ms)


def on_grid(leads: Leads, grid_ms: int) -> Leads:
    """The same leads, all inquiries moved to the multiple of some milliseconds before."""
    moved = leads.created_ms - leads.created_ms % grid_ms
    moved[leads.parent != NOBODY] = NOBODY
    return replace(leads, created_ms=moved)


@st.composite
def cases(draw: st.DrawFn, policy: RoutingPolicy) -> Case:
    """A process with this policy, in either calibration, at severities of 0, 1 and between."""
    process, calibration = draw(processes(policy)), draw(calibrations())
    return Case(
        model=compile_model(process, calibration, knowledge(), draw(severities())),
        without_causes=compile_model(process, calibration, knowledge(), {}),
        grid_ms=draw(GRIDS_MS),
        seed=draw(st.integers(0, 2**32 - 1)),
    )


@st.composite
def processes(draw: st.DrawFn, policy: RoutingPolicy) -> LeadProcess:
    """A process with this policy."""
    measured_days = draw(st.sampled_from((7, 8, 28, 91, 364)))
    names = draw(st.lists(st.sampled_from(CHANNELS), min_size=1, max_size=4, unique=True))
    process = LeadProcess(
        id="generated",
        name=car_dealers().name,
        description=car_dealers().description,
        arrival_patterns=PATTERNS,
        month_weights=draw(MONTHS),
        channels=tuple(draw(channels(name)) for name in names),
        validation=draw(VALIDATIONS),
        call_centre=draw(call_centres()),
        qualification=draw(qualifications()),
        nurture=draw(NURTURES),
        hand_over=draw(HAND_OVERS),
        routing=draw(routings(policy)),
        assignment_delay_hours=draw(spreads(1.0, DAY_HOURS)),
        acceptance=draw(acceptances()),
        dealers=draw(dealers(policy)),
        follow_up=draw(follow_ups()),
        sales_stages=draw(sales_stages()),
        sales_cycle_days=draw(spreads(DAY_HOURS, 2 * DAY_HOURS)),
        existing_customers=draw(existing_customers(draw(st.sampled_from(names)))),
        warm_up_days=draw(st.integers(0, 7)),
        measured_days=measured_days,
        provenance=MADE_UP,
    )
    return _with_leads(process, draw(LEADS))


def _with_leads(process: LeadProcess, number: int) -> LeadProcess:
    """The process with so many leads on average, apart from those that it makes itself; none where it has no inquiries."""
    expected = expected_leads(compile_model(process, deck(), knowledge(), {}).inflow)
    return scaled(process, number / expected) if expected > 0.0 else process


@st.composite
def channels(draw: st.DrawFn, name: str) -> ProcessChannel:
    """A channel with every kind of inquiry; some have none, some more or less than usual."""
    unsuitable, duplicate = draw(st.sampled_from(((0.0, 0.0), (0.3, 0.1), (0.2, 0.6), (0.5, 0.5))))
    return ProcessChannel(
        channel=name,
        leads_per_year=draw(st.sampled_from((1.0, 1.0, 3.0, 0.0))),
        potential_closing_rate=max(0.0, 1.0 - unsuitable - duplicate) * draw(SHARES),
        cost_per_lead_eur=draw(st.none() | st.sampled_from((20.0, 60.0))),
        pattern=draw(st.sampled_from(PATTERNS)).id,
        bursts=draw(st.sampled_from(((), (Burst(first_day=3, days=2, share=0.6),)))),
        volume_factor=draw(st.sampled_from((1.0, 1.0, 0.4, 2.3))),
        capture=draw(st.sampled_from(CAPTURES)),
        capture_minutes=draw(st.none() | spreads(MINUTE_HOURS, 0.25)),
        capture_every_days=draw(st.sampled_from((1, 7, 14))),
        inbound_call=draw(st.booleans()),
        unsuitable_share=unsuitable,
        duplicate_share=duplicate,
        unripe_share=draw(SHARES),
        consent_share=draw(SHARES),
        bad_address_share=draw(SHARES),
        provenance=MADE_UP,
    )


def severities() -> st.SearchStrategy[dict[str, float]]:
    """No cause, some causes fully, or all of them more or less."""
    names = knowledge().cause_ids
    some = st.sets(st.sampled_from(names), max_size=3).map(lambda causes: dict.fromkeys(causes, 1.0))
    return st.just({}) | some | st.fixed_dictionaries(dict.fromkeys(names, SHARES))


@st.composite
def calibrations(draw: st.DrawFn) -> Calibration:
    """The deck's, the published one, or one with other delays, shares and decay."""
    kind = draw(st.sampled_from(("deck", "evidence", "other", "other")))
    if kind == "deck":
        return deck()
    if kind == "evidence":
        return evidence()
    return evidence().model_copy(update={"full_severity": draw(_FULL_SEVERITIES), "decay": draw(_DECAYS)})


_DELAY_HOURS = st.sampled_from((0.0, 1e-6, 1.0, 48.0))
_LOST_SHARES = st.sampled_from((0.0, 0.05, 0.1, 0.1, 0.3, 1.0))
_FULL_SEVERITIES = st.builds(
    FullSeverity,
    capture_delay_hours=_DELAY_HOURS,
    transfer_delay_hours=_DELAY_HOURS,
    budget_tilt=st.sampled_from((0.0, 1.0, 3.0)),
    **{name: _LOST_SHARES for name in FullSeverity.model_fields if name.endswith("_share")} | {"ignored_share": SHARES},
)
_DECAYS = st.builds(Decay, tau_minutes=st.sampled_from((1.0, 30.0)), beta=SHARES, beta_low=st.just(0.0), beta_high=st.just(1.0))
