"""Make the golden file again, after a change that is meant to alter results: python -m tests.golden.make

The process, caps and calibration stand in the file, so that edits to the shipped data do not touch it.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from quickscan.domain.calibration import DeckCalibration
from quickscan.domain.knowledge import Cause
from quickscan.domain.process import LeadProcess
from quickscan.simulation.compile import compile_model
from quickscan.simulation.measure import Prices
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.replicate import Plan, all_figures, replicate
from tests.material import car_dealers, deck, knowledge, scaled

FILE = Path(__file__).with_name("simulation.json")
COLUMNS = (
    "channel", "index", "created_ms", "outcome", "cause", "place", "end_ms", "response_ms", "dealer", "attempts",
    "call_centre_work_ms", "seller_work_ms",
)  # fmt: skip


def parameters() -> dict[str, Any]:
    """A small process with severities that differ, as data."""
    few = scaled(car_dealers(), 0.1).model_copy(update={"contribution_per_sale_eur": 1500.0})
    severity = {cause: (number + 1) / 10 for number, cause in enumerate(knowledge().cause_ids)}
    return {
        "process": few.model_dump(mode="json"),
        "calibration": deck().model_dump(mode="json"),
        "causes": [cause.model_dump(mode="json") for cause in knowledge().causes],
        "severity": severity,
        "seed": 2026,
        "replications": 3,
    }


def results(given: dict[str, Any]) -> dict[str, Any]:
    """What the reference engine makes of the parameters: a hash of all records, and the figures."""
    process = LeadProcess.model_validate(given["process"])
    calibration = DeckCalibration.model_validate(given["calibration"])
    known = knowledge().model_copy(update={"causes": tuple(Cause.model_validate(cause) for cause in given["causes"])})
    model = compile_model(process, calibration, known, given["severity"])
    plan = Plan(seed=given["seed"], replications=given["replications"])
    records = [replicate(model, plan, replication) for replication in range(plan.replications)]
    return {
        "sha256_of_records": [fingerprint(of_one) for of_one in records],
        "figures": all_figures(model, plan, Prices.of(process)),
    }


def fingerprint(records: LeadRecords) -> str:
    """The SHA-256 of all columns as little-endian 64-bit integers."""
    digest = hashlib.sha256()
    for name in COLUMNS:
        digest.update(getattr(records, name).astype("<i8").tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    pinned = parameters()
    FILE.write_text(json.dumps({"given": pinned, "expected": results(pinned)}, indent=1, ensure_ascii=False) + "\n", "utf-8")
