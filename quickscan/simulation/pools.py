"""Where units of work run: in threads, in processes, or on a Dask cluster. A unit is a pure function, so results are the same.

The compiled engine needs no Python lock, so threads are enough for it and cost nothing to start; the reference engine is plain
Python and needs processes.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

from quickscan.domain.problem import ScanError
from quickscan.simulation.memory import keep_freed_memory

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 3
"""Units handed out for each worker at a time: enough to keep it busy, few enough to stop soon."""


@dataclass(frozen=True)
class Pool:
    """Workers that units of work are handed to, a few at a time."""

    executor: Executor | None
    """None where everything runs here, one after the other."""
    workers: int

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Results in the order of the items."""
        if self.executor is None:
            yield from map(function, items)
            return
        waiting: deque[Future[Result]] = deque()
        rest = iter(items)
        try:
            for item in islice(rest, AHEAD * self.workers):
                waiting.append(self.executor.submit(function, item))
            while waiting:
                result = waiting.popleft().result()
                waiting.extend(self.executor.submit(function, item) for item in islice(rest, 1))
                yield result
        finally:
            _cancel(waiting)

    def completed(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[tuple[Item, Result]]:
        """Each item with its result as soon as there is one, in whatever order."""
        if self.executor is None:
            yield from ((item, function(item)) for item in items)
            return
        running: dict[Future[Result], Item] = {}
        rest = iter(items)
        try:
            while True:
                for item in islice(rest, AHEAD * self.workers - len(running)):
                    running[self.executor.submit(function, item)] = item
                if not running:
                    return
                for done in wait(running, return_when=FIRST_COMPLETED).done:
                    yield running.pop(done), done.result()
        finally:
            _cancel(running)


@contextmanager
def workers(engine: str, number: int | None = None) -> Iterator[Pool]:
    """Workers on this machine for an engine: threads for the compiled one, processes for the reference engine."""
    opened = threads(number) if engine == "compiled" else processes(number)
    with opened as pool:
        yield pool


@contextmanager
def threads(number: int | None = None) -> Iterator[Pool]:
    """Threads of this process, by default one for each core."""
    with _opened(ThreadPoolExecutor, number) as pool:
        yield pool


@contextmanager
def processes(number: int | None = None) -> Iterator[Pool]:
    """Processes of this machine, by default one for each core. They leave Ctrl-C to this one and end with it."""

    def make(count: int) -> Executor:
        return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_serve, initargs=(os.getpid(),))

    with _opened(make, number) as pool:
        yield pool


@contextmanager
def cluster(address: str) -> Iterator[Pool]:
    """The workers of a Dask scheduler. A unit whose worker dies is run again elsewhere.

    Raises ScanError where the package is missing, nobody answers at the address, or there is no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ScanError.of(
            "--cluster", "needs a package that is not installed", "install quickscan with its extra: quickscan[cluster]"
        ) from error
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise ScanError.of(
            f"--cluster {address}", "no scheduler answers there", "start one with dask scheduler, and give its address"
        ) from error
    with client:
        number = sum(client.nthreads().values())
        if number == 0:
            raise ScanError.of(f"--cluster {address}", "the scheduler has no workers", f"start some with dask worker {address}")
        executor = client.get_executor(pure=False, retries=3)
        yield Pool(executor, number)


@contextmanager
def _opened(make: Callable[[int], Executor], number: int | None) -> Iterator[Pool]:
    keep_freed_memory()
    count = number or os.cpu_count() or 1
    if count == 1:
        yield Pool(None, 1)
        return
    executor = make(count)
    try:
        yield Pool(executor, count)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _cancel(futures: Iterable[Future[Any]]) -> None:
    for future in futures:
        future.cancel()


def _serve(parent: int) -> None:
    """How a worker process begins: Ctrl-C is the parent's to answer, and a parent that is gone ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_freed_memory()
    from threading import Thread

    Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    from time import sleep

    while os.getppid() == parent:
        sleep(0.5)
    os._exit(1)
