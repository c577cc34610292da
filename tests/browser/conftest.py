"""The app as installed, in a process of its own, and a browser that notes every request and every complaint."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.store.engagements import Store
from tests.running import Program, chromium, start

PATIENCE_MS = 60_000.0
"""How long a page may take to show something: tests of many browsers share the machine."""
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def start_program() -> Iterator[Callable[..., Program]]:
    """Starts `quickscan serve` on a data folder, at a port of its own or at the one given."""
    running: list[Program] = []

    def start_one(data_folder: Path, port: int | None = None) -> Program:
        running.append(start(data_folder, port))
        return running[-1]

    yield start_one
    for program in running:
        program.end()


@pytest.fixture(scope="session")
def program(start_program: Callable[[Path], Program], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The app with both shipped examples."""
    folder = tmp_path_factory.mktemp("data")
    with Store.open(folder) as store:
        for name in ("nearly_empty", "car_maker"):
            store.add(read_engagement(shipped_example(name)), now=datetime.now(UTC))
    return start_program(folder)


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    with chromium(chromium_path) as started:
        yield started


@dataclass
class Watch:
    """What pages asked for and complained about."""

    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        asked = urlsplit(request.url)
        if asked.scheme not in ("chrome-extension", "chrome"):  # the browser's own viewer of a PDF is no other host
            self.hosts.add(asked.hostname or "")

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def fail(self, error: str, *, server_may_end: bool) -> None:
        if not (server_may_end and "fetch" in error):  # what was asked of a server that had ended
            self.complaints.append(error)


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a fresh browser. In the end nothing may have gone to another host, and nothing complained."""
    watch = Watch()
    opened: list[BrowserContext] = []

    def open_at(
        address: str,
        width: int = 1366,
        height: int = 850,
        scheme: Literal["light", "dark"] = "light",
        locale: str = "de-DE",
        server_may_end: bool = False,
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale)
        opened.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", watch.note)
        if not server_may_end:  # a browser complains of every answer that does not come
            context.on("console", watch.hear)
        context.on("weberror", lambda error: watch.fail(str(error.error), server_may_end=server_may_end))
        page = context.new_page()
        page.goto(address)
        page.locator("h1").wait_for()
        return page

    yield open_at
    for context in opened:
        context.close()
    assert watch.hosts <= {"127.0.0.1"}
    assert watch.complaints == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the example before its first interview."""
    example = read_engagement(shipped_example("car_maker"))
    with Store.open(tmp_path) as store:
        store.add(example.model_copy(update={"answers": ()}), now=datetime.now(UTC))
    return tmp_path
