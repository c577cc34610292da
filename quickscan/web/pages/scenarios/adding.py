"""How scenarios are added without levers: a prepared one is taken over, or several of one's own are put together."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.analysis.own_scenarios import added, combined, taken_over
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import OwnScenario, ScenarioCalibration
from quickscan.files.surroundings import shipped_catalogue
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.widgets import card
from quickscan.web.wording import Wording


def adding_card(shown: Sequence[OwnScenario], calibration: ScenarioCalibration, say: Wording) -> Component:
    """The ways to one more scenario."""
    return card(
        say("Add a scenario"),
        html.Div([_prepared(say), _sum(shown, say)], className="adding"),
        html.Div(id=ids.SCENARIOS_ADD_FAULT, role="alert"),
        name="add",
    )


def take_over(services: Services, engagement_id: str, name: str | None, calibration: ScenarioCalibration) -> OwnScenario:
    """A prepared scenario as one of the engagement's own. Raises ScanError where none is chosen, or its name is taken."""
    shipped = shipped_catalogue()
    if name is None or name not in shipped:
        raise ScanError.of("prepared", "no prepared scenario is chosen", "choose one")
    return _keep(services, engagement_id, lambda _: taken_over(shipped[name], shipped, calibration))


def put_together(services: Services, engagement_id: str, parts: Sequence[str], name: str, say: Wording) -> OwnScenario:
    """A scenario made of several. Raises ScanError where two of them change one value, naming both."""
    titles = {lever.path: say.of(lever.title) for lever in services.simulations.levers}
    return _keep(services, engagement_id, lambda now: combined(now.scenarios, parts, name, shipped_catalogue(), titles))


def _keep(services: Services, engagement_id: str, make: Any) -> OwnScenario:
    now, by = services.clock(), asked_by()

    def with_one_more(engagement: Engagement) -> Engagement:
        one = make(engagement).model_copy(update={"made_by": by, "made_at": now})
        own = added(engagement.scenarios, one, shipped_catalogue())
        return engagement.model_copy(update={"scenarios": own})

    return services.store.revise(engagement_id, with_one_more, now=now, by=by).scenarios[-1]


def _prepared(say: Wording) -> Component:
    data = [{"value": name, "label": say.of(one.name)} for name, one in shipped_catalogue().items()]
    return html.Div(
        [
            dmc.Select(
                id=ids.SCENARIOS_TAKE,
                label=say("A prepared scenario"),
                data=sorted(data, key=lambda one: one["label"]),
                placeholder=say("choose …"),
                searchable=True,
                nothingFoundMessage=say("nothing fits"),
            ),
            html.Button(say("Take over"), id=ids.SCENARIOS_TAKE_BUTTON, type="button", className="quiet"),
        ],
        className="add-one",
    )


def _sum(shown: Sequence[OwnScenario], say: Wording) -> Component:
    data = [{"value": one.id, "label": say.of(one.name)} for one in shown]
    return html.Div(
        [
            dmc.MultiSelect(id=ids.SCENARIOS_PARTS, label=say("Several of your own together"), data=data, value=[]),
            dmc.TextInput(id=ids.SCENARIOS_SUM, label=say("Name of the new scenario"), value="", autoComplete="off"),
            html.Button(say("Put together"), id=ids.SCENARIOS_SUM_BUTTON, type="button", className="quiet"),
        ],
        className="add-one",
    )  # fmt: skip
