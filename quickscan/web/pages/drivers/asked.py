"""What a part of the page asks of the simulation: under which name it is worked out, how, and how the result is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dash.development.base_component import Component

from quickscan.analysis import lever_curve
from quickscan.analysis import lever_map as two_levers
from quickscan.analysis.capacity import capacity
from quickscan.analysis.compare import AsIs, Prepared
from quickscan.analysis.lever_curve import LeverRuns, curve_of, run_lever
from quickscan.analysis.lever_map import lever_map, refuse_one_value
from quickscan.analysis.lever_settings import spread
from quickscan.analysis.sensitivity import tornado
from quickscan.domain.drivers import Capacity, Cost, LeverMap
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever
from quickscan.domain.sensitivity import Tornado
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Progress, Run
from quickscan.web import simulations
from quickscan.web.background import Look
from quickscan.web.pages.drivers.curve import curve_cards
from quickscan.web.pages.drivers.guard import guard_card
from quickscan.web.pages.drivers.heat import Pair, map_cards
from quickscan.web.pages.drivers.tornado import Found, tornado_card
from quickscan.web.pages.drivers.words import setting_of
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName
from quickscan.web.turns import Rank
from quickscan.web.wording import Wording

TORNADO_REPLICATIONS = 10
"""As the command `sensitivity` has it by default: a hundred settings take their time."""

Make = Callable[[AsIs, Run, Progress], Any]
"""Makes a result from the process as it is."""


@dataclass(frozen=True)
class Asked:
    """A part of the page in one browser, of one engagement in one calibration."""

    services: Services
    engagement_id: str
    calibration: CalibrationName
    who: str
    """The part of the page; whoever asks for something else does not wait for what was asked before."""

    def look(self, name: str, rank: Rank, make: Make) -> Look:
        """How far a result is, made at a rank. Raises ScanError where there is no such engagement."""
        sims = self.services.simulations
        key = (sims.subject(self.engagement_id, self.calibration), name)

        def work(progress: Progress) -> Any:
            def made(as_is: AsIs) -> Any:
                with sims.turns.at(rank) as pool:
                    return make(as_is, pool.map, progress)

            return sims.kept(self.engagement_id, self.calibration, name, made)

        return self.services.background.look(self.who, key, work)

    def lever(self, lever_id: str) -> Lever:
        """A lever by its name. Raises ScanError where there is none."""
        for lever in self.services.simulations.levers:
            if lever.id == lever_id:
                return lever
        raise ScanError.of(lever_id, "there is no such lever", "choose a lever that there is")

    def tornado(self) -> Look:
        """All levers, and all uncertain numbers."""
        levers, plan = self.services.simulations.levers, replace(simulations.PLAN, replications=TORNADO_REPLICATIONS)
        return self.look("tornado", Rank.LONG, lambda as_is, run, progress: tornado(as_is, levers, plan, run, progress))

    def runs(self, lever: Lever) -> Look:
        """A lever over its range."""
        plan, points = simulations.PLAN, lever_curve.POINTS

        def make(_: AsIs, run: Run, progress: Progress) -> LeverRuns:
            prepared = self._prepared()
            return run_lever(prepared.as_is, lever, plan, points, run, progress, prepared)

        return self.look(f"lever {lever.id}", Rank.LOOKED_AT, make)

    def map(self, rows: Lever, columns: Lever) -> Look:
        """Two levers together. Raises ScanError for two that move one value."""
        refuse_one_value(rows, columns)
        plan, points = simulations.PLAN, two_levers.POINTS

        def make(_: AsIs, run: Run, progress: Progress) -> LeverMap:
            prepared = self._prepared()
            return lever_map(prepared.as_is, rows, columns, plan, points, run, progress, prepared)

        return self.look(f"map {rows.id} {columns.id}", Rank.BESIDE, make)

    def capacity(self, lever: Lever, setting: str) -> Look:
        """Whether people can bear a setting of a lever; empty words mean today."""
        moved = named(lever.id, [lever.at(setting if lever.options else float(setting))]) if setting else ()

        def make(_: AsIs, run: Run, progress: Progress) -> Capacity:
            prepared = self._prepared()
            as_is = prepared.as_is
            return capacity(as_is, as_is.changed(moved) if moved else as_is, prepared.plan, run, progress, prepared)

        return self.look(f"capacity {lever.id} {setting}" if setting else "capacity", Rank.BESIDE, make)

    def _prepared(self) -> Prepared:
        return self.services.simulations.prepared(self.engagement_id, self.calibration)


def tornado_shown(asked: Asked, found: Tornado, say: Wording) -> Sequence[Component]:
    """The tornado as a card."""
    worth = asked.services.simulations.as_is(asked.engagement_id, asked.calibration).process.contribution_per_sale_eur
    return tornado_card(Found(found, {lever.id: lever for lever in asked.services.simulations.levers}, worth), say)


def curve_shown(runs: LeverRuns, cost: Cost | None, say: Wording) -> Sequence[Component]:
    """A lever as cards. Raises ScanError for a cost that says nothing about it."""
    return curve_cards(curve_of(runs, cost), runs.lever, say)


def map_shown(found: LeverMap, levers: Pair, say: Wording) -> Sequence[Component]:
    """Two levers as cards."""
    return map_cards(found, levers, say)


def capacity_shown(found: Capacity, say: Wording) -> Sequence[Component]:
    """People as a card."""
    return [guard_card(found.guard, found.relief, say)]


def setting_choices(lever: Lever, say: Wording) -> list[dict[str, str]]:
    """Settings of a lever to choose from, today first."""
    settings = [option.id for option in lever.options] if lever.options else spread(lever, lever_curve.POINTS)
    choices = [{"value": str(setting), "label": setting_of(lever, setting, say)} for setting in settings]
    return [{"value": "", "label": say("as today")}, *choices]


def cost_of(per_year: Any, per_unit: Any) -> Cost | None:
    """What was typed as cost; none where nothing was."""
    numbers = [float(typed) if isinstance(typed, int | float) else None for typed in (per_year, per_unit)]
    if all(number is None for number in numbers):
        return None
    return Cost(per_year_eur=max(0.0, numbers[0] or 0.0), per_unit_eur=max(0.0, numbers[1] or 0.0))
