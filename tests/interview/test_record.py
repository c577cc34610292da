"""A further record follows the newest one; what says the same adds none; what was not seen is named."""

from datetime import UTC, datetime

import pytest

from quickscan.domain.engagement import Answer
from quickscan.interview.record import further

FIRST = Answer(question="follow_up.time", respondent="sales", value=4, note="etwa")


def test_the_first_record_is_number_one() -> None:
    assert further(FIRST.model_copy(update={"revision": 7, "supersedes": 6}), None, 0) == FIRST


def test_a_change_replaces_the_newest_record() -> None:
    changed = further(FIRST.model_copy(update={"value": 6}), FIRST, 1)
    assert changed is not None
    assert (changed.value, changed.revision, changed.supersedes, changed.overlooked) == (6, 2, 1, None)


@pytest.mark.parametrize(
    "change", [{"asked_at": datetime(2026, 3, 2, tzinfo=UTC)}, {"interviewer": "A. Beispiel"}, {"change_reason": "verhört"}, {}]
)
def test_the_same_words_add_nothing(change: dict[str, object]) -> None:
    assert further(FIRST.model_copy(update=change), FIRST, 1) is None
    assert further(FIRST.model_copy(update=change), FIRST, 0) is None


@pytest.mark.parametrize(
    "change", [{"value": 5}, {"note": "genau"}, {"confidence": 3}, {"basis": "measured"}, {"marked_for_review": True}]
)
def test_what_was_not_seen_is_named_and_stays(change: dict[str, object]) -> None:
    theirs = further(FIRST.model_copy(update={"value": 9}), FIRST, 1)
    assert theirs is not None
    mine = further(FIRST.model_copy(update=change), theirs, 1)
    assert mine is not None
    assert (mine.revision, mine.supersedes, mine.overlooked) == (3, 2, 2)
    decided = further(mine.model_copy(update={"note": "geklärt"}), mine, 3)
    assert decided is not None
    assert decided.overlooked is None
