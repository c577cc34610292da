"""The page of what matters most, put together from its parts."""

from collections.abc import Sequence
from uuid import uuid4

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.analysis.lever_map import DEFAULT_LEVERS
from quickscan.domain.scenario import Lever
from quickscan.simulation.levers import levers_that_fit
from quickscan.web import ids
from quickscan.web.pages.drivers.asked import setting_choices
from quickscan.web.pages.drivers.parts import GUARD, LEVER, MAP, TORNADO, part_frame
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.controls import FIRST, THEN
from quickscan.web.pages.levers.page import calibration_choice
from quickscan.web.pages.levers.subject import Subject
from quickscan.web.pages.levers.words import group_in_words
from quickscan.web.pages.rooms import Query, analysis_room_page, calibration_asked
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName
from quickscan.web.widgets import Page, aria
from quickscan.web.wording import Wording


def drivers_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """What matters most. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    calibration = calibration_asked(query)
    levers = fitting_levers(services, engagement.process)
    chosen = [_known(query.get(name), levers, default) for name, default in _ASKED.items()]
    content = [
        dcc.Store(ids.ENGAGEMENT, data=engagement_id),
        dcc.Store(ids.DRIVERS_VISIT, data={"visit": uuid4().hex, "calibration": calibration}),
        _head(engagement_id, calibration, say),
        html.Section([_heading(say("All levers, one at a time")), part_frame(TORNADO, say)], className="drivers-section"),
        html.Section(_lever_part(levers, chosen[0], say), className="drivers-section"),
        html.Section(_map_part(levers, chosen[1], chosen[2], say), className="drivers-section"),
    ]
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    return analysis_room_page(material, "drivers", say("What matters most"), content)


_ASKED = {"lever": DEFAULT_LEVERS[0], "rows": DEFAULT_LEVERS[0], "columns": DEFAULT_LEVERS[1]}
"""What an address may ask for, and what is shown where it does not."""


def fitting_levers(services: Services, process_id: str) -> tuple[Lever, ...]:
    """The levers of the process an engagement starts from; its own has the same."""
    process = next((one for one in services.processes() if one.id == process_id), None)
    if process is None:
        return services.simulations.levers
    return levers_that_fit(process, dict.fromkeys(services.knowledge.cause_ids, 0.0), services.simulations.levers)


def _known(asked: str | None, levers: Sequence[Lever], default: str) -> str:
    fitting = [lever.id for lever in levers]
    return next((name for name in (asked, default) if name in fitting), fitting[0])


def _head(engagement_id: str, calibration: CalibrationName, say: Wording) -> Component:
    told = say("Which lever moves sales, how far it pays, and whether your people can bear it.")
    title = html.Div([html.H1(say("What matters most"), tabIndex=-1), html.P(told, className="small")])
    choice = calibration_choice(f"/engagements/{engagement_id}/drivers", Subject(engagement_id, calibration), say)
    return html.Div([title, choice], className="page-head levers-head")


def _heading(words: str) -> Component:
    return html.H2(words, className="drivers-heading")


def _lever_part(levers: Sequence[Lever], chosen: str, say: Wording) -> list[Component]:
    money = {"min": 0, "hideControls": True, "debounce": 400, "thousandSeparator": "." if say.language == "de" else ","}
    money["decimalSeparator"] = "," if say.language == "de" else "."
    fields = [
        lever_select(ids.DRIVERS_LEVER, say("Lever"), levers, chosen, say),
        dmc.NumberInput(id=ids.DRIVERS_COST_YEAR, label=say("Costs a year, €"), placeholder=say("not known"), **money),
        dmc.NumberInput(
            id=ids.DRIVERS_COST_UNIT, label=say("Costs per unit moved a year, €"), placeholder=say("not known"), **money
        ),
    ]
    settings = setting_choices(next(lever for lever in levers if lever.id == chosen), say)
    setting = dmc.Select(id=ids.DRIVERS_SETTING, label=say("Setting"), data=settings, value="", allowDeselect=False)
    return [
        _heading(say("One lever against its cost")),
        html.Div(fields, className="drivers-choice"),
        part_frame(LEVER, say),
        html.H3(say("Can your people bear it?"), className="drivers-heading"),
        html.Div([setting], className="drivers-choice"),
        part_frame(GUARD, say),
    ]


def _map_part(levers: Sequence[Lever], rows: str, columns: str, say: Wording) -> list[Component]:
    fields = [
        lever_select(ids.DRIVERS_ROWS, say("First lever"), levers, rows, say),
        lever_select(ids.DRIVERS_COLUMNS, say("Second lever"), levers, columns, say),
    ]
    return [
        _heading(say("Two levers together")),
        html.Div(fields, className="drivers-choice"),
        part_frame(MAP, say),
    ]


def lever_select(name: str, label: str, levers: Sequence[Lever], chosen: str, say: Wording) -> Component:
    """A choice among levers, grouped as a lead goes."""
    groups = [(group, [lever for lever in levers if lever.group == group]) for group in (*FIRST, *THEN)]
    data = [
        {"group": group_in_words(group, say), "items": [{"value": lever.id, "label": say.of(lever.title)} for lever in entries]}
        for group, entries in groups
        if entries
    ]
    select: Component = dmc.Select(
        id=name,
        label=label,
        data=data,
        value=chosen,
        searchable=True,
        allowDeselect=False,
        nothingFoundMessage=say("No such lever"),
        maxDropdownHeight=340,
        **aria(label=label),
    )
    return select
