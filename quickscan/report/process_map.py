"""The process as it is, step by step: who works with which system, how many leads get there, and what is lost where."""

from quickscan.domain.base import Noun
from quickscan.domain.calibration import GatePlace
from quickscan.domain.flow import FlowStep, LeadFlow
from quickscan.domain.result import Estimate
from quickscan.domain.scan import Scan
from quickscan.report.heat import MORE, MUCH, NONE, SOME
from quickscan.report.statements import Statements
from quickscan.report.wording import OF_ANSWER, Wording

SYSTEMS_QUESTION = "systems.landscape"
REACHED: dict[str, FlowStep] = {
    "acquisition": "came_in",
    "capture": "recorded",
    "qualification": "qualified",
    "handover": "transferred",
    "routing": "routed",
    "acceptance": "accepted",
    "follow_up": "reached",
    "closing": "won",
}
"""How far a lead has got that has passed a step; other steps have no number of their own."""
LOST_AT: dict[GatePlace, str] = {
    "generation": "acquisition",
    "capture": "capture",
    "handed_to_qualification": "qualification",
    "qualification": "qualification",
    "ripeness": "qualification",
    "transfer": "handover",
    "handed_to_distribution": "handover",
    "routing": "routing",
    "handed_to_dealer": "routing",
    "assignment": "acceptance",
    "acceptance": "acceptance",
    "follow_up": "follow_up",
}
"""The step at which what is lost at a place is shown."""
HEAT = ((0.20, MUCH), (0.10, MORE), (0.02, SOME), (0.0, NONE))
"""Colours of the loss of a step by its share of all that is lost."""


class MapStep(Noun):
    """A step of the process."""

    number: str
    """Its place."""
    name: str
    """Its name."""
    what: str
    """What happens there."""
    system: str
    """The system used today; a dash where nobody said."""
    leads: str
    """Leads a year that pass it, simulated; a dash where they are not counted there."""
    lost: str
    """Sales a year lost there with their causes, simulated; a dash where there are none."""
    heat: str
    """A colour by how much is lost there, as six hexadecimal digits."""


class ProcessMap(Noun):
    """The process as it is."""

    steps: tuple[MapStep, ...]
    """The steps, in the order a lead takes."""
    has_flow: bool
    """Whether leads and losses were counted step by step."""


def process_map(scan: Scan, statements: Statements, wording: Wording) -> ProcessMap:
    """The process of a scan."""
    lost = _lost(scan.flow) if scan.flow else {}
    total = sum(by_cause for step in lost.values() for by_cause in step.values()) or 1.0
    steps = [step for step in scan.knowledge.process_steps if step.id in REACHED]
    return ProcessMap(
        steps=tuple(
            MapStep(
                number=str(number),
                name=wording.of(step.name),
                what=wording.of(step.description),
                system=_system(step.id, scan, statements, wording),
                leads=_leads(step.id, scan, wording),
                lost=_lost_words(lost.get(step.id, {}), scan, wording),
                heat=next(colour for share, colour in HEAT if sum(lost.get(step.id, {}).values()) / total >= share),
            )
            for number, step in enumerate(steps, 1)
        ),
        has_flow=scan.flow is not None,
    )


def _lost(flow: LeadFlow) -> dict[str, dict[str, float]]:
    """By step and cause: sales lost a year."""
    found: dict[str, dict[str, float]] = {}
    for place, by_cause in flow.lost_at.items():
        step = found.setdefault(LOST_AT[place], {})
        for cause, estimate in by_cause.items():
            step[cause] = step.get(cause, 0.0) + estimate.mean
    return found


def _system(step: str, scan: Scan, statements: Statements, wording: Wording) -> str:
    answer = scan.answers.get(SYSTEMS_QUESTION)
    if answer is None or not isinstance(answer.value, dict) or step not in answer.value:
        return "–"
    origin = OF_ANSWER[answer.basis] if answer.basis else "told"
    return statements.values.as_given(answer.value[step]) + wording.mark(origin)


def _leads(step: str, scan: Scan, wording: Wording) -> str:
    if scan.flow is None:
        return "–"
    counts: dict[FlowStep, Estimate] = {count.step: count.leads for count in scan.flow.steps}
    return wording.numbers.number(counts[REACHED[step]].mean) + wording.mark("simulated")


def _lost_words(by_cause: dict[str, float], scan: Scan, wording: Wording) -> str:
    named = sorted(((lost, cause) for cause, lost in by_cause.items() if lost >= 0.5), reverse=True)
    return (
        "; ".join(
            f"{wording.numbers.number(lost)}{wording.mark('simulated')} {wording.of(scan.knowledge.cause(cause).short_name)}"
            for lost, cause in named
        )
        or "–"
    )
