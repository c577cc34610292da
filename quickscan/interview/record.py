"""A further record of what one respondent answered to one question: it follows the newest one and never writes over it."""

from quickscan.domain.engagement import Answer

OF_THE_RECORD = ("revision", "supersedes", "overlooked", "asked_at", "interviewer", "change_reason")
"""What belongs to the act of recording, not to what was said."""


def further(said: Answer, newest: Answer | None, seen_revision: int) -> Answer | None:
    """What was said, as the record after the newest one; none where it says the same.

    `seen_revision` is the record that whoever answered had before him, 0 for none. Where somebody else recorded another one in
    the meantime both stay, and the new one says which it overlooked. Who looks at both and keeps what stands says so with a
    reason: then the same is recorded again, and nothing is overlooked any more.
    """
    if newest is None:
        return said.model_copy(update={"revision": 1, "supersedes": None, "overlooked": None})
    if says_the_same(said, newest) and not (said.change_reason and newest.overlooked is not None):
        return None
    overlooked = newest.revision if newest.revision > seen_revision else None
    return said.model_copy(update={"revision": newest.revision + 1, "supersedes": newest.revision, "overlooked": overlooked})


def rewritten(said: Answer, typing: Answer) -> Answer:
    """What was said, in place of the record of the same act of typing, which is still being written."""
    kept = {name: getattr(typing, name) for name in ("revision", "supersedes", "overlooked")}
    return said.model_copy(update=kept)


def says_the_same(one: Answer, other: Answer) -> bool:
    """Whether two records differ in nothing but when and by whom they were written down."""
    same = dict.fromkeys(OF_THE_RECORD)
    return one.model_copy(update=same) == other.model_copy(update=same)
