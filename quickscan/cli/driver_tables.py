"""Single levers, pairs of them, and capacity, as tables for people."""

from collections.abc import Iterator

from quickscan.analysis.effects import moved
from quickscan.cli import show
from quickscan.domain.comparison import Difference
from quickscan.domain.drivers import Axis, Capacity, LeverCurve, LeverMap, LeverPoint, MapCell, PeopleLoad
from quickscan.domain.result import Estimate
from quickscan.domain.sweep import Setting

NEVER = "does not pay"
STATES = {"room": "", "tight": "tight", "overloaded": "overloaded"}


def curve(result: LeverCurve) -> None:
    """Every setting against today, and what it may cost."""
    unit = f", {result.unit.en}" if result.unit else ""
    columns = ("Against today", "Sales a year", "", "Contribution, EUR", "Sellers, %", "")
    show.table(f"{result.title.en}{unit}", columns, [_effect(point) for point in result.points])
    show.line()
    costs = ("Cost, EUR", "Left, EUR") if result.cost is not None else ()
    show.table(
        "",
        ("May cost a year so that it pays", "EUR", "cautious", *costs),
        [_price(point, result) for point in result.points if not point.is_today],
    )
    for line in _remarks(result):
        show.line(line)


def lever_map(result: LeverMap) -> None:
    """More sales a year, combination by combination."""
    cells = {(cell.row, cell.column): cell for cell in result.cells}
    rows = [
        (_setting(result.rows, row), *(_cell(cells.get((row, column))) for column in range(len(result.columns.settings))))
        for row in range(len(result.rows.settings))
    ]
    names = [_setting(result.columns, column) for column in range(len(result.columns.settings))]
    show.table(f"More sales a year: {result.rows.title.en} by {result.columns.title.en}", ("", *names), rows)
    show.line("\n~ inside the noise, ! sellers above 85 %, !! above 100 %; (today) is how it is")
    if not result.moves_sales:
        show.line(f"Neither of the two levers can move sales in the {result.calibration} calibration.")
    _left_out([(" and ".join(map(_name, entry.settings)), entry.why) for entry in result.left_out])
    show.line(f"{result.calibration} calibration, {result.replications} replications, seed {result.seed}")


def capacity(result: Capacity) -> None:
    """Who is how busy, and what relieves them."""
    guard = result.guard
    columns = ("", "People", "Utilisation, %", "More than today", "", "Weeks above 85 %", "above 100 %")
    show.table("Capacity", columns, [_people(guard.sellers), _people(guard.call_centre)])
    if guard.costs_sales:
        show.line("\nThis sells less than today, and sellers have too little time for it.")
    if result.relief is not None:
        found = result.relief
        show.line(
            f"\nWith {show.percent(found.more_share, 0)} more sellers ({found.sellers}) they are at "
            f"{show.percent(found.utilisation.mean)}, and the loss rate goes from {show.percent(found.loss_rate_before.mean)} to "
            f"{show.percent(found.loss_rate.mean)}: {show.estimate(found.won.change)} more sales a year"
        )
    show.line(f"\n{result.calibration} calibration, {result.replications} replications, seed {result.seed}")


def _effect(point: LeverPoint) -> tuple[str, ...]:
    return (
        _name(point.setting) + (" (today)" if point.is_today else ""),
        *_change(point.won),
        show.estimate(point.contribution_eur.change, decimals=0) if point.contribution_eur else "not known",
        show.fixed(100 * point.sellers_utilisation.mean),
        STATES[point.sellers_state],
    )


def _price(point: LeverPoint, result: LeverCurve) -> tuple[str, ...]:
    euros, sales = point.pays_up_to_eur, point.pays_up_to_sales
    amounts = (euros.mean, euros.cautious) if euros else (sales.mean, sales.cautious)
    shown = (_name(point.setting), *(_worth(amount, euros is None) for amount in amounts))
    if result.cost is None:
        return shown
    left = show.estimate(point.net_eur.change, decimals=0) if point.net_eur else "not known"
    return (*shown, show.fixed(point.cost_eur or 0.0, 0), left)


def _worth(amount: float, in_sales: bool) -> str:
    return NEVER if amount <= 0.0 else f"{show.fixed(amount)} sales" if in_sales else show.fixed(amount, 0)


def _remarks(result: LeverCurve) -> Iterator[str]:
    yield ""
    if not result.moves_sales:
        yield f"This lever cannot move sales in the {result.calibration} calibration."
    if costly := [_name(point.setting) for point in result.points if point.overload_costs_sales]:
        yield f"Sellers have too little time at {', '.join(costly)}: another setting sells more with less work."
    if result.best is not None:
        noise = ", inside the noise" if result.best.net_eur.inside_noise and not result.best.is_today else ""
        yield f"Best after cost: {_name(result.best.setting)}, {show.estimate(result.best.net_eur.change, decimals=0)} EUR{noise}"
        if result.best.as_good:
            yield f"Chance alone may tell it from {', '.join(map(_name, result.best.as_good))}"
    yield from (f"Left out {_name(entry.settings[0])}: {entry.why}" for entry in result.left_out)
    yield f"{result.calibration} calibration, {result.replications} replications, seed {result.seed}"


def _left_out(entries: list[tuple[str, str]]) -> None:
    for settings, why in entries:
        show.line(f"Left out {settings}: {why}")


def _people(load: PeopleLoad) -> tuple[str, ...]:
    return (
        show.CREWS[load.who],
        str(load.people),
        show.estimate(load.utilisation, 100),
        show.estimate(load.against_today.change, 100),
        STATES[load.state],
        _weeks(load.weeks_tight),
        _weeks(load.weeks_overloaded),
    )


def _weeks(weeks: Estimate | None) -> str:
    return "" if weeks is None else show.estimate(weeks)


def _cell(cell: MapCell | None) -> str:
    if cell is None:
        return "left out"
    noise = "~" if cell.won.inside_noise and moved(cell.won) else ""
    load = {"room": "", "tight": " !", "overloaded": " !!"}[cell.sellers_state]
    return f"{noise}{show.fixed(cell.won.change.mean)}{load}"


def _setting(axis: Axis, number: int) -> str:
    return _name(axis.settings[number]) + (" (today)" if number == axis.today else "")


def _name(setting: Setting | None) -> str:
    if setting is None:
        return "as it is"
    return setting if isinstance(setting, str) else f"{setting:g}"


def _change(difference: Difference) -> tuple[str, str]:
    words = "inside the noise" if difference.inside_noise else ""
    return show.estimate(difference.change), words if moved(difference) else "no change"
