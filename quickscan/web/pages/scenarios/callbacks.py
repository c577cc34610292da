"""The callbacks of the page of scenarios: read, one call, show."""

from typing import Any
from uuid import uuid4

from dash import ALL, MATCH, Dash, Input, Output, Patch, State, ctx, html, no_update, set_props
from dash.development.base_component import Component

from quickscan.analysis.own_scenarios import one_of
from quickscan.analysis.scenario_figures import MOST_COMPARED, SHOWN
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import OwnScenario, ScenarioCalibration
from quickscan.web import ids
from quickscan.web.pages.scenarios import actions
from quickscan.web.pages.scenarios.adding import put_together, take_over
from quickscan.web.pages.scenarios.comparing import compared, comparison_chart, comparison_table, origin, side_by_side
from quickscan.web.pages.scenarios.entry import entry, entry_content, gone, head, key_figures
from quickscan.web.pages.scenarios.page import choices, of_calibration
from quickscan.web.pages.scenarios.sharing import make_share, share_list
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

part = ids.scenario_part
CONTEXT = (State(ids.ENGAGEMENT, "data"), State(ids.LANGUAGE, "data"))


def register(app: Dash, services: Services) -> None:
    """All callbacks of the page."""
    _register_figures(app, services)
    _register_changes(app, services)
    _register_copying(app, services)
    _register_deleting(app, services)
    _register_adding(app, services)
    _register_sharing(app, services)


def faults(error: ScanError, say: Wording) -> list[Component]:
    """What is wrong, each as a sentence."""
    return [html.P(problem_in_words(problem, say), className="fault") for problem in error.problems]


def figures(services: Services, engagement_id: str, scenario: str, calibration: ScenarioCalibration, say: Wording) -> Component:
    """The key figures of a scenario, or why there are none."""
    try:
        engagement = services.store.get(engagement_id)
        found = compared(services, engagement, one_of(engagement.scenarios, scenario), calibration)
    except ScanError as error:
        return html.Div(faults(error, say))
    return key_figures(found.scenarios[0], say)


def comparison(
    services: Services, engagement_id: str, chosen: list[str], calibration: ScenarioCalibration, figure: str, say: Wording
) -> list[Component]:
    """The scenarios chosen side by side, or what to do."""
    try:
        engagement = services.store.get(engagement_id)
        there = [one for one in of_calibration(engagement, calibration) if one.id in chosen]
        if not there:
            return [html.P(say("Choose at least one scenario to compare it with today."), className="small")]
        found = side_by_side(services, engagement, there, calibration)
    except ScanError as error:
        return faults(error, say)
    picture = comparison_chart(found, figure if figure in SHOWN else next(iter(SHOWN)), say, "scenarios-picture")
    return [picture, comparison_table(found, say), html.P(origin(found, calibration, say), className="small")]


def _register_figures(app: Dash, services: Services) -> None:
    @app.callback(
        Output(part("figures", MATCH), "children"),
        Input(part("seen", MATCH), "data"),
        State(ids.SCENARIOS_CALIBRATION, "data"),
        *CONTEXT,
    )
    def _figures(seen: dict[str, Any], calibration: ScenarioCalibration, engagement: str, language: str) -> Component:
        return figures(services, engagement, seen["id"], calibration, services.wording(language))

    @app.callback(
        Output(ids.SCENARIOS_COMPARED, "children"),
        Input(ids.SCENARIOS_CHOSEN, "value"),
        Input(ids.SCENARIOS_FIGURE, "value"),
        Input(ids.SCENARIOS_TURN, "data"),
        State(ids.SCENARIOS_CALIBRATION, "data"),
        *CONTEXT,
        running=[
            (Output(ids.SCENARIOS_COMPARED, "className"), "side-by-side-figures computing", "side-by-side-figures"),
        ],
    )
    def _compare(chosen: list[str], figure: str, _turn: Any, calibration: Any, engagement: str, language: str) -> Any:
        return comparison(services, engagement, chosen or [], calibration, figure, services.wording(language))

    @app.callback(
        Output(ids.SCENARIOS_CHOSEN, "value"),
        Input(ids.SCENARIOS_TURN, "data"),
        State(ids.SCENARIOS_CHOSEN, "value"),
        prevent_initial_call=True,
    )
    def _choose_again(turn: dict[str, Any] | None, chosen: list[str] | None) -> Any:
        return no_update if turn is None else chosen_after(chosen or [], turn["there"], turn["changed"])


def chosen_after(chosen: list[str], there: list[str], changed: str) -> list[str]:
    """What is compared after a change: without what is gone, and with what is new where there is room."""
    kept = [one for one in chosen if one in there]
    room = changed in there and changed not in kept and len(kept) < MOST_COMPARED
    return [*kept, changed] if room else kept


def _register_changes(app: Dash, services: Services) -> None:
    @app.callback(
        Output(part("head", MATCH), "children"),
        Output(part("seen", MATCH), "data"),
        Output(part("said", MATCH), "children", allow_duplicate=True),
        Output(part("fault", MATCH), "children", allow_duplicate=True),
        Input(part("save", MATCH), "n_clicks"),
        State(part("seen", MATCH), "data"),
        State(ids.scenario_field(ALL, MATCH), "value"),
        State(ids.scenario_field(ALL, MATCH), "id"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _save(clicks: int | None, seen: Any, values: list[Any], names: list[Any], engagement_id: str, language: str) -> Any:
        if not clicks:
            return no_update, no_update, no_update, no_update
        say, form = services.wording(language), {name["scenario_field"]: value for name, value in zip(names, values, strict=True)}
        try:
            engagement, now = actions.save(services, engagement_id, seen, form, say)
        except ScanError as error:
            return no_update, no_update, say("not saved yet"), faults(error, say)
        _show_others(engagement, now, say)
        said = say("saved at {time}", time=say.time(services.clock()))
        return head(now, engagement, say), now.model_dump(mode="json", exclude_defaults=True), said, []

    @app.callback(
        Output(part("said", MATCH), "children", allow_duplicate=True),
        Output(part("fault", MATCH), "children", allow_duplicate=True),
        Input(part("report", MATCH), "checked"),
        State(part("report", MATCH), "id"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _report(checked: bool, name: dict[str, Any], engagement_id: str, language: str) -> Any:
        if not ctx.triggered_prop_ids:
            return no_update, no_update
        say = services.wording(language)
        try:
            actions.show_in_report(services, engagement_id, name["scenario"], checked)
        except ScanError as error:
            return say("not saved yet"), faults(error, say)
        return say("The report shows it.") if checked else say("The report does not show it."), []


def _register_copying(app: Dash, services: Services) -> None:
    @app.callback(
        Output(part("copies", MATCH), "children"),
        Output(part("fault", MATCH), "children", allow_duplicate=True),
        Input(part("copy", MATCH), "n_clicks"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _copy(clicks: int | None, engagement_id: str, language: str) -> Any:
        if not clicks:
            return no_update, no_update
        say, copies = services.wording(language), Patch()
        try:
            engagement, copy = actions.duplicate(services, engagement_id, ctx.triggered_id["scenario"])
        except ScanError as error:
            return no_update, faults(error, say)
        _show_others(engagement, copy, say)
        copies.prepend(html.Ol(entry(copy, engagement, say), className="scenarios"))
        return copies, []


def _register_deleting(app: Dash, services: Services) -> None:
    @app.callback(
        Output(part("entry", MATCH), "children"),
        Output(part("fault", MATCH), "children", allow_duplicate=True),
        Input(part("delete", MATCH), "n_clicks"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _delete(clicks: int | None, engagement_id: str, language: str) -> Any:
        if not clicks:
            return no_update, no_update
        say = services.wording(language)
        try:
            scenario, at = actions.delete(services, engagement_id, ctx.triggered_id["scenario"])
        except ScanError as error:
            return no_update, faults(error, say)
        _show_others(services.store.get(engagement_id), scenario, say)
        return gone(scenario, at, say), no_update

    @app.callback(
        Output(part("entry", MATCH), "children", allow_duplicate=True),
        Output(part("fault", MATCH), "children", allow_duplicate=True),
        Input(part("undo", MATCH), "n_clicks"),
        State(part("gone", MATCH), "data"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _undo(clicks: int | None, data: Any, engagement_id: str, language: str) -> Any:
        if not clicks:
            return no_update, no_update
        say = services.wording(language)
        try:
            engagement, scenario = actions.undo(services, engagement_id, data)
        except ScanError as error:
            return no_update, faults(error, say)
        _show_others(engagement, scenario, say)
        return entry_content(scenario, engagement, say, say("is back")), no_update


def _register_adding(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.SCENARIOS, "children"),
        Output(ids.SCENARIOS_ADD_FAULT, "children"),
        Output(ids.SCENARIOS_SUM, "value"),
        Input(ids.SCENARIOS_TAKE_BUTTON, "n_clicks"),
        Input(ids.SCENARIOS_SUM_BUTTON, "n_clicks"),
        State(ids.SCENARIOS_TAKE, "value"),
        State(ids.SCENARIOS_PARTS, "value"),
        State(ids.SCENARIOS_SUM, "value"),
        State(ids.SCENARIOS_CALIBRATION, "data"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _add(taken: int | None, summed: int | None, name: Any, parts: Any, typed: Any, calibration: Any, engagement_id: str,
             language: str) -> Any:  # fmt: skip
        if not taken and not summed:
            return no_update, no_update, no_update
        say, entries, summing = services.wording(language), Patch(), ctx.triggered_id == ids.SCENARIOS_SUM_BUTTON
        try:
            made = (
                put_together(services, engagement_id, parts or [], typed or "", say)
                if summing
                else take_over(services, engagement_id, name, calibration)
            )
        except ScanError as error:
            return no_update, faults(error, say), no_update
        engagement = services.store.get(engagement_id)
        _show_others(engagement, made, say)
        entries.append(entry(made, engagement, say))
        return entries, [], "" if summing else no_update


def _register_sharing(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.SHARES, "children"),
        Output(ids.SHARE_FAULT, "children"),
        Input(ids.SHARE_BUTTON, "n_clicks"),
        State(ids.SHARE_MODE, "value"),
        State(ids.SCENARIOS_CHOSEN, "value"),
        State(ids.SCENARIOS_CALIBRATION, "data"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _share(clicks: int | None, mode: str, chosen: Any, calibration: Any, engagement_id: str, language: str) -> Any:
        if not clicks:
            return no_update, no_update
        say = services.wording(language)
        try:
            make_share(services, engagement_id, mode, calibration, chosen or [])
        except ScanError as error:
            return no_update, faults(error, say)
        return share_list(services, engagement_id, say), []

    @app.callback(
        Output(ids.SHARES, "children", allow_duplicate=True),
        Output(ids.SHARE_FAULT, "children", allow_duplicate=True),
        Input(ids.share_end(ALL), "n_clicks"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _end(clicks: list[int | None], engagement_id: str, language: str) -> Any:
        if not any(clicks):
            return no_update, no_update
        say = services.wording(language)
        try:
            services.shares.end(engagement_id, ctx.triggered_id["end_share"], now=services.clock())
        except ScanError as error:
            return no_update, faults(error, say)
        return share_list(services, engagement_id, say), []


def _show_others(engagement: Engagement, changed: OwnScenario, say: Wording) -> None:
    """What else on the page names scenarios: the choices, and the comparison."""
    data = choices(of_calibration(engagement, changed.calibration), say)
    set_props(ids.SCENARIOS_CHOSEN, {"data": data})
    set_props(ids.SCENARIOS_PARTS, {"data": data})
    set_props(ids.SCENARIOS_TURN, {"data": {"there": [one["value"] for one in data], "changed": changed.id, "at": str(uuid4())}})
