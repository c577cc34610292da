"""What happens when something is decided or typed: it is kept at once with who and when, or it is said why not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import Problem, ScanError
from quickscan.interview.deciding import Hand, with_kpi, with_measure, with_term
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

TOGETHER = ("verdict", "reason")
"""A rejection needs its reason: the two are kept together."""


@dataclass(frozen=True)
class Kept:
    """What became of a change."""

    words: str
    """Whether it is kept."""
    faults: tuple[str, ...] = ()
    """Why it is not."""


def keep_term(services: Services, engagement_id: str, name: str, typed: str, say: Wording) -> Kept:
    """Keeps a limit or term."""
    return _keep(services, engagement_id, lambda engagement: with_term(engagement, name, typed, say.language), say, {})


def keep_measure(
    services: Services, engagement_id: str, measure: str, typed: Mapping[str, Any], labels: Mapping[str, str], say: Wording
) -> Kept:
    """Keeps what was typed about a measure. `labels` are the names of its fields as they are shown."""

    def change(engagement: Engagement) -> Engagement:
        return with_measure(engagement, measure, typed, say.language, Hand(asked_by(), services.clock()))

    return _keep(services, engagement_id, change, say, labels)


def keep_kpi(services: Services, engagement_id: str, kpi: str, typed: Mapping[str, Any], say: Wording) -> Kept:
    """Keeps the target of a key figure, or what it is today."""
    return _keep(
        services, engagement_id, lambda engagement: with_kpi(engagement, kpi, typed, Hand(asked_by(), services.clock())), say, {}
    )


def _keep(
    services: Services, engagement_id: str, change: Callable[[Engagement], Engagement], say: Wording, labels: Mapping[str, str]
) -> Kept:
    now = services.clock()
    try:
        services.store.revise(engagement_id, change, now=now, by=asked_by())
    except ScanError as error:
        return Kept(say("not saved yet"), tuple(_fault(problem, labels, say) for problem in error.problems))
    return Kept(say("saved at {time}", time=say.time(now)))


def _fault(problem: Problem, labels: Mapping[str, str], say: Wording) -> str:
    words = problem_in_words(problem, say)
    label = labels.get(problem.where)
    return f"{label}: {words}" if label else words


def changed(entries: Sequence[Mapping[str, Any]], triggered: Sequence[Any]) -> dict[str, Any]:
    """The fields of a measure that were changed, each with those that make sense only with it."""
    now = {one["id"]["typed"]: one.get("value") for one in entries}
    touched = {one["id"]["typed"] for one in entries if one["id"] in triggered}
    wanted = {name for name in now for other in touched if _belong_together(name, other)}
    return {name: value for name, value in now.items() if name in wanted}


def _belong_together(one: str, other: str) -> bool:
    return one.partition(".")[0] == other.partition(".")[0] or {one, other} <= set(TOGETHER)
