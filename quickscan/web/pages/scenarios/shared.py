"""What a client sees behind a link: the scenarios side by side, and with it the way to the levers; nothing else."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from quickscan.analysis.scenario_figures import SHOWN
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import OwnScenario
from quickscan.store.shares import Share
from quickscan.web import ids
from quickscan.web.pages.rooms import Query
from quickscan.web.pages.scenarios.comparing import comparison_chart, comparison_table, origin, side_by_side
from quickscan.web.pages.scenarios.words import figure_name
from quickscan.web.services import Services
from quickscan.web.shell import plain_header
from quickscan.web.widgets import Page, card, link, problem_in_words, problems
from quickscan.web.wording import Wording


def shared(services: Services, token: str) -> Share:
    """The link of a token. Raises ScanError with a sentence where it leads nowhere, was ended, or shows what was deleted."""
    share = services.shares.open(token)
    if not scenarios_of(services.store.get(share.engagement_id), share):
        raise ScanError.of("link", "what this link showed was deleted", "ask whoever sent it to you")
    return share


def playable(services: Services, token: str) -> Share:
    """The link of a token, if levers may be moved behind it. Raises ScanError as `shared`, and where one may only look."""
    share = shared(services, token)
    if share.mode != "play":
        raise ScanError.of("link", "behind this link one can look, but not move", "ask whoever sent it to you for another one")
    return share


def scenarios_of(engagement: Engagement, share: Share) -> list[OwnScenario]:
    """The scenarios that a link shows, in its order, without those that were deleted since."""
    there = {one.id: one for one in engagement.scenarios if one.calibration == share.calibration}
    return [there[name] for name in share.scenarios if name in there]


def shared_page(services: Services, token: str, _query: Query, say: Wording) -> Page:
    """The comparison behind a link. Raises ScanError as `shared`."""
    share = shared(services, token)
    engagement = services.store.get(share.engagement_id)
    scenarios = scenarios_of(engagement, share)
    client = engagement.client.name
    missing = len(share.scenarios) - len(scenarios)
    content = [
        dcc.Store(id=ids.SHARED_TOKEN, data=token),
        html.Div([html.H1(say("Scenarios for {client}", client=client), tabIndex=-1), _play(share, say)], className="page-head"),
        _missing(missing, say),
        html.Ul([_described(one, say) for one in scenarios], className="described"),
        _comparison(say),
    ]
    return Page(say("Scenarios for {client}", client=client), [one for one in content if one is not None], plain_header(say))


def ended_page(error: ScanError, say: Wording) -> Page:
    """For a link that shows nothing any more: why, and what to do."""
    sentences = [html.P(problem_in_words(problem, say)) for problem in error.problems]
    heading = say("There is nothing behind this link")
    pieces = [html.H1(heading, tabIndex=-1), *sentences]
    return Page(heading, [html.Section(pieces, className="card empty")], plain_header(say))


def shared_figures(services: Services, token: str, figure: str, say: Wording) -> list[Component]:
    """The comparison of a link: picture, table, and where the numbers come from. Raises ScanError as `shared`."""
    share = shared(services, token)
    engagement = services.store.get(share.engagement_id)
    found = side_by_side(services, engagement, scenarios_of(engagement, share), share.calibration)
    picture = comparison_chart(found, figure if figure in SHOWN else next(iter(SHOWN)), say, "shared-picture")
    return [picture, comparison_table(found, say), html.P(origin(found, share.calibration, say), className="small")]


def register(app: Dash, services: Services) -> None:
    """The callback of the comparison. It knows the token and no engagement."""

    @app.callback(
        Output(ids.SHARED_COMPARED, "children"),
        Input(ids.SHARED_TOKEN, "data"),
        Input(ids.SHARED_FIGURE, "value"),
        State(ids.LANGUAGE, "data"),
    )
    def _compare(token: str, figure: str, language: str) -> Any:
        say = services.wording(language)
        try:
            return shared_figures(services, token, figure, say)
        except ScanError as error:
            return problems(error, say)


def _play(share: Share, say: Wording) -> Component | None:
    if share.mode != "play":
        return None
    words = say("Here you can also move the levers yourself; nothing of that is saved.")
    to_levers = link(say("To the levers"), f"/shared/{share.token}/levers", "button")
    return html.Div([html.P(words, className="small"), to_levers], className="play")


def _missing(number: int, say: Wording) -> Component | None:
    if not number:
        return None
    words = say.plural(
        "{number} scenario of this link was deleted since.", "{number} scenarios of this link were deleted since.", number
    )
    return html.P(words, className="card gone-since")


def _described(scenario: OwnScenario, say: Wording) -> Component:
    return html.Li([html.H2(say.of(scenario.name)), html.P(say.of(scenario.description))], className="card")


def _comparison(say: Wording) -> Component:
    figure = dmc.Select(
        id=ids.SHARED_FIGURE,
        label=say("Picture of"),
        data=[{"value": name, "label": figure_name(name, say)} for name in SHOWN],
        value=next(iter(SHOWN)),
        allowDeselect=False,
    )
    waiting = html.P(say("is being computed …"), className="small")
    compared = html.Div(waiting, id=ids.SHARED_COMPARED, className="side-by-side-figures")
    return card(say("Side by side"), html.Div(figure, className="choose-compared"), compared)
