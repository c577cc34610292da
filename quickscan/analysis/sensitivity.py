"""Tornado: every lever and every uncertain number moved to its ends, each against the process as it is on the same draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs, difference
from quickscan.domain.base import Text
from quickscan.domain.calibration import EvidenceCalibration
from quickscan.domain.comparison import Difference
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever, Override
from quickscan.domain.sensitivity import Swing, Tornado
from quickscan.simulation.compile import compile_model
from quickscan.simulation.levers import levers_that_fit
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan, Progress, Run
from quickscan.simulation.variants import sales_of_variants

FloatArray = NDArray[np.float64]

UNCERTAIN: dict[str, tuple[Text, float, float]] = {
    "follow_up.contact_chance_mean": (Text(de="Erreichbarkeit je Versuch", en="Chance of a contact per attempt"), 0.13, 0.36),
    "nurture.returns_alone_share": (Text(de="Unreife, die von selbst kommen", en="Unripe leads who come back alone"), 0.2, 0.7),
    "nurture.ripening_days_mean": (Text(de="Reifezeit in Tagen", en="Days to ripen"), 90.0, 240.0),
    "routing.misrouted_lost_share": (Text(de="Fehlgeleitete, die verloren gehen", en="Misrouted leads that are lost"), 0.1, 0.6),
    "dealers.skill_spread": (Text(de="Unterschied der Betriebe", en="Difference between outlets"), 0.0, 0.5),
}
"""Numbers of a process nobody knows well, with the ranges of published values (contact: 0.13 to 0.36 in vendor studies) or, where
there are none, of our judgement."""
DECAY = Text(de="Was Warten kostet (Exponent)", en="What waiting costs (exponent)")


@dataclass(frozen=True)
class _End:
    """One end of a bar."""

    bar: int
    name: str
    case: AsIs


@dataclass(frozen=True)
class _Bar:
    id: str
    title: Text
    kind: str


def tornado(as_is: AsIs, levers: Sequence[Lever], plan: Plan, run: Run = map, progress: Progress | None = None) -> Tornado:
    """All levers that fit the process, and all numbers that are uncertain. Raises ScanError for a plan that cannot be run.

    A lever at an end that the process cannot have, such as fewer sellers than outlets, is left out there.
    """
    bars: list[_Bar] = []
    ends: list[_End] = []
    for bar, named_ends in _bars(as_is, levers):
        ends += [_End(len(bars), name, case) for name, case in named_ends]
        bars.append(bar)
    cases = [as_is, *(end.case for end in ends)]
    models = [compile_model(case.process, case.calibration, case.knowledge, case.severity) for case in cases]
    today, *sales = sales_of_variants(models, plan, run, progress).T
    swings = [swing for number, bar in enumerate(bars) if (swing := _swing(bar, number, ends, sales, today)) is not None]
    return Tornado(
        swings=tuple(sorted(swings, key=lambda swing: (-swing.swing, swing.id))),
        calibration=as_is.calibration.id,
        seed=plan.seed,
        replications=plan.replications,
    )


def _bars(as_is: AsIs, levers: Sequence[Lever]) -> Iterator[tuple[_Bar, list[tuple[str, AsIs]]]]:
    every = {**dict.fromkeys(as_is.knowledge.cause_ids, 0.0), **as_is.severity}
    for lever in levers_that_fit(as_is.process, every, levers):
        numbers = [end for end in (lever.minimum, lever.maximum) if end is not None]
        settings: list[float | str] = [*(option.id for option in lever.options), *numbers]
        ends = [(_shown(setting), lever.at(setting)) for setting in settings]
        yield _Bar(lever.id, lever.title, "lever"), list(_possible(as_is, ends))
    for path, (title, low, high) in UNCERTAIN.items():
        ends = [(_shown(value), Override(path=path, value=value)) for value in (low, high)]
        yield _Bar(path, title, "parameter"), list(_possible(as_is, ends))
    if isinstance(as_is.calibration, EvidenceCalibration):
        decay = as_is.calibration.decay
        yield (
            _Bar("decay.beta", DECAY, "parameter"),
            [(_shown(beta), _with_beta(as_is, as_is.calibration, beta)) for beta in (decay.beta_low, decay.beta_high)],
        )


def _possible(as_is: AsIs, ends: Sequence[tuple[str, Override]]) -> Iterator[tuple[str, AsIs]]:
    for name, override in ends:
        try:
            yield name, as_is.changed(named("tornado", [override]))
        except ScanError:  # this client's process cannot be so
            continue


def _with_beta(as_is: AsIs, calibration: EvidenceCalibration, beta: float) -> AsIs:
    decay = calibration.decay.model_copy(update={"beta": beta})
    return replace(as_is, calibration=calibration.model_copy(update={"decay": decay}))


def _swing(bar: _Bar, number: int, ends: Sequence[_End], sales: Sequence[FloatArray], today: FloatArray) -> Swing | None:
    own: list[tuple[str, Difference]] = [
        (end.name, difference((sold - today).tolist())) for end, sold in zip(ends, sales, strict=True) if end.bar == number
    ]
    if not own:
        return None
    (low, at_low), *_, (high, at_high) = sorted([*own, *own[:1]] if len(own) == 1 else own, key=lambda end: end[1].change.mean)
    return Swing(
        id=bar.id,
        title=bar.title,
        kind="lever" if bar.kind == "lever" else "parameter",
        low=low,
        high=high,
        at_low=at_low,
        at_high=at_high,
        swing=max(at_high.change.mean, 0.0) - min(at_low.change.mean, 0.0),
    )


def _shown(setting: float | str) -> str:
    return setting if isinstance(setting, str) else f"{setting:g}"
