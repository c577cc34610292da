"""The callbacks of these pages: read, one call, show. What was decided is kept at once and the figures follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, html, no_update, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.clock import asks, register_clock
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.recommendations.asked import Found, look
from quickscan.web.pages.recommendations.effort import Effort, effort_card
from quickscan.web.pages.recommendations.keeping import Kept, changed, keep_kpi, keep_measure, keep_term
from quickscan.web.pages.recommendations.kpi_card import planned_in_words, today_in_words
from quickscan.web.pages.recommendations.page import LIST, SHEET
from quickscan.web.pages.recommendations.road import road_card
from quickscan.web.pages.recommendations.rows import figures_of, rows_card
from quickscan.web.pages.recommendations.sheet import field_labels, sheet_cards
from quickscan.web.pages.recommendations.summary import summary_card
from quickscan.web.services import Services
from quickscan.web.widgets import problems
from quickscan.web.wording import Wording

RESULT, WORKING = "recommendations-result", "recommendations-result working"
CONTEXT = (State(ids.ENGAGEMENT, "data"), State(ids.RECOMMEND_VISIT, "data"), State(ids.LANGUAGE, "data"))


def progress(page: str) -> list[Output]:
    """How far a page is."""
    pieces = (("result", "className"), ("words", "children"), ("share", "value"), ("poll", "disabled"), ("fault", "children"))
    return [Output(ids.recommend(piece, page), name) for piece, name in pieces]


@dataclass(frozen=True)
class Stand:
    """How far the programme is: it, or what stands about it meanwhile."""

    found: Found | None
    outputs: tuple[Any, ...]
    """For `progress`."""


def stand(services: Services, engagement_id: str, visit: Mapping[str, Any], say: Wording) -> Stand:
    """The programme, or how far it is; a fault is said in its place."""
    try:
        seen = look(services, engagement_id, visit["calibration"], f"{visit['visit']} programme")
        if not seen.done:
            share = say.percent(seen.share)
            words = say("Measures are being valued: {share}", share=share) if seen.share else say("Measures are being valued …")
            return Stand(None, (WORKING, words, f"{seen.share:.3f}", False, no_update))
        return Stand(seen.get(), (RESULT, "", "0", True, None))
    except ScanError as error:
        sentence = html.P(say("The process cannot be simulated with these answers:"))
        return Stand(None, (RESULT, "", "0", True, html.Section([sentence, problems(error, say)], className="card")))


def material_of(services: Services, engagement_id: str, say: Wording) -> Material:
    """What the cards are made from."""
    engagement = services.store.get(engagement_id)
    return Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)


def register(app: Dash, services: Services) -> None:
    """All callbacks of these pages."""
    for page in (LIST, SHEET):
        register_clock(app, ids.recommend("poll", page))
    _register_page(app, services)
    _register_sheet(app, services)
    _register_keeping(app, services)


def _register_page(app: Dash, services: Services) -> None:
    @app.callback(
        *progress(LIST),
        Output(ids.RECOMMEND_SUMMARY, "children"),
        Output(ids.RECOMMEND_PICTURE, "children"),
        Output(ids.RECOMMEND_ROWS, "children"),
        Output(ids.RECOMMEND_ROAD, "children"),
        Output(ids.measure_part("figures", ALL), "children"),
        Output(ids.kpi_part("today", ALL), "children"),
        Output(ids.kpi_part("planned", ALL), "children"),
        Output(ids.RECOMMEND_SHOWN, "data"),
        asks(ids.recommend("poll", LIST)),
        Input(ids.RECOMMEND_EFFORT, "value"),
        State(ids.RECOMMEND_SHOWN, "data"),
        *CONTEXT,
    )
    def _look(
        _: int | None, effort: Effort, before: Any, engagement: str, visit: dict[str, Any], language: str
    ) -> tuple[Any, ...]:
        if not ctx.triggered_prop_ids:  # Dash asks for every row that is put in; the clock asks soon anyway
            raise PreventUpdate
        say = services.wording(language)
        now = stand(services, engagement, visit, say)
        asked = [[one["id"] for one in group] for group in ctx.outputs_list[-4:-1]]
        mark = None if now.found is None else [now.found.mark, effort]
        if now.found is None or mark == before:
            return *now.outputs, *[no_update] * 4, *([no_update] * len(group) for group in asked), no_update
        return *now.outputs, *shown(services, engagement, now.found, effort, asked, say), mark


def shown(
    services: Services, engagement_id: str, found: Found, effort: Effort, asked: list[list[Mapping[str, Any]]], say: Wording
) -> list[Any]:
    """The cards of the page. The list of measures is made once; then only its figures change, so that nobody's typing is lost."""
    rows, today, planned = asked
    lines = {line.kpi: line for line in found.kpis}
    choices = services.store.get(engagement_id).programme
    return [
        summary_card(found, say),
        effort_card(found, effort, say),
        no_update if rows else rows_card(found, choices, say),
        road_card(found, say),
        [figures_of(one["measure"], found, say) for one in rows],
        [today_in_words(lines[one["kpi"]], say) for one in today],
        [planned_in_words(lines[one["kpi"]], say) for one in planned],
    ]


def _register_sheet(app: Dash, services: Services) -> None:
    @app.callback(
        *progress(SHEET),
        Output(ids.recommend("result", SHEET), "children"),
        asks(ids.recommend("poll", SHEET)),
        *CONTEXT,
    )
    def _sheet(_: int | None, engagement: str, visit: dict[str, Any], language: str) -> tuple[Any, ...]:
        say = services.wording(language)
        now = stand(services, engagement, visit, say)
        if now.found is None:
            return *now.outputs, no_update
        return *now.outputs, sheet_cards(visit["measure"], now.found, material_of(services, engagement, say))


def _register_keeping(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.measure_part("said", MATCH), "children"),
        Output(ids.measure_part("fault", MATCH), "children"),
        Input(ids.measure_entry(MATCH, ALL), "value"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _measure(_values: list[Any], engagement: str, visit: Any, language: str) -> tuple[Any, Any]:
        if not ctx.triggered_prop_ids:
            return no_update, no_update
        say, entries = services.wording(language), ctx.inputs_list[0]
        typed = changed(entries, list(ctx.triggered_prop_ids.values()))
        return _after(keep_measure(services, engagement, entries[0]["id"]["measure"], typed, field_labels(say), say), visit)

    @app.callback(
        Output(ids.term_part("said", MATCH), "children"),
        Output(ids.term_part("fault", MATCH), "children"),
        Input(ids.term_entry(MATCH), "value"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _term(value: str | None, engagement: str, visit: Any, language: str) -> tuple[Any, Any]:
        if not ctx.triggered_prop_ids:
            return no_update, no_update
        kept = keep_term(services, engagement, ctx.triggered_id["term"], value or "", services.wording(language))
        return _after(kept, visit)

    @app.callback(
        Output(ids.kpi_part("said", MATCH), "children"),
        Output(ids.kpi_part("fault", MATCH), "children"),
        Input(ids.kpi_entry(MATCH, ALL), "value"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _kpi(_values: list[Any], engagement: str, _visit: Any, language: str) -> tuple[Any, Any]:
        if not ctx.triggered_prop_ids:
            return no_update, no_update
        entries, triggered = ctx.inputs_list[0], list(ctx.triggered_prop_ids.values())
        typed = {one["id"]["typed"]: one.get("value") for one in entries if one["id"] in triggered}
        kept = keep_kpi(services, engagement, entries[0]["id"]["kpi"], typed, services.wording(language))
        return kept.words, _faults(kept)


def _after(kept: Kept, visit: Mapping[str, Any]) -> tuple[Any, Any]:
    """What is said; where something was kept, the figures are asked for again."""
    if not kept.faults:
        set_props(ids.recommend("result", visit["page"]), {"className": WORKING})
        set_props(ids.recommend("poll", visit["page"]), {"disabled": False})
    return kept.words, _faults(kept)


def _faults(kept: Kept) -> list[Component]:
    return [html.P(fault) for fault in kept.faults]
