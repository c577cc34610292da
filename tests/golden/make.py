"""Make the golden file again, after a change that is meant to alter results: python -m tests.golden.make

The process, caps and calibrations stand in the file, so that edits to the shipped data do not touch it.
"""

import hashlib
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from quickscan.domain.calibration import Calibration, DeckCalibration, EvidenceCalibration
from quickscan.domain.knowledge import Cause, Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.replicate import Case, Plan, all_figures, make_case, replicate
from tests.material import car_dealers, deck, evidence, knowledge, scaled

FILE = Path(__file__).with_name("simulation.json")


def parameters() -> dict[str, Any]:
    """A small process with severities that differ, as data."""
    few = scaled(car_dealers(), 0.1).model_copy(update={"contribution_per_sale_eur": 1500.0})
    severity = {cause: (number + 1) / 10 for number, cause in enumerate(knowledge().cause_ids)}
    return {
        "process": few.model_dump(mode="json"),
        "deck": deck().model_dump(mode="json"),
        "evidence": evidence().model_dump(mode="json"),
        "causes": [cause.model_dump(mode="json") for cause in knowledge().causes],
        "severity": severity,
        "seed": 2026,
        "replications": 3,
    }


def results(given: dict[str, Any], engine: str) -> dict[str, Any]:
    """What an engine makes of the parameters by each calibration: a hash of all records, and the figures."""
    known = knowledge().model_copy(update={"causes": tuple(Cause.model_validate(cause) for cause in given["causes"])})
    calibrations = {
        "deck": DeckCalibration.model_validate(given["deck"]),
        "evidence": EvidenceCalibration.model_validate(given["evidence"]),
    }
    plan = Plan(given["seed"], given["replications"], engine)
    return {name: _results(_case(given, calibration, known), plan) for name, calibration in calibrations.items()}


def _case(given: dict[str, Any], calibration: Calibration, known: Knowledge) -> Case:
    return make_case(LeadProcess.model_validate(given["process"]), calibration, known, given["severity"])


def _results(case: Case, plan: Plan) -> dict[str, Any]:
    records = [replicate(case, plan, replication) for replication in range(plan.replications)]
    return {
        "sha256_of_records": [fingerprint(of_one) for of_one in records],
        "figures": all_figures([case], plan)[0],
    }


def fingerprint(records: LeadRecords) -> str:
    """The SHA-256 of all columns: whole numbers as little-endian 64 bits, shares rounded to 12 decimals.

    Leads are named by their number within the channel, whichever way records keep it, so that the hash is about results alone.
    """
    kept = [column.name for column in fields(records) if column.name != "replication"]
    told = dict.fromkeys("index" if name in ("word", "number") else name for name in kept)
    digest = hashlib.sha256()
    for name in told:
        values = getattr(records, name)
        as_written = (values.round(12) + 0.0).astype("<f8") if values.dtype.kind == "f" else values.astype("<i8")
        digest.update(as_written.tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    pinned = parameters()
    FILE.write_text(
        json.dumps({"given": pinned, "expected": results(pinned, "simpy")}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
