"""One lever over its range: what every setting brings, what it may cost so that it pays, and which is best at a given cost."""

from collections.abc import Sequence
from dataclasses import dataclass

from quickscan.analysis.compare import AsIs, Prepared, difference
from quickscan.analysis.effects import effect, moved
from quickscan.analysis.lever_settings import Tried, setting_today, settings_tried, value_today
from quickscan.domain.comparison import Difference
from quickscan.domain.drivers import BestSetting, BreakEven, Cost, LeftOut, LeverCurve, LeverPoint
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever
from quickscan.simulation.measure import Figures
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan, Progress, Run, all_figures

POINTS = 9


@dataclass(frozen=True)
class _At:
    """A setting that the process can have, with its figures by replication."""

    tried: Tried
    amount: float | None
    figures: Sequence[Figures]


@dataclass(frozen=True)
class LeverRuns:
    """All settings of a lever, simulated; what they cost may be said afterwards and as often as one likes."""

    as_is: AsIs
    lever: Lever
    plan: Plan
    settings: tuple[_At, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def today(self) -> _At:
        """The process as it is."""
        return next(entry for entry in self.settings if entry.tried.is_today)


def lever_curve(
    as_is: AsIs,
    lever: Lever,
    plan: Plan,
    points: int = POINTS,
    run: Run = map,
    progress: Progress | None = None,
    cost: Cost | None = None,
) -> LeverCurve:
    """A lever at so many settings over its range, or at each option, and at today's.

    Raises ScanError for a lever the process does not have, a plan that cannot be run, and a cost that says nothing here.
    """
    return curve_of(run_lever(as_is, lever, plan, points, run, progress), cost)


def run_lever(
    as_is: AsIs,
    lever: Lever,
    plan: Plan,
    points: int = POINTS,
    run: Run = map,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
) -> LeverRuns:
    """Simulate the settings of a lever. What was prepared by the same plan may be handed in; then today is not run again."""
    possible: list[tuple[Tried, AsIs]] = []
    left_out: list[LeftOut] = []
    for tried in settings_tried(as_is, lever, points):
        try:
            possible.append((tried, as_is.changed(named(lever.id, [tried.override])) if tried.override else as_is))
        except ScanError as error:
            left_out.append(LeftOut(settings=(tried.setting,), why=f"{error.problems[0].what}, {error.problems[0].remedy}"))
    unknown = [case.case() for tried, case in possible if prepared is None or not tried.is_today]
    figures = iter(all_figures(unknown, plan, run, progress, prepared.known if prepared else None))
    settings = tuple(
        _At(tried, _amount(case, lever), prepared.today if prepared and tried.is_today else next(figures))
        for tried, case in possible
    )
    return LeverRuns(as_is, lever, plan, settings, tuple(left_out))


def curve_of(runs: LeverRuns, cost: Cost | None = None) -> LeverCurve:
    """The curve, and the best setting at that cost. Raises ScanError for a cost per unit where nothing has units."""
    costs = _costs(runs, cost) if cost is not None else [None] * len(runs.settings)
    points = [_point(runs, entry, own) for entry, own in zip(runs.settings, costs, strict=True)]
    return LeverCurve(
        lever=runs.lever.id,
        title=runs.lever.title,
        unit=runs.lever.unit,
        today=setting_today(runs.as_is, runs.lever),
        points=tuple(points),
        left_out=runs.left_out,
        moves_sales=any(moved(point.won) for point in points),
        cost=cost,
        best=_best(runs, points, costs),
        calibration=runs.as_is.calibration.id,
        seed=runs.plan.seed,
        replications=runs.plan.replications,
    )


def _amount(case: AsIs, lever: Lever) -> float | None:
    value = value_today(case, lever)
    return None if value is None or isinstance(value, str) else float(value)


def _point(runs: LeverRuns, entry: _At, cost: float | None) -> LeverPoint:
    found = effect(entry.figures, runs.today.figures, [other.figures for other in runs.settings])
    return LeverPoint(
        **found,
        setting=entry.tried.setting,
        title=entry.tried.title,
        amount=entry.amount,
        is_today=entry.tried.is_today,
        pays_up_to_eur=_break_even(found["contribution_eur"]) if found["contribution_eur"] is not None else None,
        pays_up_to_sales=_break_even(found["won"]),
        cost_eur=cost,
        net_eur=_less(found["contribution_eur"], cost) if cost is not None and found["contribution_eur"] is not None else None,
    )


def _break_even(gain: Difference) -> BreakEven:
    return BreakEven(mean=gain.change.mean, cautious=gain.change.low)


def _costs(runs: LeverRuns, cost: Cost) -> list[float]:
    """What each setting costs a year."""
    if not cost.per_unit_eur:
        return [0.0 if entry.tried.is_today else cost.per_year_eur for entry in runs.settings]
    today = runs.today.amount
    if runs.lever.options or today is None:
        empty = "is not set today, so that a cost per unit says nothing"
        what = "has options, so that a cost per unit says nothing" if runs.lever.options else empty
        raise ScanError.of(runs.lever.id, what, "give a cost per year instead")
    moves = [abs((entry.amount or 0.0) - today) for entry in runs.settings]
    return [cost.per_year_eur * (move > 0.0) + cost.per_unit_eur * move for move in moves]


def _less(gain: Difference, cost: float) -> Difference:
    change = gain.change.model_copy(update={"mean": gain.change.mean - cost})
    return Difference(change=change, inside_noise=change.low <= 0.0 <= change.high)


def _best(runs: LeverRuns, points: Sequence[LeverPoint], costs: Sequence[float | None]) -> BestSetting | None:
    """The best after cost; today's where nothing is better."""
    net = [(point, point.net_eur, entry, cost or 0.0) for point, entry, cost in zip(points, runs.settings, costs, strict=True)]
    known = [(point, found, entry, cost) for point, found, entry, cost in net if found is not None]
    if not known:
        return None
    best, gained, at_best, best_cost = max(known, key=lambda found: (found[1].change.mean, found[0].is_today))
    return BestSetting(
        setting=best.setting,
        is_today=best.is_today,
        net_eur=gained,
        as_good=tuple(
            point.setting
            for point, _, entry, cost in known
            if point is not best and _may_be_the_same(at_best.figures, entry.figures, best_cost - cost)
        ),
    )


def _may_be_the_same(best: Sequence[Figures], other: Sequence[Figures], extra_cost: float) -> bool:
    own = [mine["contribution_eur"] - theirs["contribution_eur"] - extra_cost for mine, theirs in zip(best, other, strict=True)]
    return difference(own).change.low <= 0.0
