"""The command as somebody types it, in a folder of its own."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commanding import quickscan
from tests.material import ROOT

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command here."""
    monkeypatch.setenv("QUICKSCAN_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return quickscan


@pytest.fixture
def run_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a process of its own, where nothing is loaded or remembered yet."""
    monkeypatch.setenv("QUICKSCAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def apart(*words: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "quickscan", *map(str, words)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    return apart
