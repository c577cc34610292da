"""The file of a sweep: one row per point as CSV, or all of it as JSON."""

import csv
from collections.abc import Iterator
from pathlib import Path

from quickscan.cli.work import written
from quickscan.domain.problem import ScanError
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.domain.sweep import Sweep, SweepPoint

ENDINGS = (".csv", ".json")


def check(target: Path) -> None:
    """Raise ScanError for a file of another kind."""
    if target.suffix.lower() not in ENDINGS:
        raise ScanError.of(str(target), "has an ending for which there is no sweep file", f"let it end in {' or '.join(ENDINGS)}")


def write(sweep: Sweep, target: Path) -> None:
    """Write all points. Raises ScanError where that is not possible."""
    with written(target) as file:
        if target.suffix.lower() == ".json":
            file.write(sweep.model_dump_json(indent=1) + "\n")
            return
        rows = [_row(point) for point in sweep.points]
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _row(point: SweepPoint) -> dict[str, object]:
    """Settings, then every figure as mean and half-width of its 95 % interval, then every difference to the process as it is."""
    row: dict[str, object] = {f"set_{lever}": setting for lever, setting in point.settings.items()}
    for name, found in _estimates(point.simulation):
        row[name], row[f"{name}_half_width"] = found.mean, found.half_width
    for name, difference in point.differences.items():
        row[f"{name}_change"], row[f"{name}_change_half_width"] = difference.change.mean, difference.change.half_width
    return {**row, "replications": point.simulation.replications, "seed": point.simulation.seed}


def _estimates(result: SimulationResult) -> Iterator[tuple[str, Estimate]]:
    for name in ("loss_rate", "won", "potential", "inquiries", "attempts_per_lead"):
        yield name, getattr(result, name)
    yield from ((f"lost_{cause}", lost) for cause, lost in result.lost_by_cause.items())
    yield from ((f"response_{name}_hours", hours) for name, hours in result.response_time_hours.items())
    yield from ((f"utilisation_{name}", share) for name, share in result.utilisation.items())
    for name in ("cost_per_new_customer", "contribution_eur"):
        if (found := getattr(result, name)) is not None:
            yield name, found
