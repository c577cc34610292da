"""The benchmark table: python -m tests.benchmarks.run [NAME ...], or make bench.

Medians of interleaved runs in one session, as ratios where that can be: nothing fails here on a slow machine. What must hold (the
same leads, the same ends, shares that add up) is checked, and fails.
"""

import sys
from collections.abc import Callable
from functools import partial

from rich.console import Console
from rich.table import Table

from tests.benchmarks import agreement, attributing, interviewing, levering, listing, reporting, rivals, whole
from tests.benchmarks.measuring import Row
from tests.material import deck, evidence

BENCHMARKS: dict[str, Callable[[], list[Row]]] = {
    "attribution": attributing.shapley,  # first, so that the peak of memory is its own
    "simplified": rivals.the_same_simplified_model,
    "deck": partial(whole.two_engines, "deck", deck()),
    "evidence": partial(whole.two_engines, "evidence", evidence()),
    "what-if": whole.what_if,
    "fresh": whole.new_process,
    "leads": whole.cost_per_lead,
    "pairing": whole.pairing,
    "assessment": whole.assessment,
    "list": listing.list_of_thousand,
    "agreement": agreement.agreement,
    "interview": interviewing.interview,
    "levers": levering.levers,
    "report": reporting.reports,
}


def main(names: list[str]) -> None:
    """Those named, or all, then the table."""
    unknown = set(names) - set(BENCHMARKS)
    if unknown:
        raise SystemExit(f"There is no benchmark {', '.join(sorted(unknown))}; name some of {', '.join(BENCHMARKS)}.")
    table = Table("What", "Measured", "Must", "Aim", title="Medians of interleaved runs", title_justify="left", box=None)
    for name in names or BENCHMARKS:
        for row in BENCHMARKS[name]():
            table.add_row(row.what, row.measured, row.must, row.aim)
            print(f"{row.what}: {row.measured}", flush=True)  # noqa: T201  # a sign of life in a long run
    Console(width=160).print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
