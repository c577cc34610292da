"""Whether a lead process fits the field's knowledge."""

from collections.abc import Iterator

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.provenance import Provenance
from quickscan.files.references.knowledge import evidence_misfits
from quickscan.files.references.misfit import Misfit, twice, unknown
from quickscan.files.yaml_tree import Loc


def process_misfits(process: LeadProcess, knowledge: Knowledge) -> Iterator[Misfit]:
    """Everything in a lead process that does not fit."""
    patterns = [pattern.id for pattern in process.arrival_patterns]
    yield from twice(((("arrival_patterns", number, "id"), name) for number, name in enumerate(patterns)), "arrival pattern")
    channels = [channel.id for channel in knowledge.channels]
    for number, entry in enumerate(process.channels):
        yield from unknown(("channels", number, "channel"), "channel", entry.channel, channels)
        yield from unknown(("channels", number, "pattern"), "arrival pattern", entry.pattern, patterns)
    if not any(entry.leads_per_year for entry in process.channels):
        yield Misfit(("channels",), "no channel has any inquiries", "give leads_per_year above 0", "channels")
    known = [evidence.id for evidence in knowledge.evidence]
    for loc, provenance in _provenances(process):
        yield from evidence_misfits(loc, provenance, known)


def _provenances(process: LeadProcess) -> Iterator[tuple[Loc, Provenance]]:
    yield ("provenance",), process.provenance
    yield ("call_centre", "provenance"), process.call_centre.provenance
    yield ("dealers", "provenance"), process.dealers.provenance
    for number, entry in enumerate(process.channels):
        yield ("channels", number, "provenance"), entry.provenance
