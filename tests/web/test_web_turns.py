"""Whose replications run next: the most urgent first, never more than there are workers, and nothing of what was broken off."""

from collections.abc import Iterator
from concurrent.futures import CancelledError
from functools import partial
from threading import Event, Lock

import pytest

from quickscan.simulation.pools import Pool, processes, threads
from quickscan.web.turns import Rank, Turns

LONG = 20.0


@pytest.fixture
def workers() -> Iterator[Pool]:
    with threads(2) as opened:
        yield opened


@pytest.fixture
def turns(workers: Pool) -> Iterator[Turns]:
    opened = Turns(workers)
    yield opened
    opened.close()


@pytest.fixture
def alone() -> Iterator[Turns]:
    """With one worker, so that the order can be seen."""
    with threads(1) as single:
        opened = Turns(single)
        yield opened
        opened.close()


class Held:
    """A unit that keeps a worker until it is let go."""

    def __init__(self, turns: Turns) -> None:
        self._begun, self._on = Event(), Event()
        self._unit = turns.add(Rank.LONG, self._hold)
        assert self._begun.wait(LONG)

    def let_go(self) -> None:
        self._on.set()
        self._unit.result(LONG)

    def _hold(self) -> None:
        self._begun.set()
        assert self._on.wait(LONG)


def test_the_most_urgent_goes_first_and_of_the_same_rank_the_first_one(alone: Turns) -> None:
    held, order = Held(alone), list[str]()
    asked = [
        (Rank.LONG, "tornado"), (Rank.BESIDE, "map"), (Rank.LOOKED_AT, "lever"), (Rank.BESIDE, "guard"),
        (Rank.WAITED_FOR, "move"),
    ]  # fmt: skip
    units = [alone.add(rank, partial(order.append, name)) for rank, name in asked]
    held.let_go()
    for unit in units:
        unit.result(LONG)
    assert order == ["move", "lever", "map", "guard", "tornado"]


def test_results_come_in_the_order_of_the_items(turns: Turns) -> None:
    for rank in Rank:
        assert list(turns.pool(rank).map(lambda number: number * number, range(40))) == [number**2 for number in range(40)]


def test_never_more_run_than_there_are_workers(turns: Turns) -> None:
    running, most, lock = 0, 0, Lock()

    def unit(_: int) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        Event().wait(0.002)
        with lock:
            running -= 1

    list(turns.pool(Rank.LONG).map(unit, range(30)))
    assert most == 2


def test_what_was_broken_off_leaves_nothing_that_runs(alone: Turns) -> None:
    ran, on = list[int](), Event()

    def unit(number: int) -> None:
        ran.append(number)
        assert number == 0 or on.wait(LONG)

    def work() -> None:
        with alone.at(Rank.LOOKED_AT) as pool:
            results = pool.map(unit, range(10))
            next(results)
            raise ValueError("nobody waits for it")

    with pytest.raises(ValueError, match="nobody") as told:  # as long as it is known, the generator does not end by itself
        work()
    on.set()
    alone.add(Rank.LONG, lambda: None).result(LONG)
    assert ran in ([0], [0, 1])
    assert told.value is not None


def test_faults_are_those_of_the_unit_and_the_next_one_runs(turns: Turns) -> None:
    def fails(_: int) -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        list(turns.pool(Rank.LONG).map(fails, [1]))
    assert list(turns.pool(Rank.LONG).map(str, [1, 2, 3])) == ["1", "2", "3"]


def test_a_machine_with_one_core_has_turns_as_well(alone: Turns) -> None:
    assert list(alone.pool(Rank.LONG).map(str, [1, 2, 3])) == ["1", "2", "3"]


def test_processes_have_turns_as_well() -> None:
    with processes(2) as many:
        turns = Turns(many)
        assert list(turns.pool(Rank.LONG).map(abs, range(-20, 0))) == list(range(20, 0, -1))
        turns.close()


def test_nobody_waits_for_workers_that_have_ended() -> None:
    with threads(2) as opened:
        turns = Turns(opened)
    with pytest.raises(RuntimeError):
        turns.add(Rank.LONG, lambda: None).result(LONG)


def test_closing_drops_what_waits(turns: Turns) -> None:
    held = [Held(turns), Held(turns)]
    waits = turns.add(Rank.LOOKED_AT, lambda: None)
    turns.close()
    with pytest.raises(CancelledError):
        waits.result(LONG)
    for one in held:
        one.let_go()
