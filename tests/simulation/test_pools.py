"""Where units run: the same results in the same order everywhere, few handed out at a time, nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from threading import Lock

import pytest

from quickscan.domain.problem import ScanError
from quickscan.simulation import pools
from quickscan.simulation.pools import AHEAD, Pool, cluster, processes, threads, workers

PLACES: dict[str, Callable[[], AbstractContextManager[Pool]]] = {
    "here": lambda: threads(1),
    "threads": lambda: threads(2),
    "processes": lambda: processes(2),
}


def square(number: int) -> int:
    return number * number


def fails_at(limit: int, number: int) -> int:
    if number >= limit:
        raise ValueError(f"{number} is too much")
    return number


@pytest.mark.parametrize("place", list(PLACES))
def test_results_come_in_the_order_of_the_items(place: str) -> None:
    with PLACES[place]() as pool:
        assert list(pool.map(square, range(30))) == [number * number for number in range(30)]
        assert sorted(pool.completed(square, range(30))) == [(number, number * number) for number in range(30)]


@pytest.mark.parametrize("place", ["here", "threads"])
@pytest.mark.parametrize("way", ["map", "completed"])
def test_a_failure_is_passed_on_and_ends_the_rest(place: str, way: str) -> None:
    with PLACES[place]() as pool, pytest.raises(ValueError, match="is too much"):
        list(getattr(pool, way)(partial(fails_at, 5), range(1000)))


def test_only_a_few_units_are_handed_out_ahead() -> None:
    begun, lock = [], Lock()

    def noted(number: int) -> int:
        with lock:
            begun.append(number)
        return number

    with threads(2) as pool:
        results = pool.map(noted, range(10_000))
        assert [next(results) for _ in range(3)] == [0, 1, 2]
        time.sleep(0.1)
        assert len(begun) <= 3 + AHEAD * 2
        results.close()
    assert len(begun) <= 3 + AHEAD * 2


def test_threads_serve_the_compiled_engine_and_processes_the_reference_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    for name in ("threads", "processes"):
        monkeypatch.setattr(pools, name, lambda number=None, name=name: opened.append(name) or threads(1))
    for engine in ("compiled", "simpy"):
        with workers(engine):
            pass
    assert opened == ["threads", "processes"]


ENDLESS = """
import os, signal, sys, time
from quickscan.simulation.pools import processes

signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the tests run in the background, deaf to Ctrl-C

def slow(number):
    time.sleep(0.2)
    return os.getpid()

if __name__ == "__main__":
    with processes(2) as pool:
        for pid in pool.map(slow, range(10_000)):
            print(pid, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ there")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_parent(how: signal.Signals, tmp_path) -> None:
    script = tmp_path / "endless.py"
    script.write_text(ENDLESS, encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as parent:
        assert parent.stdout is not None
        pids = {int(parent.stdout.readline()) for _ in range(6)}
        assert parent.pid not in pids
        parent.send_signal(how)
        parent.wait(timeout=20)
    deadline = time.monotonic() + 15
    while any(_lives(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in pids if _lives(pid)]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_where_nobody_schedules_is_a_sentence() -> None:
    with (
        pytest.raises(ScanError, match="no scheduler answers there, start one with dask scheduler"),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass


def test_a_missing_package_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ScanError, match=r"install quickscan with its extra: quickscan\[cluster\]"), cluster("tcp://127.0.0.1:9"):
        pass
