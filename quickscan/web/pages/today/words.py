"""What steps, stations and classes are called: the client's words."""

from collections.abc import Mapping
from dataclasses import dataclass

from quickscan.domain.flow import FlowStep, Waiting
from quickscan.domain.process import LeadProcess
from quickscan.web.wording import Wording

HOURS_PER_DAY = 24.0
MINUTES_PER_HOUR = 60.0


def step_names(say: Wording) -> Mapping[FlowStep, str]:
    """How far a lead got."""
    return {
        "possible": say("Possible inquiries"),
        "came_in": say("Inquiries"),
        "recorded": say("recorded"),
        "qualified": say("qualified and passed on"),
        "transferred": say("in the lead system"),
        "routed": say("with the right contact"),
        "accepted": say("accepted"),
        "contacted": say("contact tried"),
        "reached": say("reached"),
        "won": say("bought"),
    }


def sellers_name(process: LeadProcess, say: Wording) -> str:
    """Who sells, in the words of the trade."""
    known = {
        "car_dealers": say("Dealers"),
        "machinery_field_force": say("Field force"),
        "insurance_agents": say("Agents"),
    }
    return known.get(process.id, say("Sellers"))


@dataclass(frozen=True)
class Station:
    """A place in the drawing of the process: leads go in after one step and come out after another."""

    name: str
    """Its name."""
    about: str
    """What happens there, in a few words."""
    before: FlowStep
    """How far leads are that come to it."""
    after: FlowStep
    """How far those are who go on."""


def stations(process: LeadProcess, say: Wording) -> tuple[Station, ...]:
    """The process as the client knows it, from the channels to the feedback."""
    direct = process.qualification.place == "direct"
    return (
        Station(say("Channels"), say("people inquire"), "possible", "came_in"),
        Station(say("Capture"), say("inquiries get into the system"), "came_in", "recorded"),
        Station(
            say("Qualification") if direct else say("Call centre"),
            say("finds out what is needed"),
            "recorded",
            "qualified",
        ),
        Station(say("Lead system"), say("marketing hands over to sales"), "qualified", "transferred"),
        Station(say("Routing"), say("who gets the lead?"), "transferred", "routed"),
        Station(sellers_name(process, say), say("accept and follow up"), "routed", "reached"),
        Station(say("Sale and feedback"), say("decided, and reported back"), "reached", "won"),
    )


def waiting_name(waiting: Waiting, say: Wording) -> str:
    """A class of response times."""
    if waiting.up_to_hours is None:
        return say("later than {time}", time=time_in_words(waiting.more_than_hours, say))
    return say("within {time}", time=time_in_words(waiting.up_to_hours, say))


def time_in_words(hours: float, say: Wording) -> str:
    """A length of time in its handiest unit."""
    if hours < 1.0:
        return say("{number} min", number=say.number(MINUTES_PER_HOUR * hours))
    if hours <= HOURS_PER_DAY:
        return say("{number} h", number=say.number(hours, 0 if hours == round(hours) else 1))
    days = hours / HOURS_PER_DAY
    return say("{number} days", number=say.number(days, 0 if days == round(days) else 1))
