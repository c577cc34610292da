"""Two levers at once: every combination of their settings against the process as it is, as they may help or hinder each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from quickscan.analysis.compare import AsIs, Prepared, difference
from quickscan.analysis.effects import effect, moved
from quickscan.analysis.lever_settings import Tried, settings_tried
from quickscan.domain.comparison import Difference
from quickscan.domain.drivers import Axis, LeftOut, LeverMap, MapCell
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever
from quickscan.simulation.measure import Figures
from quickscan.simulation.override_faults import NamedOverride
from quickscan.simulation.replicate import Plan, Progress, Run, all_figures

POINTS = 4
DEFAULT_LEVERS = ("least_attempts", "response_standard")
"""How often sellers try, and how soon: both take sellers' time, so that they act on each other."""


@dataclass(frozen=True)
class _Place:
    """Where a combination stands on the map."""

    row: int
    column: int


Found = dict[_Place, Sequence[Figures]]


def lever_map(
    as_is: AsIs,
    lever_a: Lever,
    lever_b: Lever,
    plan: Plan,
    points: int = POINTS,
    run: Run = map,
    progress: Progress | None = None,
    prepared: Prepared | None = None,
) -> LeverMap:
    """Each lever at so many settings over its range, or at each option, and at today's.

    What was prepared by the same plan may be handed in; then today is not run again. Raises ScanError for two levers of one
    value, for one the process does not have and for a plan that cannot be run.
    """
    refuse_one_value(lever_a, lever_b)
    rows, columns = (settings_tried(as_is, lever, points) for lever in (lever_a, lever_b))
    possible: dict[_Place, AsIs] = {}
    left_out: list[LeftOut] = []
    for (row, a), (column, b) in product(enumerate(rows), enumerate(columns)):
        try:
            possible[_Place(row, column)] = as_is.changed(_overrides((lever_a, a), (lever_b, b)))
        except ScanError as error:
            why = f"{error.problems[0].what}, {error.problems[0].remedy}"
            left_out.append(LeftOut(settings=(a.setting, b.setting), why=why))
    home = _Place(_today(rows), _today(columns))
    unknown = [place for place in possible if prepared is None or place != home]
    known = prepared.known if prepared else None
    figures = all_figures([possible[place].case() for place in unknown], plan, run, progress, known)
    found: Found = {**({home: prepared.today} if prepared else {}), **dict(zip(unknown, figures, strict=True))}
    cells = [_cell(place, home, found) for place in possible]
    return LeverMap(
        rows=_axis(lever_a, rows),
        columns=_axis(lever_b, columns),
        cells=tuple(cells),
        left_out=tuple(left_out),
        moves_sales=any(moved(cell.won) for cell in cells),
        calibration=as_is.calibration.id,
        seed=plan.seed,
        replications=plan.replications,
    )


def refuse_one_value(lever_a: Lever, lever_b: Lever) -> None:
    """Raise ScanError, naming both, where two levers move one value or a part of it."""
    one, other = (lever.path.split(".") for lever in (lever_a, lever_b))
    if all(mine == theirs for mine, theirs in zip(one, other, strict=False)):
        what = "is given twice" if lever_a.id == lever_b.id else f"both move {min(lever_a.path, lever_b.path, key=len)}"
        where = lever_a.id if lever_a.id == lever_b.id else f"{lever_a.id} and {lever_b.id}"
        raise ScanError.of(where, what, "name two levers that move different values")


def _overrides(*moves: tuple[Lever, Tried]) -> list[NamedOverride]:
    return [NamedOverride(lever.id, tried.override) for lever, tried in moves if tried.override is not None]


def _today(tried: Sequence[Tried]) -> int:
    return next(number for number, entry in enumerate(tried) if entry.is_today)


def _axis(lever: Lever, tried: Sequence[Tried]) -> Axis:
    return Axis(
        lever=lever.id,
        title=lever.title,
        unit=lever.unit,
        settings=tuple(entry.setting for entry in tried),
        titles=tuple(entry.title for entry in tried),
        today=_today(tried),
    )


def _cell(place: _Place, home: _Place, found: Found) -> MapCell:
    return MapCell(
        **effect(found[place], found[home], list(found.values())),
        row=place.row,
        column=place.column,
        beyond_sum=_beyond_sum(place, home, found),
    )


def _beyond_sum(place: _Place, home: _Place, found: Found) -> Difference | None:
    """Both together, less each alone, plus today once."""
    alone = [found.get(_Place(place.row, home.column)), found.get(_Place(home.row, place.column))]
    first, second = alone
    if first is None or second is None:
        return None
    four = zip(found[place], first, second, found[home], strict=True)
    return difference([both["won"] - a["won"] - b["won"] + neither["won"] for both, a, b, neither in four])
