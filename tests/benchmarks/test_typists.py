"""A few people type at once for a moment: all they were told is kept, and it would be seen if it were not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from quickscan.domain.engagement import Answer
from quickscan.store.engagements import Store
from tests.benchmarks.typists import Outcome, faults, type_at_once

Tamper = Callable[[tuple[Answer, ...]], tuple[Answer, ...]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typists")


@pytest.fixture(scope="module")
def outcome(folder: Path) -> Outcome:
    return type_at_once(people=4, seconds=3.0, folder=folder)


def test_nothing_is_lost_and_nothing_mixed_up(outcome: Outcome) -> None:
    assert outcome.faults == []
    assert all(typist.told for typist in outcome.typists)
    assert outcome.in_words().endswith("lost or mixed up: 0")


@pytest.mark.parametrize(
    "tamper",
    [
        lambda answers: answers[:-1],
        lambda answers: answers[1:],
        lambda answers: (*answers[:-1], answers[-1].model_copy(update={"note": "something else"})),
        lambda answers: (*answers[:-1], answers[-1].model_copy(update={"interviewer": "nobody"})),
        lambda answers: (*answers, answers[-1]),
        lambda answers: (*answers, answers[-1].model_copy(update={"revision": answers[-1].revision + 1, "quote": "never said"})),
    ],
    ids=["last gone", "first gone", "other note", "by somebody else", "twice", "never typed"],
)
def test_what_is_lost_or_mixed_up_is_seen(outcome: Outcome, folder: Path, tamper: Tamper) -> None:
    with Store.open(folder) as store:
        kept = store.get("car_maker")
    assert list(faults(outcome.typists, kept)) == []
    assert list(faults(outcome.typists, kept.model_copy(update={"answers": tamper(kept.answers)}))) != []
