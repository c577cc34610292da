"""The program as installed, in a process of its own, and a browser, for tests and benchmarks."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PATIENCE_SECONDS = 60.0
LOOK_AGAIN_SECONDS = 0.05


@dataclass
class Program:
    """A running `quickscan serve`."""

    process: subprocess.Popen[bytes]
    address: str
    data_folder: Path

    @property
    def port(self) -> int:
        """Where it listens on this machine."""
        return int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        """Ends it from one moment to the next, as when the power fails."""
        self.process.kill()
        self.process.wait(PATIENCE_SECONDS)

    def end(self) -> None:
        """Asks it to end, and waits until it has."""
        self.process.terminate()
        self.process.wait(PATIENCE_SECONDS)


def start(data_folder: Path, port: int | None = None) -> Program:
    """Starts `quickscan serve` on a data folder, at a free port or at the one given, and waits until it answers."""
    chosen = port or _free_port()
    command = [sys.executable, "-m", "quickscan", "serve", "--port", str(chosen), "--data", str(data_folder)]
    program = Program(subprocess.Popen(command), f"http://127.0.0.1:{chosen}", data_folder)
    try:
        _wait_for(program)
    except BaseException:
        program.kill()
        raise
    return program


@contextmanager
def serving(data_folder: Path) -> Iterator[Program]:
    """The program as long as it is needed."""
    program = start(data_folder)
    try:
        yield program
    finally:
        program.end()


def chromium_path() -> str | None:
    """Where the browser is, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium(program: str) -> Iterator[Browser]:
    """A browser as long as it is needed."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _wait_for(program: Program) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while program.process.poll() is None and time.monotonic() < end:
        try:
            with urllib.request.urlopen(program.address, timeout=PATIENCE_SECONDS):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(LOOK_AGAIN_SECONDS)
    raise AssertionError(f"the app did not start on {program.address}")
