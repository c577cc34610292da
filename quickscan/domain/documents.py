"""Papers and exports asked of the client beside the interviews, and what became of each of them in one engagement."""

from datetime import date
from typing import Literal

from quickscan.domain.base import Id, Noun, Text, Words
from quickscan.domain.provenance import Provenance

DocumentStatus = Literal["open", "requested", "received", "not_available"]
"""open: not asked for yet; requested: asked for; received: there; not_available: the client does not have it."""


class DocumentKind(Noun):
    """A paper or an export that a Quick-Scan asks for."""

    id: Id
    """The name used in files, such as lead_list."""
    name: Text
    """The name shown."""
    content: Text
    """What has to be in it, so that it can be worked with."""
    roles: tuple[Id, ...]
    """The roles that usually have it."""
    causes: tuple[Id, ...]
    """The causes it tells about."""
    provenance: Provenance
    """Why it is asked for."""


class DocumentState(Noun):
    """What became of one document in one engagement."""

    document: Id
    """The document, an entry of the checklist."""
    state: DocumentStatus = "open"
    """How far it is."""
    on: date | None = None
    """The day of that: when it was requested, received, or said to be missing."""
    note: str | None = None
    """What else there is to say of it."""
    files: tuple[Words, ...] = ()
    """The names of the files received."""

    @property
    def says_nothing(self) -> bool:
        """Whether it is as if it had never been touched."""
        return self == DocumentState(document=self.document)
