"""The lead process as it is, in numbers: how many leads get how far, where they are lost and to which cause."""

from typing import Literal, get_args

from quickscan.domain.base import Id, Noun
from quickscan.domain.calibration import GATE_PLACES, GatePlace
from quickscan.domain.result import Estimate, SimulationResult

FlowStep = Literal[
    "possible", "came_in", "recorded", "qualified", "transferred", "routed", "accepted", "contacted", "reached", "won"
]
"""How far a lead gets. possible: it would inquire if money went where it sells best; came_in: it inquired; recorded: it is in the
system; qualified: it was found ready and passed on; transferred: it is in the sales system; routed: an outlet has it, and knows;
accepted: a seller turned to it; contacted: a first attempt to reach the prospect was made; reached: seller and prospect spoke;
won: the prospect bought."""
FLOW_STEPS: tuple[FlowStep, ...] = get_args(FlowStep)

Crew = Literal["call_centre", "dealers"]
"""People who share work: the agents of the call centre, or the sellers of all outlets together."""

STEP_BEFORE: dict[GatePlace, FlowStep] = {
    "generation": "possible",
    "capture": "came_in",
    "handed_to_qualification": "recorded",
    "qualification": "recorded",
    "ripeness": "recorded",
    "transfer": "qualified",
    "handed_to_distribution": "qualified",
    "routing": "transferred",
    "handed_to_dealer": "transferred",
    "assignment": "transferred",
    "acceptance": "routed",
    "follow_up": "contacted",
}
"""The last step of a lead that is stopped at a place."""

ANSWERED_WITHIN_HOURS = (0.25, 1.0, 4.0, 24.0, 72.0)
"""Upper ends of the classes of response times: a quarter of an hour, 1, 4 and 24 hours, three days."""


class Leak(Noun):
    """What is lost between a step and the next one."""

    ended: Estimate
    """Leads a year that get so far and no further."""
    natural: Estimate
    """Those of them who would not have got further without the nine causes either: duplicates and jokes sorted out, prospects
    who decided otherwise."""
    stopped: dict[Id, Estimate]
    """The others by the cause that stopped them, whether or not they would have bought. After `reached`: sales that failed
    because the answer came late. Causes that stopped nobody are left out."""
    lost_sales: dict[Id, Estimate]
    """Would-be sales a year lost at the places between the two steps, by cause: of leads stopped there, and of leads delayed
    there and answered too late. Causes that cost nothing there are left out."""


class StepCount(Noun):
    """How many leads get to a step."""

    step: FlowStep
    """The step."""
    leads: Estimate
    """Leads a year that get to it or further; of `won` sales a year."""
    leak: Leak | None
    """What is lost before the next one; none after the last."""


class ChannelFlow(Noun):
    """The way of the leads of one channel."""

    channel: Id
    """The channel."""
    steps: tuple[StepCount, ...]
    """All steps in order."""
    potential: Estimate
    """Sales a year with all causes removed."""
    lost_by_cause: dict[Id, Estimate]
    """Would-be sales a year by cause, all nine of them."""


class Waiting(Noun):
    """A class of response times: clock hours from inquiry to the first attempt to reach the prospect."""

    more_than_hours: float
    """The lower end."""
    up_to_hours: float | None
    """The upper end; none for the last class."""
    share: Estimate
    """The share of all leads that should be answered, 0 to 1."""


class Responses(Noun):
    """How long leads wait for an answer: all that came in, without those who
    would have been set aside in qualification anyway."""

    leads: Estimate
    """Leads a year that should be answered."""
    classes: tuple[Waiting, ...]
    """Those answered, fastest first."""
    never: Estimate
    """The share that is never answered; with the classes it makes 1."""
    median_hours: Estimate | None
    """Half of those answered wait less; none where nobody is answered."""
    p90_hours: Estimate | None
    """Nine in ten of those answered wait less; none where nobody is answered."""


class CrewLoad(Noun):
    """How busy people are."""

    people: int
    """People at work at the same time."""
    utilisation: Estimate
    """Share of the opening hours of a year at work."""
    weeks: tuple[Estimate, ...]
    """The work that the leads of a week bring, over the opening hours of that week, week by week; above 1 it piles up."""
    weeks_above_85: Estimate
    """Weeks a year that bring more than 85 % of what can be done in them: from there on queues grow fast."""
    weeks_above_100: Estimate
    """Weeks a year that bring more than can be done in them."""


class LeadFlow(Noun):
    """Everything that tells how leads flow through the process as it is."""

    simulation: SimulationResult
    """The figures of the year, the same as those of a simulation with the same plan."""
    steps: tuple[StepCount, ...]
    """All channels together."""
    channels: tuple[ChannelFlow, ...]
    """Each channel; their counts sum to those of all together."""
    lost_at: dict[GatePlace, dict[Id, Estimate]]
    """Would-be sales a year by place and cause; they sum to those by cause. Pairs that cost nothing are left out."""
    responses: Responses
    """How long leads wait for an answer."""
    load: dict[Crew, CrewLoad]
    """How busy the call centre and the sellers are."""


def places_after(step: FlowStep) -> tuple[GatePlace, ...]:
    """The places at which a lead that got to a step can be lost before the next one, in the order it passes them."""
    return tuple(place for place in GATE_PLACES if STEP_BEFORE[place] == step)
