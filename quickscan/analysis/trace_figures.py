"""Every figure of a scan by name: all numbers of assessment, simulation, programme and scenarios, so that none is left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quickscan.domain.base import Noun
from quickscan.domain.comparison import CalibratedComparison
from quickscan.domain.engagement import Engagement, Scalar, Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.programme import Programme
from quickscan.domain.questionnaire import Question
from quickscan.domain.result import AnswerRef, Assessment, Consolidated, Estimate, SimulationResult
from quickscan.domain.scan import Scan

Number = float | Estimate
Figure = Number | Value | None
"""A number, a simulated figure, or the value of an answer; none where nobody knows."""
NAMING = ("id", "name", "cause", "area", "question", "calibration")
"""The fields by which one thing of several is called, the first that is there."""


@dataclass(frozen=True)
class Traceable:
    """What figures are traced in: a whole scan, or as much of it as there is."""

    engagement: Engagement
    knowledge: Knowledge
    answers: Mapping[str, Consolidated]
    """The consolidated answers by question."""
    assessment: Assessment
    process: LeadProcess | None = None
    """The client's process; none where answers cannot all be true."""
    sources: Mapping[str, tuple[str, ...]] | None = None
    """For each parameter set from answers: the questions."""
    simulation: SimulationResult | None = None
    programme: Programme | None = None
    scenarios: tuple[CalibratedComparison, ...] = ()

    @classmethod
    def of(cls, scan: Scan) -> "Traceable":
        """A whole scan."""
        return cls(
            scan.engagement,
            scan.knowledge,
            scan.answers,
            scan.assessment,
            scan.process,
            scan.process_notes,
            scan.simulation,
            scan.recommendations,
            scan.scenarios,
        )


def figures(of: Traceable) -> dict[str, Figure]:
    """All figures by id, in the order of a report: the loss, causes, areas, the year, measures, and what they rest on."""
    found = of.assessment
    walked: dict[str, Figure] = dict(_walk("loss", found.loss_rate))
    walked |= _walk("cause", found.severity)
    walked |= _walk("area", found.maturity)
    walked |= {f"finding.{number}.weight": finding.weight for number, finding in enumerate(found.findings, 1)}
    walked |= {f"narrowing.{question.question}": question.narrowing for question in found.next_best_questions}
    walked |= _walk("simulated", of.simulation)
    walked |= _programme(of.programme)
    for group in of.scenarios:
        walked |= _scenarios(group)
    walked |= {f"parameter.{name}": value for name, value in _parameters(of)}
    walked |= {f"answer.{question}": answer.value for question, answer in of.answers.items()}
    return walked | dict(_walk("rules", of.knowledge.rules)) | _terms(of)


def _programme(programme: Programme | None) -> dict[str, Figure]:
    if programme is None:
        return {}
    found: dict[str, Figure] = dict(_walk("measure", (*programme.recommendations, *programme.prerequisites)))
    for name in type(programme).model_fields:
        if name not in ("recommendations", "prerequisites", "terms"):
            head = name if name in ("portfolio", "roadmap") else f"programme.{name}"
            found |= _walk(head, getattr(programme, name))
    return found


def _scenarios(group: CalibratedComparison) -> dict[str, Figure]:
    head, compared = f"scenario.{group.calibration}", group.comparison
    found: dict[str, Figure] = dict(_walk(f"{head}.as_is", compared.as_is))
    for scenario in compared.scenarios:
        found |= _walk(f"{head}.{scenario.id}", scenario.simulation)
        found |= {f"{head}.{scenario.id}.difference.{name}": more.change for name, more in scenario.differences.items()}
        rest = scenario.model_copy(update={"simulation": None, "differences": {}})
        found |= _walk(f"{head}.{scenario.id}", rest)
    return found


def _parameters(of: Traceable) -> Iterator[tuple[str, Figure]]:
    """The parameters that have a default, and those that answers set."""
    asked = {question.id: question for question in of.engagement.questionnaire.definition.questions()}
    for parameter in of.knowledge.parameters:
        setters = [asked[name] for name in (of.sources or {}).get(parameter.id, ())]
        if setters:
            yield parameter.id, _set_by(parameter.id, setters, of.answers)
        elif parameter.default is not None:
            yield parameter.id, parameter.default


def _set_by(parameter: str, setters: list[Question], answers: Mapping[str, Consolidated]) -> Figure:
    """What answers say of a parameter: the fields of them that set it. A level says it only where nothing else does."""
    said: dict[str, Scalar] = {}
    for question in [one for one in setters if one.type != "maturity"] or setters:
        value = answers[question.id].value
        entries = value if isinstance(value, dict) else {} if value is None or isinstance(value, tuple) else {"value": value}
        fields = [sets.field for sets in question.sets if sets.parameter == parameter]
        said |= {
            name: entry for name, entry in entries.items() if None in fields or name in fields if not isinstance(entry, tuple)
        }
    return next(iter(said.values())) if len(said) == 1 else said


def _terms(of: Traceable) -> dict[str, Figure]:
    return dict(_walk("terms", of.programme.terms if of.programme is not None else of.knowledge.valuation))


def _walk(name: str, value: Any) -> Iterator[tuple[str, Number]]:
    """All numbers in a value, each under the names that lead to it. A pointer to an answer holds none."""
    if isinstance(value, Estimate) or (isinstance(value, int | float) and not isinstance(value, bool)):
        yield name, value
    elif isinstance(value, Noun) and not isinstance(value, AnswerRef):
        for field in type(value).model_fields:
            yield from _walk(f"{name}.{field}", getattr(value, field))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _walk(f"{name}.{key}", inner)
    elif isinstance(value, tuple):
        for called, inner in zip(_names(value), value, strict=True):
            yield from _walk(f"{name}.{called}", inner)


def _names(things: tuple[object, ...]) -> list[str]:
    """What things are called where each has a name of its own, otherwise their places."""
    named = [
        next((name for name in (getattr(thing, field, None) for field in NAMING) if isinstance(name, str)), "")
        for thing in things
    ]
    return named if all(named) and len(set(named)) == len(named) else [str(place) for place in range(1, len(things) + 1)]
