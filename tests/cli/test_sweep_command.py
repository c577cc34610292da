"""Sweeps from the command line: killed, cancelled, resumed; on threads, processes, a real cluster; always the same bytes."""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from quickscan.cli.sweep_store import PART

BASE = (
    "sweep", "car_dealers", "--severity", "poor_follow_up=0.7", "--severity", "media_breaks=0.5",
    "--vary", "unripe_leads=0:1:4", "--vary", "agents=2,4", "--leads", "2500", "--replications", "48",
)  # fmt: skip
HEARS_CTRL_C = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the tests run in the background, deaf to Ctrl-C
runpy.run_module("quickscan", run_name="__main__", alter_sys=True)
"""


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "quickscan", *map(str, words)]


def sweep(target: Path, *words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*BASE, "-o", target, *words), capture_output=True, text=True, timeout=180, check=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of the sweep, run in one thread without a break."""
    target = tmp_path_factory.mktemp("whole") / "sweep.csv"
    ran = sweep(target, "--threads", 1)
    assert ran.returncode == 0, ran.stderr
    assert not target.with_name(target.name + PART).exists()
    return target.read_bytes()


def test_the_file_has_a_row_for_each_point(whole: bytes) -> None:
    rows = list(csv.DictReader(whole.decode().splitlines()))
    assert [(row["set_severity_unripe_leads"], row["set_agents"]) for row in rows][:3] == [
        ("0.0", "2.0"), ("0.0", "4.0"), ("0.3333333333333333", "2.0"),
    ]  # fmt: skip
    assert len(rows) == 8
    won = [float(row["won"]) for row in rows if row["set_agents"] == "4.0"]
    assert won == sorted(won, reverse=True)
    assert float(rows[0]["won_change"]) == pytest.approx(0.0, abs=30)
    assert float(rows[-1]["won_change"]) < -float(rows[-1]["won_change_half_width"]) < 0


@pytest.mark.parametrize("place", [("--threads", 2), ("--processes", 2)])
def test_where_it_runs_changes_no_byte(place: tuple[str, int], whole: bytes, tmp_path: Path) -> None:
    ran = sweep(tmp_path / "sweep.csv", *place)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "sweep.csv").read_bytes() == whole


def _lines(part: Path) -> int:
    try:
        return part.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


@pytest.mark.parametrize(("how", "status"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_what_is_finished_survives_and_is_not_run_again(how: signal.Signals, status: int, whole: bytes, tmp_path: Path) -> None:
    target = tmp_path / "sweep.csv"
    part = target.with_name(target.name + PART)
    words = [sys.executable, "-c", HEARS_CTRL_C, *command(*BASE, "-o", target, "--threads", 1)[3:]]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as running:
        deadline = time.monotonic() + 60
        while _lines(part) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        running.send_signal(how)
        running.wait(timeout=30)
    finished = _lines(part)
    assert running.returncode == status
    assert not target.exists()
    assert finished >= 2
    with part.open("ab") as cut:
        cut.write(b'{"unit": "cut sh')
    resumed = sweep(target, "--threads", 1)
    assert resumed.returncode == 0, resumed.stderr
    assert f"{finished} of 27 units are finished already." in resumed.stderr
    assert target.read_bytes() == whole
    assert not part.exists()


def test_results_of_another_sweep_are_not_taken_up(tmp_path: Path) -> None:
    target = tmp_path / "sweep.csv"
    part = target.with_name(target.name + PART)
    part.write_text(json.dumps({"unit": "0" * 64, "figures": []}) + "\n", encoding="utf-8")
    ran = sweep(target)
    assert ran.returncode == 1
    assert "holds results of another sweep" in ran.stderr
    assert "delete the file to begin anew" in ran.stderr
    assert part.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--threads", 2, "--processes", 2), "more than one of them is given, keep one"),
        (("-o", "sweep.xlsx"), "has an ending for which there is no sweep file, let it end in .csv or .json"),
        (("--vary", "agnts=1:2:2"), "there is no lever agnts, did you mean agents"),
    ],
)
def test_what_cannot_be_swept_is_a_sentence(words: tuple[object, ...], said: str, tmp_path: Path) -> None:
    ran = sweep(tmp_path / "sweep.csv", *words)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


@contextmanager
def dask_cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A real scheduler and two workers on this machine only; ended in any case."""
    address_file = folder / "scheduler.json"
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    folder.mkdir()
    scheduler = [*local, "--port", "0", "--scheduler-file", str(address_file)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", *scheduler],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, text=True,
        )
    ]  # fmt: skip
    try:
        deadline = time.monotonic() + 40
        while not address_file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads(address_file.read_text(encoding="utf-8"))["address"]
        for number in range(2):
            words = [address, *local, "--no-nanny", "--nthreads", "1", "--local-directory", str(folder / f"worker{number}")]
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", "distributed.cli.dask_worker", *words],
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, text=True,
                )
            )  # fmt: skip
        yield address, running[1:]
    finally:
        for process in reversed(running):
            process.kill()
            process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)


def test_a_cluster_that_loses_a_worker_in_the_middle_gives_the_same_bytes(whole: bytes, tmp_path: Path) -> None:
    target = tmp_path / "sweep.csv"
    part = target.with_name(target.name + PART)
    with dask_cluster(tmp_path / "dask") as (address, dask_workers):
        time.sleep(6)
        with subprocess.Popen(command(*BASE, "-o", target, "--cluster", address), stderr=subprocess.PIPE, text=True) as running:
            deadline = time.monotonic() + 90
            while (not part.exists() or part.read_bytes().count(b"\n") < 1) and time.monotonic() < deadline:
                time.sleep(0.01)
            assert running.poll() is None
            dask_workers[0].kill()
            _, said = running.communicate(timeout=120)
        assert running.returncode == 0, said
    assert target.read_bytes() == whole
