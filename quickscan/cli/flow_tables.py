"""The flow of leads as tables for people."""

from quickscan.cli import show
from quickscan.domain.flow import FLOW_STEPS, CrewLoad, FlowStep, LeadFlow, Leak, StepCount, Waiting
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import Estimate

STEPS: dict[FlowStep, str] = {
    "possible": "Could inquire",
    "came_in": "Came in",
    "recorded": "Recorded",
    "qualified": "Qualified and passed on",
    "transferred": "In the sales system",
    "routed": "With the right outlet",
    "accepted": "Accepted by a seller",
    "contacted": "Contact attempted",
    "reached": "Reached",
    "won": "Won",
}


def lead_flow(result: LeadFlow, knowledge: Knowledge) -> None:
    """The loss rate, the steps with what ends between them, the channels, the waiting times and the load."""
    simulation = result.simulation
    show.line(f"Loss rate {show.estimate(simulation.loss_rate, 100, 2)} %, {show.estimate(simulation.won)} sales a year\n")
    columns = ("Step", "Leads a year", "End here anyway", "Stopped by a cause", "Sales lost by it")
    show.table("How far leads get (± half of the 95 % interval)", columns, [_step(count) for count in result.steps])
    show.line()
    rows = [row for count in result.steps if count.leak for row in _leak(STEPS[count.step], count.leak, knowledge)]
    show.table("Where they are lost", ("After the step, by cause", "Leads stopped", "Sales lost"), rows)
    show.line()
    _channels(result)
    show.line()
    _responses(result)
    show.line()
    show.table(
        "How busy they are",
        ("People", "At work", "Utilisation, %", "Busiest week, %", "Weeks above 85 %", "Weeks above 100 %"),
        [_load(show.CREWS[crew], load) for crew, load in result.load.items()],
    )
    show.line(
        f"\n{simulation.calibration} calibration, {simulation.engine} engine, {simulation.leads:,} possible inquiries a year, "
        f"{simulation.replications} replications, seed {simulation.seed}"
    )


def _channels(result: LeadFlow) -> None:
    """Those that bring anything."""
    channels = [channel for channel in result.channels if channel.steps[0].leads.mean]
    show.table(
        "Leads a year by channel",
        ("Step", *(channel.channel for channel in channels)),
        [
            (STEPS[step], *(show.fixed(channel.steps[number].leads.mean, 0) for channel in channels))
            for number, step in enumerate(FLOW_STEPS)
        ],
    )


def _step(count: StepCount) -> tuple[str, ...]:
    leak = count.leak
    if leak is None:
        return STEPS[count.step], show.estimate(count.leads), "", "", ""
    stopped, lost = _total(leak.stopped), _total(leak.lost_sales)
    return STEPS[count.step], show.estimate(count.leads), _plain(leak.natural), show.fixed(stopped), show.fixed(lost)


def _leak(after: str, leak: Leak, knowledge: Knowledge) -> list[tuple[str, str, str]]:
    causes = sorted({*leak.stopped, *leak.lost_sales}, key=lambda cause: -_mean(leak.stopped, cause))
    return [
        (f"{after}: {knowledge.cause(cause).name.en}", _known(leak.stopped, cause), _known(leak.lost_sales, cause))
        for cause in causes
    ]


def _responses(result: LeadFlow) -> None:
    responses = result.responses
    rows = [(_class(waiting), show.estimate(waiting.share, 100)) for waiting in responses.classes]
    show.table(
        f"First answer, % of {_plain(responses.leads)} leads that should get one",
        ("Within", "Share"),
        [*rows, ("never", show.estimate(responses.never, 100))],
    )
    if responses.median_hours is not None and responses.p90_hours is not None:
        median, p90 = show.estimate(responses.median_hours), show.estimate(responses.p90_hours)
        show.line(f"Of those answered half wait less than {median} h, nine in ten less than {p90} h")


def _class(waiting: Waiting) -> str:
    if waiting.up_to_hours is None:
        return f"later than {show.number(waiting.more_than_hours)} h"
    return f"{show.number(waiting.more_than_hours, 2)} to {show.number(waiting.up_to_hours, 2)} h"


def _load(name: str, load: CrewLoad) -> tuple[str, ...]:
    busiest = max(load.weeks, key=lambda week: week.mean)
    return (
        name,
        show.number(load.people),
        show.estimate(load.utilisation, 100),
        show.estimate(busiest, 100),
        show.estimate(load.weeks_above_85),
        show.estimate(load.weeks_above_100),
    )


def _plain(value: Estimate) -> str:
    return show.fixed(max(value.mean, 0.0), 1)


def _known(shares: dict[str, Estimate], cause: str) -> str:
    return show.estimate(shares[cause]) if cause in shares else ""


def _mean(shares: dict[str, Estimate], cause: str) -> float:
    return shares[cause].mean if cause in shares else 0.0


def _total(shares: dict[str, Estimate]) -> float:
    return sum(share.mean for share in shares.values())
