"""A constant stream of one channel with people enough, day and night, by evidence: whatever happens to a lead, chance decides."""

from collections.abc import Mapping
from typing import Any

from quickscan.domain.calibration import EvidenceCalibration
from quickscan.domain.process import LeadProcess
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.material import AT_ONCE, evidence, knowledge, one_queue, with_call_centre, with_channels, with_dealers

PLENTY = 1_000_000
"""People enough that nobody waits for one."""
SEED = 1763
LEADS = 200_000


def stream(leads: int = LEADS, **channel: Any) -> LeadProcess:
    """The process, with some values of its channel set."""
    process = with_call_centre(one_queue(leads), agents=PLENTY, handling_minutes=AT_ONCE)
    process = process.model_copy(update={"warm_up_days": 0})
    return with_channels(with_dealers(process, sellers=PLENTY), lambda _: channel)


def with_part(process: LeadProcess, part: str, **changes: Any) -> LeadProcess:
    """The process with some values of one of its parts set."""
    return process.model_copy(update={part: getattr(process, part).model_copy(update=changes)})


def by_evidence(
    process: LeadProcess, severity: Mapping[str, float] | None = None, calibration: EvidenceCalibration | None = None
) -> CompiledModel:
    """The process in the published evidence calibration."""
    return compile_model(process, calibration or evidence(), knowledge(), severity or {})


def dealt(model: CompiledModel) -> Streams:
    """All that chance decides about the leads of one replication."""
    return deal_streams(model, SEED, 0)
