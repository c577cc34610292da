"""What all tests share: where the project is, and the outside tools some checks need.

A test that asks for a tool, by marker or by fixture, is skipped where the tool is missing, with the way to get it.
QUICKSCAN_REQUIRE_ALL=1 turns that skip into a failure; the measured lead data are the one exception.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parents[1]
OLIST = ROOT.parent / "shared" / "data" / "olist"
REQUIRE_ALL = os.environ.get("QUICKSCAN_REQUIRE_ALL") == "1"

# The machine may be shared: how long one example takes says nothing about the code.
hypothesis.settings.register_profile("shared-machine", deadline=None, derandomize=REQUIRE_ALL)
hypothesis.settings.load_profile("shared-machine")


@dataclass(frozen=True)
class Tool:
    """Something outside Python that a check needs, where it is, and how to get it."""

    name: str
    found: Path | None
    remedy: str
    optional: bool = False

    def demand(self) -> Path:
        """Where the tool is; skips the test, or fails it where every check is required."""
        if self.found:
            return self.found
        said = f"{self.name} not found. {self.remedy}"
        if REQUIRE_ALL and not self.optional:
            pytest.fail(said, pytrace=False)
        pytest.skip(said)


def _program(*names: str) -> Path | None:
    return next((Path(path) for path in map(shutil.which, names) if path), None)


def _validator() -> Path | None:
    # The binary itself: it needs no node, which only fetched it.
    binaries = (ROOT / ".tools" / "node_modules" / "@xarsh").glob("ooxml-validator-*/ooxml-validator*")
    return next(binaries, None)


TOOLS = {
    "needs_chromium": Tool(
        "Chromium",
        _program("chromium", "chromium-browser", "google-chrome"),
        "The browser tests need it: on Debian apt-get install chromium, elsewhere install Chromium or Chrome.",
    ),
    "needs_libreoffice": Tool(
        "LibreOffice",
        _program("soffice", "libreoffice"),
        "It turns reports into PDF: on Debian apt-get install libreoffice-writer, elsewhere install LibreOffice.",
    ),
    "needs_pdftotext": Tool(
        "pdftotext",
        _program("pdftotext"),
        "It reads the PDF of a report: on Debian apt-get install poppler-utils, elsewhere install poppler.",
    ),
    "needs_ooxml_validator": Tool(
        "The Word validator",
        _validator(),
        "Install Node.js with npm (18 or newer), then run make tools.",
    ),
    "needs_olist": Tool(
        "The measured lead data",
        OLIST if OLIST.is_dir() else None,
        "The folder shared/data/olist beside the project is absent; the checks on real leads are left out.",
        optional=True,
    ),
}


LONG = ("tests/browser/", "tests/test_", "tests/benchmarks/", "tests/report/", "tests/cli/", "tests/theory/")
"""Where long tests stand, the longest first."""


def pytest_configure(config: pytest.Config) -> None:
    for marker, tool in TOOLS.items():
        config.addinivalue_line("markers", f"{marker}: {tool.name} is needed")


def pytest_report_header() -> list[str]:
    return [f"not here: {tool.name}. {tool.remedy}" for tool in TOOLS.values() if not tool.found]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose tests take long come first, so that in the end no worker waits for the last of them."""
    items.sort(key=lambda item: next((rank for rank, part in enumerate(LONG) if part in item.nodeid), len(LONG)))


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers():
        if tool := TOOLS.get(marker.name):
            tool.demand()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def olist_folder() -> Path:
    """The folder with a real company's leads and deals."""
    return TOOLS["needs_olist"].demand()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser's program, as playwright's executable_path takes it."""
    return str(TOOLS["needs_chromium"].demand())


@pytest.fixture(scope="session")
def ooxml_validate() -> Callable[[Path], list[dict[str, Any]]]:
    """Microsoft's own check of a Word or Excel file: every error as description, path, xPath, id, errorType."""
    program = TOOLS["needs_ooxml_validator"].demand()

    def validate(path: Path) -> list[dict[str, Any]]:
        ran = subprocess.run([program, path.resolve()], capture_output=True, text=True, timeout=120, check=False)
        assert ran.returncode in (0, 1), ran.stderr
        errors: list[dict[str, Any]] = json.loads(ran.stdout)["errors"]
        return errors

    return validate


@pytest.fixture
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Turns a document into a PDF by LibreOffice, with a profile of its own, so that tests may run side by side."""
    program = TOOLS["needs_libreoffice"].demand()
    folder = tmp_path_factory.mktemp("pdf")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"

    def convert(path: Path) -> Path:
        command: list[str | Path] = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path.resolve()]
        ran = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        made = folder / f"{path.stem}.pdf"
        assert made.is_file(), f"{ran.stdout}\n{ran.stderr}"
        return made

    return convert
