"""What is done with scenarios: changed, copied, deleted and brought back, put into the report; each said in its own place."""

from collections.abc import Callable, Mapping
from typing import Any

from quickscan.analysis.own_scenarios import Own, added, changed, duplicated, marked_for_report, one_of, removed
from quickscan.analysis.scenario_form import edited
from quickscan.domain.engagement import Engagement
from quickscan.domain.scenario import OwnScenario
from quickscan.files.surroundings import shipped_catalogue
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.wording import Wording

Change = Callable[[Own], Own]


def keep(services: Services, engagement_id: str, change: Change) -> Engagement:
    """The engagement after a change of its scenarios, whoever changed it before. Raises ScanError where that cannot be."""
    return services.store.revise(
        engagement_id,
        lambda engagement: engagement.model_copy(update={"scenarios": change(engagement.scenarios)}),
        now=services.clock(),
        by=asked_by(),
    )


def save(
    services: Services, engagement_id: str, seen: Mapping[str, Any], form: Mapping[str, Any], say: Wording
) -> tuple[Engagement, OwnScenario]:
    """The scenario with what its form says. Raises ScanError with all faults, and where others changed the same meanwhile."""
    before = OwnScenario.model_validate(seen)
    mine = edited(before, form, say.language)
    engagement = keep(services, engagement_id, lambda own: changed(own, before, mine))
    return engagement, one_of(engagement.scenarios, before.id)


def show_in_report(services: Services, engagement_id: str, scenario_id: str, in_report: bool) -> Engagement:
    """The engagement with a scenario in its report, or not any more. Raises ScanError where there is no such scenario."""
    return keep(services, engagement_id, lambda own: marked_for_report(own, scenario_id, in_report))


def duplicate(services: Services, engagement_id: str, scenario_id: str) -> tuple[Engagement, OwnScenario]:
    """A copy of a scenario behind it. Raises ScanError where there is no such scenario."""
    engagement = keep(services, engagement_id, lambda own: duplicated(own, scenario_id, shipped_catalogue()))
    ids = [one.id for one in engagement.scenarios]
    return engagement, engagement.scenarios[ids.index(scenario_id) + 1]


def delete(services: Services, engagement_id: str, scenario_id: str) -> tuple[OwnScenario, int]:
    """The scenario that is gone now, and its place. Raises ScanError where another one is made of it."""
    found: list[tuple[OwnScenario, int]] = []

    def without(own: Own) -> Own:
        scenario = one_of(own, scenario_id)
        found.append((scenario, own.index(scenario)))
        return removed(own, scenario_id)

    keep(services, engagement_id, without)
    return found[-1]


def undo(services: Services, engagement_id: str, gone: Mapping[str, Any]) -> tuple[Engagement, OwnScenario]:
    """A deleted scenario in its place again. Raises ScanError where its name was given to another one meanwhile."""
    scenario = OwnScenario.model_validate(gone["scenario"])
    engagement = keep(services, engagement_id, lambda own: added(own, scenario, at=min(int(gone["at"]), len(own))))
    back = next(one for one in engagement.scenarios if one.name == scenario.name)
    return engagement, back
