"""Whose replications run next: what somebody looks at goes before what takes long, however long that has been waiting."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from enum import IntEnum
from functools import partial
from heapq import heappop, heappush
from itertools import count
from threading import Lock
from typing import Any

from quickscan.simulation.pools import Pool


class Rank(IntEnum):
    """What goes first; of the same rank, what was handed out first."""

    WAITED_FOR = 0
    """Somebody has moved a lever, or sits before a page that has nothing to show yet."""
    LOOKED_AT = 1
    """A part of a page that takes some seconds, and is looked at first."""
    BESIDE = 2
    """It stands beside what somebody looks at."""
    LONG = 3
    """It takes so long that nobody sits and waits for it."""


class Turns:
    """One queue before the workers, which are handed no more units than they can run. Safe to share between threads."""

    def __init__(self, workers: Pool) -> None:
        self._workers = workers.workers
        self._executor = workers.executor or ThreadPoolExecutor(1, thread_name_prefix="turns")
        self._is_own = workers.executor is None  # where there is a single core
        self._waiting: list[tuple[int, int, Future[Any], Callable[[], Any]]] = []
        self._numbers = count()
        self._running = 0
        self._lock = Lock()

    def pool(self, rank: Rank) -> Pool:
        """Workers for units of a rank."""
        return Pool(_Ranked(self, rank), self._workers)

    @contextmanager
    def at(self, rank: Rank) -> Iterator[Pool]:
        """The same for one work: what it leaves waiting is dropped in the end, also where it was broken off."""
        ranked = _Ranked(self, rank)
        try:
            yield Pool(ranked, self._workers)
        finally:
            ranked.drop()

    def add(self, rank: Rank, call: Callable[[], Any]) -> "Future[Any]":
        """The result of a call, once it had its turn."""
        result: Future[Any] = Future()
        with self._lock:
            heappush(self._waiting, (rank, next(self._numbers), result, call))
        self._go_on()
        return result

    def close(self) -> None:
        """Drops what waits."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for _, _, result, _ in waiting:
            result.cancel()
        if self._is_own:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _go_on(self) -> None:
        while (due := self._next()) is not None:
            result, call = due
            try:
                self._executor.submit(call).add_done_callback(partial(self._ended, result))
            except RuntimeError as error:  # the workers have ended
                self._leave()
                result.set_exception(error)

    def _next(self) -> "tuple[Future[Any], Callable[[], Any]] | None":
        with self._lock:
            while self._running < self._workers and self._waiting:
                _, _, result, call = heappop(self._waiting)
                if result.set_running_or_notify_cancel():
                    self._running += 1
                    return result, call
        return None

    def _ended(self, result: "Future[Any]", ran: "Future[Any]") -> None:
        self._leave()
        self._go_on()
        error = CancelledError() if ran.cancelled() else ran.exception()
        if error is not None:
            result.set_exception(error)
        else:
            result.set_result(ran.result())

    def _leave(self) -> None:
        with self._lock:
            self._running -= 1


class _Ranked(Executor):
    """The units of one rank; it remembers those that wait."""

    def __init__(self, turns: Turns, rank: Rank) -> None:
        self._turns = turns
        self._rank = rank
        self._handed: set[Future[Any]] = set()

    def submit(self, function: Callable[..., Any], /, *args: Any, **named: Any) -> "Future[Any]":
        handed = self._turns.add(self._rank, partial(function, *args, **named))
        self._handed.add(handed)
        handed.add_done_callback(self._handed.discard)
        return handed

    def drop(self) -> None:
        """Whatever has not begun never will."""
        for handed in tuple(self._handed):
            handed.cancel()
