"""Exact attribution: all 512 coalitions of the nine causes by evidence, on two processes."""

import resource
from functools import partial

from quickscan.analysis.attribution import attribute
from quickscan.analysis.compare import AsIs
from quickscan.domain.attribution import Attribution
from quickscan.domain.process import LeadProcess
from quickscan.simulation.pools import processes
from quickscan.simulation.replicate import Plan
from tests.benchmarks.measuring import Row, clocked, rich, tell
from tests.material import evidence, knowledge, uniform

YEARS = 30
ADDS_UP = 1e-9


def shapley() -> list[Row]:
    """Seconds and memory. Raises AssertionError where the shares do not add up to the whole."""
    found: list[Attribution] = []
    with processes() as pool:

        def shares(process: LeadProcess, years: int) -> None:
            found.append(attribute(AsIs(process, uniform(0.42), evidence(), knowledge()), Plan(replications=years), (), pool.map))

        shares(rich(1_000), 2)  # the workers start
        tell(f"attributing, 512 coalitions x {YEARS} years")
        seconds = clocked(partial(shares, rich(), YEARS))()
    whole = found[-1]
    off = abs(sum(share.mean for share in whole.shapley.values()) - whole.loss_rate.mean)
    if off > ADDS_UP:
        raise AssertionError(f"shares are off the whole by {off}")
    own, worker = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return [
        Row(f"exact Shapley, 512 coalitions × {YEARS} years, two processes", f"{seconds:.0f} s", "180 s", "60 s"),
        Row("  shares less the whole", f"{off:.0e}", "1e-9"),
        Row("  peak memory of this process / of a worker", f"{own:.0f} / {worker:.0f} MB", "450 MB", "300 MB"),
    ]
