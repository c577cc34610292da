"""The checklist of documents in one engagement: what is known of each, and what changes when something is typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from quickscan.domain.documents import DocumentState, DocumentStatus
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge

STATUSES: tuple[DocumentStatus, ...] = get_args(DocumentStatus)


@dataclass(frozen=True)
class Progress:
    """How far the checklist is."""

    received: int
    """Documents that are there."""
    requested: int
    """Documents that were asked for and are not there."""
    not_available: int
    """Documents that the client does not have."""
    all: int
    """All documents of the checklist."""

    @property
    def open(self) -> int:
        """Documents that nobody asked for yet."""
        return self.all - self.received - self.requested - self.not_available


def state_of(engagement: Engagement, document: str) -> DocumentState:
    """What became of a document; open where nothing was said."""
    return next((one for one in engagement.documents if one.document == document), DocumentState(document=document))


def progress(engagement: Engagement, knowledge: Knowledge) -> Progress:
    """How many documents of the checklist are how far."""
    states = [state_of(engagement, kind.id).state for kind in knowledge.documents]
    return Progress(states.count("received"), states.count("requested"), states.count("not_available"), len(states))


def with_change(engagement: Engagement, document: str, change: Mapping[str, Any], today: date) -> Engagement:
    """The engagement with some fields of a document's state changed; the others stay as they are.

    A state chosen without a day gets today's, and one taken back loses it. What says nothing any more is not kept.
    """
    before = state_of(engagement, document)
    dated = dict(change)
    if "state" in change and "on" not in change:
        dated["on"] = None if change["state"] == "open" else today if before.state != change["state"] else before.on
    after = DocumentState.model_validate(before.model_dump() | dated)
    others = [one for one in engagement.documents if one.document != document]
    place = next((n for n, one in enumerate(engagement.documents) if one.document == document), len(others))
    kept = others if after.says_nothing else [*others[:place], after, *others[place:]]
    return engagement.model_copy(update={"documents": tuple(kept)})
