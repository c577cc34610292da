"""Whether the scales found for a process are still current: a fingerprint of everything they hang on."""

import hashlib
import json
from typing import Any

from quickscan.domain.calibration import EvidenceCalibration, MechanismScales
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess

# To be raised by one whenever the same process, calibration and severities give other results than before: a formula, a draw or
# the order of events was changed. All scales are then to be found again. A test holds it against pinned results.
MODEL_VERSION = 3

FOUND = {"scales", "yield_without_causes"}
"""Fields of a calibration that hold what was found."""
NO_NUMBERS = frozenset({"name", "description", "provenance"})
"""Keys that hold words only: no result hangs on them."""


def fingerprint(
    process: LeadProcess, calibration: EvidenceCalibration, knowledge: Knowledge, seed: int, replications: int, leads: int
) -> str:
    """The SHA-256, 64 hexadecimal digits, of what scales are found from; the scales themselves and all words left out."""
    canonical = json.dumps(
        {
            "model": MODEL_VERSION,
            "process": _numbers(process.model_dump(mode="json", exclude_defaults=True)),
            "calibration": _numbers(calibration.model_dump(mode="json", exclude_defaults=True, exclude=FOUND)),
            "caps": knowledge.caps,
            "trials": [seed, replications, leads],
        },
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_current(scales: MechanismScales, process: LeadProcess, calibration: EvidenceCalibration, knowledge: Knowledge) -> bool:
    """Whether the scales were found from exactly this process and calibration, by the model as it is now."""
    now = fingerprint(process, calibration, knowledge, scales.seed, scales.replications, scales.leads)
    return scales.fingerprint == now


def _numbers(value: Any) -> Any:
    """The value without what is only for people."""
    if isinstance(value, dict):
        return {key: _numbers(entry) for key, entry in value.items() if key not in NO_NUMBERS}
    return [_numbers(entry) for entry in value] if isinstance(value, list) else value
