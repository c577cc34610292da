"""Whether calibrations, and the scales found for them, fit the field's knowledge."""

from collections.abc import Collection, Iterator

from quickscan.domain.calibration import DeckCalibration, EvidenceCalibration, MechanismScales
from quickscan.domain.knowledge import Knowledge
from quickscan.files.references.knowledge import evidence_misfits
from quickscan.files.references.misfit import Misfit, twice, unknown


def calibration_misfits(calibration: DeckCalibration, knowledge: Knowledge) -> Iterator[Misfit]:
    """Everything in a deck calibration that does not fit: every cause needs exactly one gate."""
    gates = list(enumerate(calibration.gates))
    channels = [channel.id for channel in knowledge.channels]
    yield from twice(((("gates", number, "cause"), gate.cause) for number, gate in gates), "gate of the cause")
    for cause in knowledge.cause_ids:
        if all(gate.cause != cause for _, gate in gates):
            yield Misfit(("gates",), f"the cause '{cause}' has no gate", "add one", "gates")
    for number, gate in gates:
        yield from unknown(("gates", number, "cause"), "cause", gate.cause, knowledge.cause_ids)
        yield from twice(((("gates", number, "places", n), place) for n, place in enumerate(gate.places)), "place")
        for channel in gate.channel_weights:
            yield from unknown(("gates", number, "channel_weights", channel), "channel", channel, channels)
    known = [evidence.id for evidence in knowledge.evidence]
    yield from evidence_misfits(("provenance",), calibration.provenance, known)


def evidence_calibration_misfits(calibration: EvidenceCalibration, knowledge: Knowledge) -> Iterator[Misfit]:
    """Everything in an evidence calibration that does not fit."""
    channels = [channel.id for channel in knowledge.channels]
    for channel in calibration.channel_weights:
        yield from unknown(("channel_weights", channel), "channel", channel, channels)
    for cause in calibration.scales:
        yield from unknown(("scales", cause), "cause", cause, knowledge.cause_ids)
    for number, cause in enumerate(calibration.left_uncapped):
        yield from unknown(("left_uncapped", number), "cause", cause, knowledge.cause_ids)
    yield from twice(((("left_uncapped", number), cause) for number, cause in enumerate(calibration.left_uncapped)), "cause")
    yield from evidence_misfits(("provenance",), calibration.provenance, [evidence.id for evidence in knowledge.evidence])


def scales_misfits(scales: MechanismScales, knowledge: Knowledge, processes: Collection[str]) -> Iterator[Misfit]:
    """Everything in scales that does not fit: every cause has exactly one mechanism, and the process exists."""
    yield from unknown(("process",), "lead process", scales.process, processes)
    mechanisms = list(enumerate(scales.mechanisms))
    yield from twice(((("mechanisms", number, "cause"), entry.cause) for number, entry in mechanisms), "mechanism of the cause")
    for number, entry in mechanisms:
        yield from unknown(("mechanisms", number, "cause"), "cause", entry.cause, knowledge.cause_ids)
    for cause in knowledge.cause_ids:
        if all(entry.cause != cause for _, entry in mechanisms):
            yield Misfit(
                ("mechanisms",), f"the cause '{cause}' has no mechanism", "run `quickscan calibrate` again", "mechanisms"
            )
