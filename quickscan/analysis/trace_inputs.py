"""What a figure is made of where that hangs on the answers: which questions, which causes, which measures."""

from collections.abc import Iterable, Mapping

from quickscan.analysis.trace_figures import Traceable
from quickscan.analysis.trace_inputs_programme import OF_PROGRAMME, Hanging, Parts
from quickscan.analysis.trace_rule import Rule, expression
from quickscan.assessment.measured import loss_readings
from quickscan.domain.result import AnswerRef
from quickscan.interview.path import Course, follow


def inputs_of(of: Traceable, rule: Rule, parts: Parts, known: Mapping[str, object]) -> tuple[str, ...]:
    """The figures that one is made of, those only that there are."""
    found = dict.fromkeys(name for wanted in rule.inputs for name in _named(of, wanted, parts, known))
    return tuple(name for name in found if name in known)


def _named(of: Traceable, wanted: str, parts: Parts, known: Mapping[str, object]) -> Iterable[str]:
    if wanted.startswith("@"):
        return HANGING[wanted[1:]](of, parts)
    filled = wanted.format(*parts)
    if "*" not in filled:
        return (filled,)
    fits = expression(filled).fullmatch
    return (name for name in known if fits(name))


def _answers(evidence: Iterable[AnswerRef]) -> list[str]:
    return [f"answer.{name}" for name in dict.fromkeys(reference.question for reference in evidence)]


def _of_cause(of: Traceable, parts: Parts) -> list[str]:
    return _answers(of.assessment.severity[parts[0]].evidence)


def _losses_of_cause(of: Traceable, parts: Parts) -> list[str]:
    return [f"answer.{reading.question.id}" for reading in loss_readings(course(of), of.knowledge.rules, parts[0])]


def course(of: Traceable) -> Course:
    """The questions that apply, with what was said to them."""
    return follow(of.engagement, of.knowledge.rules)


def _of_area(of: Traceable, parts: Parts) -> list[str]:
    return _answers(of.assessment.maturity[parts[0]].evidence)


def _behind_finding(of: Traceable, parts: Parts) -> list[str]:
    finding = of.assessment.findings[int(parts[0]) - 1]
    return [*(f"cause.{cause}.loss_points" for cause in finding.causes), *_answers(finding.evidence)]


def _setters(of: Traceable, parts: Parts) -> list[str]:
    return [f"answer.{question}" for question in (of.sources or {}).get(parts[0], ())]


def _parameters(of: Traceable, parts: Parts) -> list[str]:
    return [f"parameter.{name}" for name in of.sources or {}]


def _cut_by_measure(of: Traceable, parts: Parts) -> list[str]:
    return [f"cause.{cut.cause}.severity" for cut in of.knowledge.recommendation(parts[0]).cuts]


def _points_of_measure(of: Traceable, parts: Parts) -> list[str]:
    return [f"cause.{cut.cause}.loss_points" for cut in of.knowledge.recommendation(parts[0]).cuts]


def _of_measure(of: Traceable, parts: Parts) -> list[str]:
    causes = (of.assessment.severity[cut.cause] for cut in of.knowledge.recommendation(parts[0]).cuts)
    return _answers(reference for cause in causes if cause.loss_points > 0.0 for reference in cause.evidence)


HANGING: Mapping[str, Hanging] = {
    "answers_of_cause": _of_cause,
    "losses_of_cause": _losses_of_cause,
    "answers_of_area": _of_area,
    "behind_finding": _behind_finding,
    "setters": _setters,
    "parameters": _parameters,
    "cut_by_measure": _cut_by_measure,
    "points_of_measure": _points_of_measure,
    "answers_of_measure": _of_measure,
    **OF_PROGRAMME,
}
"""By the name that rules call it."""
