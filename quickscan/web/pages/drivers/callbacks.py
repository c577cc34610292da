"""What happens when somebody chooses: a part shows what is known, or how far it is, and asks again until it is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from quickscan.analysis.lever_curve import LeverRuns
from quickscan.domain.drivers import Capacity, LeverMap
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.background import Look
from quickscan.web.clock import asks, register_clock
from quickscan.web.pages.drivers.asked import (
    Asked,
    capacity_shown,
    cost_of,
    curve_shown,
    map_shown,
    setting_choices,
    tornado_shown,
)
from quickscan.web.pages.drivers.parts import GUARD, LEVER, MAP, PARTS, TORNADO, part_id
from quickscan.web.services import Services
from quickscan.web.widgets import problems
from quickscan.web.wording import Wording

Show = Callable[[Any], Sequence[Component]]


@dataclass(frozen=True)
class Shown:
    """What becomes of a part."""

    content: Any
    """Its cards, or as they are."""
    kind: str
    words: str
    share: str
    waits: bool

    def outputs(self) -> tuple[Any, str, str, str, bool]:
        """For the outputs of a part, in their order."""
        return self.content, self.kind, self.words, self.share, not self.waits


def shown(look: Callable[[], Look], show: Show, say: Wording, titles: Mapping[str, str]) -> Shown:
    """The result of a part, or how far it is; a fault is said where the result would be."""
    try:
        found = look()
        if not found.done:
            words = (
                say("Being simulated …")
                if found.share == 0.0
                else say("Being simulated: {share}", share=say.percent(found.share))
            )
            return Shown(no_update, "drivers-result working", words, f"{found.share:.3f}", waits=True)
        return Shown(show(found.get()), "drivers-result", "", "0", waits=False)
    except ScanError as error:
        return Shown(problems(in_titles(error, titles), say), "drivers-result", "", "0", waits=False)


def in_titles(error: ScanError, titles: Mapping[str, str]) -> ScanError:
    """The same problems with levers called as people call them."""

    def called(where: str) -> str:
        return " / ".join(titles.get(name, name) for name in where.split(" and "))

    return ScanError(replace(problem, where=called(problem.where)) for problem in error.problems)


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""
    for part in PARTS:
        register_clock(app, part_id("poll", part))
    _register_tornado(app, services)
    _register_lever(app, services)
    _register_map(app, services)
    _register_guard(app, services)


def _register_tornado(app: Dash, services: Services) -> None:
    @app.callback(*_part(TORNADO), *_page())
    def _tornado(_: int | None, *page: Any) -> tuple[Any, ...]:
        part, say = _asked(services, TORNADO, page)
        return shown(part.tornado, lambda found: tornado_shown(part, found, say), say, _titles(services, say)).outputs()


def _register_lever(app: Dash, services: Services) -> None:
    @app.callback(
        *_part(LEVER),
        Input(ids.DRIVERS_LEVER, "value"),
        Input(ids.DRIVERS_COST_YEAR, "value"),
        Input(ids.DRIVERS_COST_UNIT, "value"),
        *_page(),
    )
    def _lever(_: int | None, lever: str, per_year: Any, per_unit: Any, *page: Any) -> tuple[Any, ...]:
        part, say = _asked(services, LEVER, page)
        cost = cost_of(per_year, per_unit)

        def show(runs: LeverRuns) -> Sequence[Component]:
            return curve_shown(runs, cost, say)

        return shown(lambda: part.runs(part.lever(lever)), show, say, _titles(services, say)).outputs()


def _register_map(app: Dash, services: Services) -> None:
    @app.callback(*_part(MAP), Input(ids.DRIVERS_ROWS, "value"), Input(ids.DRIVERS_COLUMNS, "value"), *_page())
    def _map(_: int | None, rows: str, columns: str, *page: Any) -> tuple[Any, ...]:
        part, say = _asked(services, MAP, page)

        def show(found: LeverMap) -> Sequence[Component]:
            return map_shown(found, (part.lever(rows), part.lever(columns)), say)

        return shown(lambda: part.map(part.lever(rows), part.lever(columns)), show, say, _titles(services, say)).outputs()


def _register_guard(app: Dash, services: Services) -> None:
    @app.callback(*_part(GUARD), Input(ids.DRIVERS_SETTING, "value"), State(ids.DRIVERS_LEVER, "value"), *_page())
    def _guard(_: int | None, setting: str, lever: str, *page: Any) -> tuple[Any, ...]:
        part, say = _asked(services, GUARD, page)

        def show(found: Capacity) -> Sequence[Component]:
            return capacity_shown(found, say)

        return shown(lambda: part.capacity(part.lever(lever), setting or ""), show, say, _titles(services, say)).outputs()

    @app.callback(
        Output(ids.DRIVERS_SETTING, "data"),
        Output(ids.DRIVERS_SETTING, "value"),
        Input(ids.DRIVERS_LEVER, "value"),
        *_page(),
        prevent_initial_call=True,
    )
    def _settings(lever: str, *page: Any) -> tuple[Any, Any]:
        part, say = _asked(services, GUARD, page)
        return setting_choices(part.lever(lever), say), ""


def _asked(services: Services, part: str, page: tuple[Any, ...]) -> tuple[Asked, Wording]:
    """What a part of a page asks, and in which language; a page is what `_page` says."""
    engagement, visit, language = page
    return Asked(services, engagement, visit["calibration"], f"{visit['visit']} {part}"), services.wording(language)


def _titles(services: Services, say: Wording) -> dict[str, str]:
    return {lever.id: say.of(lever.title) for lever in services.simulations.levers}


def _part(part: str) -> list[Any]:
    """What a part shows, and its clock."""
    pieces = (("result", "children"), ("result", "className"), ("words", "children"), ("share", "value"))
    outputs = [Output(part_id(piece, part), name) for piece, name in pieces]
    return [*outputs, Output(part_id("poll", part), "disabled"), asks(part_id("poll", part))]


def _page() -> list[State]:
    """The engagement, the visit, and the language of a page."""
    return [State(ids.ENGAGEMENT, "data"), State(ids.DRIVERS_VISIT, "data"), State(ids.LANGUAGE, "data")]
