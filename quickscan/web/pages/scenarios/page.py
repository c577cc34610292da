"""The page of an engagement's own scenarios: compared side by side, listed, added, shared."""

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.analysis.scenario_figures import MOST_COMPARED, SHOWN
from quickscan.domain.engagement import Engagement
from quickscan.domain.scenario import OwnScenario, ScenarioCalibration
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.page import calibration_choice
from quickscan.web.pages.levers.subject import Subject
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.pages.rooms import Query, analysis_room_page, calibration_asked
from quickscan.web.pages.scenarios.adding import adding_card
from quickscan.web.pages.scenarios.entry import entry
from quickscan.web.pages.scenarios.sharing import sharing_card
from quickscan.web.pages.scenarios.words import figure_name
from quickscan.web.services import Services
from quickscan.web.widgets import Page, card, icon, link
from quickscan.web.wording import Wording


def scenarios_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """The scenarios of one calibration. Raises ScanError where there is no such engagement."""
    engagement, calibration = services.store.get(engagement_id), calibration_asked(query)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    shown = of_calibration(engagement, calibration)
    content = [
        dcc.Store(id=ids.ENGAGEMENT, data=engagement_id),
        dcc.Store(id=ids.SCENARIOS_CALIBRATION, data=calibration),
        dcc.Store(id=ids.SCENARIOS_TURN),
        _head(engagement, calibration, say),
        # Which of the two is seen, the style sheet says: the first scenario may be added while the page is open.
        _empty(engagement, say),
        _comparison(shown, say),
        html.Ol([entry(one, engagement, say) for one in shown], id=ids.SCENARIOS, className="scenarios"),
        adding_card(shown, calibration, say),
        sharing_card(services, engagement_id, say),
    ]
    return analysis_room_page(material, "scenarios", say("Scenarios"), content)


def of_calibration(engagement: Engagement, calibration: ScenarioCalibration) -> list[OwnScenario]:
    """The scenarios made with a calibration: those of the other one are never put beside them."""
    return [one for one in engagement.scenarios if one.calibration == calibration]


def choices(scenarios: Sequence[OwnScenario], say: Wording) -> list[dict[str, str]]:
    """The scenarios as what can be chosen."""
    return [{"value": one.id, "label": say.of(one.name)} for one in scenarios]


def _head(engagement: Engagement, calibration: ScenarioCalibration, say: Wording) -> Component:
    intro = say("What could be different, and what it would bring: each one against today, on the same random numbers.")
    address = f"/engagements/{engagement.id}/scenarios"
    title = html.Div([html.H1(say("Scenarios"), tabIndex=-1), html.P(intro, className="small")])
    choice = calibration_choice(address, Subject(engagement.id, calibration), say)
    return html.Div([title, choice, _others(engagement, calibration, say)], className="page-head levers-head")


def _others(engagement: Engagement, calibration: ScenarioCalibration, say: Wording) -> Component | None:
    """How many scenarios the other calibration has: they are compared among themselves."""
    other: ScenarioCalibration = "deck" if calibration == "evidence" else "evidence"
    number = len(of_calibration(engagement, other))
    if not number:
        return None
    name = calibration_in_words(other, say)
    words = say.plural(
        "{number} more scenario was made with the other calibration ({name}).",
        "{number} more scenarios were made with the other calibration ({name}).",
        number,
        name=name,
    )
    return html.P(link(words, f"/engagements/{engagement.id}/scenarios?calibration={other}"), className="small other-calibration")


def _comparison(shown: Sequence[OwnScenario], say: Wording) -> Component:
    chosen = dmc.MultiSelect(
        id=ids.SCENARIOS_CHOSEN,
        label=say("Compared with today (up to {number})", number=MOST_COMPARED),
        data=choices(shown, say),
        value=[one.id for one in shown[:MOST_COMPARED]],
        maxValues=MOST_COMPARED,
        clearable=False,
    )
    figure = dmc.Select(
        id=ids.SCENARIOS_FIGURE,
        label=say("Picture of"),
        data=[{"value": name, "label": figure_name(name, say)} for name in SHOWN],
        value=next(iter(SHOWN)),
        allowDeselect=False,
    )
    waiting = html.P(say("is being computed …"), className="small")
    return card(
        say("Side by side"),
        html.Div([chosen, figure], className="choose-compared"),
        html.Div(waiting, id=ids.SCENARIOS_COMPARED, className="side-by-side-figures"),
        name="compare",
    )


def _empty(engagement: Engagement, say: Wording) -> Component:
    return html.Section(
        [
            icon("clipboard"),
            html.H2(say("No scenario yet")),
            html.P(say("Move the levers until you like what you see, then save it here under a name.")),
            link(say("To the levers"), f"/engagements/{engagement.id}/levers", "button"),
            html.P(say("Or take over one of the prepared scenarios below."), className="small"),
        ],
        className="card empty",
    )
