"""Sobol indices: which severities explain how much of the variance of sales, over severities evenly spread from 0 to 1.

Needs the optional package SALib (Saltelli sampling and estimators: Saltelli et al., Computer Physics Communications 181, 2010).
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs
from quickscan.domain.problem import ScanError
from quickscan.domain.sensitivity import SobolIndex, SobolIndices
from quickscan.simulation.compile import compile_model
from quickscan.simulation.replicate import Plan, Progress, Run
from quickscan.simulation.variants import sales_of_variants

FloatArray = NDArray[np.float64]
SAMPLE_SEED = 20260101
"""Any number; fixed, so that the same question gives the same answer."""


def severity_indices(
    as_is: AsIs, causes: Sequence[str], samples: int, plan: Plan, run: Run = map, progress: Progress | None = None
) -> SobolIndices:
    """The indices of some causes, the others as they are; samples must be a power of 2.

    It takes samples x (causes + 2) variants. Raises ScanError where the package is missing or a number cannot be used.
    """

    def sold(points: FloatArray) -> FloatArray:
        severities = [{**as_is.severity, **dict(zip(causes, point, strict=True))} for point in points.tolist()]
        models = [compile_model(as_is.process, as_is.calibration, as_is.knowledge, severity) for severity in severities]
        return np.asarray(sales_of_variants(models, plan, run, progress).mean(axis=0))

    return SobolIndices(
        indices=indices_of(sold, dict.fromkeys(causes, (0.0, 1.0)), samples),
        samples=samples,
        calibration=as_is.calibration.id,
        seed=plan.seed,
        replications=plan.replications,
    )


def indices_of(
    function: Callable[[FloatArray], FloatArray], ranges: dict[str, tuple[float, float]], samples: int
) -> dict[str, SobolIndex]:
    """The indices of a function of points, samples x names, whose coordinates are evenly spread over their ranges."""
    if samples < 8 or samples & (samples - 1):
        raise ScanError.of("samples", f"{samples} is no power of 2 from 8 on", "give 64, 128, 256 or so")
    sobol_sample, sobol = _salib()
    problem = {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(ends) for ends in ranges.values()]}
    points = sobol_sample.sample(problem, samples, calc_second_order=False, seed=SAMPLE_SEED)
    found = sobol.analyze(problem, function(points), calc_second_order=False, seed=SAMPLE_SEED)
    return {
        name: SobolIndex(
            first=float(found["S1"][number]),
            first_half_width=float(found["S1_conf"][number]),
            total=float(found["ST"][number]),
            total_half_width=float(found["ST_conf"][number]),
        )
        for number, name in enumerate(ranges)
    }


def _salib() -> tuple[Any, Any]:
    try:
        from SALib.analyze import sobol
        from SALib.sample import sobol as sobol_sample
    except ImportError as error:
        remedy = "install quickscan with its extra: quickscan[sensitivity]"
        raise ScanError.of("sensitivity", "Sobol indices need a package that is not installed", remedy) from error
    return sobol_sample, sobol
