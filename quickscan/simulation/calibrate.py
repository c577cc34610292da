"""Finds for each of the nine causes the scale at which its mechanism alone, at full severity, loses its cap.

Every trial is paired with the same leads on which no cause strikes, so that trials differ by the cause and by nothing else.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import EvidenceCalibration, MechanismScales, ScaledMechanism, Verdict
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.domain.result import Estimate
from quickscan.simulation.calendar import DAY_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.fingerprint import fingerprint
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan, Progress
from quickscan.simulation.scale_search import TOLERANCE, best_scale, next_scale
from quickscan.simulation.variants import sales_of_variants

FloatArray = NDArray[np.float64]
Run = Callable[[Callable[[int], FloatArray], Iterable[int]], Iterator[FloatArray]]
"""Maps a function over replications, like the builtin map."""

DECIMALS = 6
"""Of loss rates: what is beyond may differ between machines."""
USUAL_ROUNDS = 10
"""Rounds of trials that a calibration needs at most as a rule; for the progress shown."""


def calibrate(
    process: LeadProcess,
    calibration: EvidenceCalibration,
    knowledge: Knowledge,
    plan: Plan,
    leads: int | None = None,
    run: Run = map,
    progress: Progress | None = None,
) -> MechanismScales:
    """The scales of all mechanisms for a process, with what each alone and all together then lose.

    `leads` are the inquiries a year in the trials; the process's own where none are given. The same input gives the same scales,
    whatever engine runs. Raises ScanError for a process or plan that cannot be run.
    """
    inquiries = leads if leads is not None else round(_inquiries(process))
    trials = _Trials(at_volume(process, leads), calibration, knowledge, plan, run, progress)
    trials.search()
    mechanisms = tuple(_scaled(cause, trials) for cause in knowledge.cause_ids)
    together = trials.together({mechanism.cause: mechanism.scale for mechanism in mechanisms})
    return MechanismScales(
        id=f"{calibration.id}_{process.id}"[:80],
        process=process.id,
        calibration=calibration.id,
        fingerprint=fingerprint(process, calibration, knowledge, plan.seed, plan.replications, inquiries),
        seed=plan.seed,
        replications=plan.replications,
        leads=inquiries,
        yield_without_causes=trials.calibration.yield_without_causes,
        mechanisms=mechanisms,
        interacting_loss=together.mean,
        interacting_half_width=together.half_width,
        compounded_loss=compounded_loss(mechanisms),
    )


def compounded_loss(mechanisms: Iterable[ScaledMechanism]) -> float:
    """1 - product of (1 - isolated loss): what the causes would lose together if they did not interact."""
    return round(1.0 - math.prod(1.0 - mechanism.isolated_loss for mechanism in mechanisms), DECIMALS)


def at_volume(process: LeadProcess, leads: int | None) -> LeadProcess:
    """The process with as many inquiries a year in all, people unchanged; as it is where none are given or it has none."""
    now = _inquiries(process)
    if leads is None or now == 0.0 or leads == round(now):
        return process
    factor = leads / now
    channels = (channel.model_copy(update={"leads_per_year": factor * channel.leads_per_year}) for channel in process.channels)
    return process.model_copy(update={"channels": tuple(channels)})


def potential_sales(model: CompiledModel) -> float:
    """Sales in the time measured if the potential closing rates held for everybody who comes in without the causes."""
    a_year = (model.horizon_ms - model.warm_up_ms) / (YEAR_DAYS * DAY_MS)
    return float((model.leads_per_year * model.potential_closing_rate).sum()) * a_year


def verdict(loss: Estimate, cap: float) -> Verdict:
    """How a loss stands to its cap: it meets it where the cap is in the interval of the loss."""
    if abs(loss.mean - cap) <= max(loss.half_width, TOLERANCE):
        return "meets_cap"
    return "beyond_cap" if loss.mean > cap else "below_cap"


@dataclass
class _Trials:
    """Trials of single causes at full severity, at scales tried so far."""

    process: LeadProcess
    calibration: EvidenceCalibration
    knowledge: Knowledge
    plan: Plan
    run: Run
    progress: Progress | None
    losses: dict[str, dict[float, FloatArray]] = field(default_factory=dict)
    """Loss rate by replication, for each cause and scale tried."""
    undisturbed: FloatArray | None = None
    """Sales by replication where no cause strikes."""
    rounds: int = 0

    def search(self) -> None:
        """Find the yield, then try scales for all causes side by side, until each has one that is good enough."""
        self.calibration = self.calibration.model_copy(update={"yield_without_causes": self._yield()})
        self.losses = {cause: {} for cause in self.knowledge.cause_ids}
        while wanted := dict(self._wanted()):
            for (cause, scale), loss in zip(wanted.items(), self._losses(self._alone(wanted)), strict=True):
                self.losses[cause][scale] = loss

    def tried(self, cause: str) -> dict[float, float]:
        """The mean loss rate at each scale tried for a cause."""
        return {scale: float(loss.mean()) for scale, loss in self.losses[cause].items()}

    def together(self, scales: Mapping[str, float]) -> Estimate:
        """The loss rate with all causes at full severity."""
        [loss] = self._losses([self._model(scales, self.knowledge.cause_ids)])
        if self.progress is not None:
            self.progress(1.0)
        return rounded_estimate(loss)

    def _yield(self) -> float:
        """Sales if no cause strikes, over what the potential closing rates say, when chances are not divided by anything yet."""
        calibration = self.calibration.model_copy(update={"scales": {}, "yield_without_causes": 1.0})
        model = compile_model(self.process, calibration, self.knowledge, {})
        sold = float(sales_of_variants([model], self.plan, self.run).mean())
        most = potential_sales(model)
        return round(min(1.0, sold / most), DECIMALS) if sold > 0.0 else 1.0  # nothing sold at all is told of later

    def _wanted(self) -> Iterator[tuple[str, float]]:
        """The next scale to try for each cause that has none yet; one left uncapped is looked at as published."""
        for cause in self.knowledge.cause_ids:
            tried = self.tried(cause)
            left = cause in self.calibration.left_uncapped
            scale = None if left and tried else next_scale(tried, self.knowledge.caps[cause])
            if scale is not None:
                yield cause, scale

    def _alone(self, scales: Mapping[str, float]) -> list[CompiledModel]:
        return [self._model({cause: scale}, (cause,)) for cause, scale in scales.items()]

    def _model(self, scales: Mapping[str, float], causes: Iterable[str]) -> CompiledModel:
        calibration = self.calibration.model_copy(update={"scales": dict(scales)})
        return compile_model(self.process, calibration, self.knowledge, dict.fromkeys(causes, 1.0))

    def _losses(self, models: list[CompiledModel]) -> list[FloatArray]:
        """For each model the loss rate by replication, against the same leads on which no cause strikes."""
        first = [] if self.undisturbed is not None else [self._model({}, ())]
        sales = sales_of_variants([*first, *models], self.plan, self.run, self._round_progress)
        self.rounds += 1
        if self.undisturbed is None:
            self.undisturbed, sales = _above_zero(sales[:, 0]), sales[:, 1:]
        return list((1.0 - sales / self.undisturbed[:, np.newaxis]).T)

    def _round_progress(self, share: float) -> None:
        if self.progress is not None:
            self.progress(min(0.99, (self.rounds + share) / USUAL_ROUNDS))


def _above_zero(sales: FloatArray) -> FloatArray:
    if not np.all(sales > 0.0):
        what = "in some simulated years nothing is sold although no cause strikes, so a share of sales means nothing"
        raise ScanError.of("leads", what, "ask for more inquiries a year")
    return sales


def rounded_estimate(loss: FloatArray) -> Estimate:
    """Mean and half-width as they are written down."""
    found = estimate(loss.tolist())
    return Estimate(mean=round(found.mean, DECIMALS), half_width=round(found.half_width, DECIMALS), n=found.n)


def _scaled(cause: str, trials: _Trials) -> ScaledMechanism:
    cap = trials.knowledge.caps[cause]
    scale = 1.0 if cause in trials.calibration.left_uncapped else best_scale(trials.tried(cause), cap)
    loss = rounded_estimate(trials.losses[cause][scale])
    return ScaledMechanism(
        cause=cause,
        scale=scale,
        verdict=verdict(loss, cap),
        cap=cap,
        isolated_loss=loss.mean,
        half_width=loss.half_width,
    )


def _inquiries(process: LeadProcess) -> float:
    return sum(channel.leads_per_year for channel in process.channels)
