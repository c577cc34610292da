"""What happens when somebody chooses: a part shows what is known, or how far it is, and asks again until it is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash import Dash, Input, Output, State, no_update
from dash.development.base_component import Component

from quickscan.domain.drivers import LeverMap
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.background import Look
from quickscan.web.pages.drivers.asked import (
    Asked,
    capacity_shown,
    cost_of,
    curve_shown,
    map_shown,
    setting_choices,
    tornado_shown,
)
from quickscan.web.pages.drivers.parts import GUARD, LEVER, MAP, TORNADO, part_id
from quickscan.web.services import Services
from quickscan.web.widgets import problems
from quickscan.web.wording import Wording

Show = Callable[[Any], Sequence[Component]]
Page = tuple[str, Mapping[str, Any], str]
"""The engagement, the visit, and the language of a page."""


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

    def titles(say: Wording) -> dict[str, str]:
        return {lever.id: say.of(lever.title) for lever in services.simulations.levers}

    def asked(part: str, page: Page) -> tuple[Asked, Wording]:
        engagement, visit, language = page
        return Asked(services, engagement, visit["calibration"], f"{visit['visit']} {part}"), services.wording(language)

    @app.callback(*_part(TORNADO), *_page())
    def _tornado(_: int | None, *page: Any) -> tuple[Any, ...]:
        part, say = asked(TORNADO, page)
        return shown(part.tornado, lambda found: tornado_shown(part, found, say), say, titles(say)).outputs()

    @app.callback(
        *_part(LEVER),
        Input(ids.DRIVERS_LEVER, "value"),
        Input(ids.DRIVERS_COST_YEAR, "value"),
        Input(ids.DRIVERS_COST_UNIT, "value"),
        *_page(),
    )
    def _lever(_: int | None, lever: str, per_year: Any, per_unit: Any, *page: Any) -> tuple[Any, ...]:
        part, say = asked(LEVER, page)
        cost = cost_of(per_year, per_unit)
        return shown(lambda: part.runs(part.lever(lever)), lambda runs: curve_shown(runs, cost, say), say, titles(say)).outputs()

    @app.callback(*_part(MAP), Input(ids.DRIVERS_ROWS, "value"), Input(ids.DRIVERS_COLUMNS, "value"), *_page())
    def _map(_: int | None, rows: str, columns: str, *page: Any) -> tuple[Any, ...]:
        part, say = asked(MAP, page)

        def show(found: LeverMap) -> Sequence[Component]:
            return map_shown(found, (part.lever(rows), part.lever(columns)), say)

        return shown(lambda: part.map(part.lever(rows), part.lever(columns)), show, say, titles(say)).outputs()

    @app.callback(*_part(GUARD), Input(ids.DRIVERS_SETTING, "value"), State(ids.DRIVERS_LEVER, "value"), *_page())
    def _guard(_: int | None, setting: str, lever: str, *page: Any) -> tuple[Any, ...]:
        part, say = asked(GUARD, page)
        return shown(
            lambda: part.capacity(part.lever(lever), setting or ""), lambda found: capacity_shown(found, say), say, titles(say)
        ).outputs()

    @app.callback(
        Output(ids.DRIVERS_SETTING, "data"),
        Output(ids.DRIVERS_SETTING, "value"),
        Input(ids.DRIVERS_LEVER, "value"),
        *_page(),
        prevent_initial_call=True,
    )
    def _settings(lever: str, *page: Any) -> tuple[Any, Any]:
        part, say = asked(GUARD, page)
        return setting_choices(part.lever(lever), say), ""


def _part(part: str) -> list[Any]:
    """What a part shows, and its clock."""
    pieces = (("result", "children"), ("result", "className"), ("words", "children"), ("share", "value"))
    outputs = [Output(part_id(piece, part), name) for piece, name in pieces]
    return [*outputs, Output(part_id("poll", part), "disabled"), Input(part_id("poll", part), "n_intervals")]


def _page() -> list[State]:
    return [State(ids.ENGAGEMENT, "data"), State(ids.DRIVERS_VISIT, "data"), State(ids.LANGUAGE, "data")]
