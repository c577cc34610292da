"""What became of a report that was edited in Word when it was made again: changed by hand, by data, or by both."""

from typing import Literal

from quickscan.domain.base import Noun

EditKind = Literal["both", "hand", "added", "deleted", "unplaced", "data"]
"""both: changed by hand and by data, the words by hand stay; hand: changed by hand; added: typed between what was
generated; deleted: taken out by hand and left out again; unplaced: typed, but its place is gone, so it stands at the end;
data: not touched by hand, printed anew."""
EDIT_KINDS: tuple[EditKind, ...] = ("both", "unplaced", "hand", "added", "deleted", "data")
"""All kinds, what needs a decision first."""


class Edit(Noun):
    """One passage that is no longer what was generated the last time."""

    kind: EditKind
    """Who changed it."""
    place: str
    """The heading above it."""
    tag: str
    """The tag of its content control; empty for what was added by hand."""
    then: str = ""
    """What was generated the last time; empty where nothing was."""
    by_hand: str = ""
    """What stands in the edited file; empty where it was deleted or is no longer there."""
    now: str = ""
    """What is generated now; empty where nothing is."""


class Edits(Noun):
    """All passages that differ, those that need a decision first, then in the order of the report."""

    edits: tuple[Edit, ...] = ()
    """The passages."""

    def of(self, kind: EditKind) -> tuple[Edit, ...]:
        """The passages of one kind."""
        return tuple(edit for edit in self.edits if edit.kind == kind)
