"""One scenario in the list: what it is, what it brings, and what can be done with it."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.analysis.scenario_figures import of_scenario, shown_standing
from quickscan.domain.comparison import ComparedScenario
from quickscan.domain.engagement import Engagement
from quickscan.domain.scenario import OwnScenario
from quickscan.interview.wording import number_in_words
from quickscan.web import ids
from quickscan.web.pages.scenarios.words import (
    difference_in_words,
    figure_name,
    standing_in_words,
    value_in_words,
)
from quickscan.web.widgets import aria, link, more
from quickscan.web.wording import Wording

KEY_FIGURES = ("won", "loss_rate", "response_median_hours", "contribution_eur")
"""The figures of an entry; all of them stand in the comparison."""
EXACT_DECIMALS = 2


def entry(scenario: OwnScenario, engagement: Engagement, say: Wording) -> Component:
    """The entry of a scenario, and the place where its copies appear."""
    shell = html.Section(
        html.Div(entry_content(scenario, engagement, say), id=ids.scenario_part("entry", scenario.id)),
        className="card scenario",
        **aria(label=say.of(scenario.name)),
    )
    return html.Li([shell, html.Div(id=ids.scenario_part("copies", scenario.id), className="copies")])


def entry_content(scenario: OwnScenario, engagement: Engagement, say: Wording, said: str = "") -> list[Component]:
    """What stands in an entry; `said` is what has just become of it."""
    part = ids.scenario_part
    return [
        # The scenario as whoever works here has it before them: what others change meanwhile is not overwritten.
        dcc.Store(id=part("seen", scenario.id), data=scenario.model_dump(mode="json", exclude_defaults=True)),
        html.Div(head(scenario, engagement, say), id=part("head", scenario.id), className="scenario-head"),
        html.Div(html.P(say("is being computed …"), className="small"), id=part("figures", scenario.id), className="key-figures"),
        _doings(scenario, engagement, say),
        html.Div(said, id=part("said", scenario.id), role="status", className="small"),
        html.Div(id=part("fault", scenario.id), role="alert"),
        more(say("Change name, description and cost"), _form(scenario, say), kind="edit"),
    ]


def head(scenario: OwnScenario, engagement: Engagement, say: Wording) -> list[Component | None]:
    """Name, description and cost of a scenario."""
    names = {one.id: say.of(one.name) for one in engagement.scenarios}
    parts = ", ".join(names.get(name, name) for name in scenario.based_on)
    cost = _cost(scenario, say)
    return [
        html.H3(say.of(scenario.name)),
        html.P(say.of(scenario.description), className="description"),
        html.P(say("made of: {parts}", parts=parts), className="small") if parts else None,
        html.P(cost, className="small") if cost else None,
    ]


def key_figures(compared: ComparedScenario, say: Wording) -> Component:
    """The figures of a scenario with their difference to today."""
    terms = []
    for figure in KEY_FIGURES:
        difference = compared.differences.get(figure)
        how = shown_standing(figure, difference)
        words = standing_in_words(how, say)
        value = value_in_words(figure, of_scenario(compared, figure), say)
        pieces = [html.Strong(value), html.Span(difference_in_words(figure, difference, say), className="difference")]
        told = [html.Span(words, className="standing")] if words else []
        terms.append(html.Div([html.Dt(figure_name(figure, say)), html.Dd([*pieces, *told], className=f"compared {how}")]))
    return html.Dl(terms)


def gone(scenario: OwnScenario, at: int, say: Wording) -> list[Component]:
    """What stands in place of an entry after the scenario was deleted."""
    words = say("“{name}” is deleted.", name=say.of(scenario.name))
    data = {"scenario": scenario.model_dump(mode="json", exclude_defaults=True), "at": at}
    return [
        dcc.Store(id=ids.scenario_part("gone", scenario.id), data=data),
        html.P(
            [
                html.Span(words),
                html.Button(say("Undo"), id=ids.scenario_part("undo", scenario.id), type="button", className="quiet"),
            ],
            className="undone",
            role="status",
        ),
        html.Div(id=ids.scenario_part("fault", scenario.id), role="alert"),
    ]


def _doings(scenario: OwnScenario, engagement: Engagement, say: Wording) -> Component:
    name = say.of(scenario.name)
    address = f"/engagements/{engagement.id}/levers?scenario={scenario.id}"
    switch = dmc.Switch(
        id=ids.scenario_part("report", scenario.id),
        label=say("in the report"),
        checked=scenario.in_report,
        **aria(label=say("{name}: in the report", name=name)),
    )
    opened = link(say("Open in levers"), address, "quiet small")
    copy, delete = (_button(*deed, scenario, name) for deed in (("copy", say("Duplicate")), ("delete", say("Delete"))))
    return html.Div([switch, opened, copy, delete], className="doings")


def _button(deed: str, words: str, scenario: OwnScenario, name: str) -> Component:
    named = aria(label=f"{words}: {name}")
    return html.Button(words, id=ids.scenario_part(deed, scenario.id), type="button", className="quiet small", **named)


def _form(scenario: OwnScenario, say: Wording) -> Component:
    return html.Div(
        [
            _words("name", say("Name"), say.of(scenario.name), scenario),
            dmc.Textarea(
                id=ids.scenario_field("description", scenario.id),
                label=say("Description"),
                value=say.of(scenario.description),
                autosize=True,
                minRows=2,
            ),
            html.Div(
                [
                    _words("cost_per_year_eur", say("Cost a year, in euros"), _amount(scenario.cost_per_year_eur, say), scenario),
                    _words("one_off_cost_eur", say("Cost once, in euros"), _amount(scenario.one_off_cost_eur, say), scenario),
                ],
                className="costs",
            ),
            html.Button(say("Save"), id=ids.scenario_part("save", scenario.id), type="button", className="button"),
        ],
        className="scenario-form",
    )


def _words(field: str, label: str, value: str, scenario: OwnScenario) -> Component:
    one: Component = dmc.TextInput(id=ids.scenario_field(field, scenario.id), label=label, value=value, autoComplete="off")
    return one


def _amount(cost: float | None, say: Wording) -> str:
    return "" if cost is None else number_in_words(cost, say.language, EXACT_DECIMALS)


def _cost(scenario: OwnScenario, say: Wording) -> str:
    costs = [
        (scenario.cost_per_year_eur, say("€{amount} a year", amount=_amount(scenario.cost_per_year_eur, say))),
        (scenario.one_off_cost_eur, say("€{amount} once", amount=_amount(scenario.one_off_cost_eur, say))),
    ]
    known = [words for cost, words in costs if cost is not None]
    return say("costs {amounts}", amounts=", ".join(known)) if known else ""
