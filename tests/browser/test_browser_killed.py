"""The server is killed while somebody types: what was shown as saved is kept, and the rest arrives by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.killed import kill_again_and_again

pytestmark = pytest.mark.needs_chromium


def test_a_server_killed_between_two_keys_loses_nothing(browser: Browser, tmp_path: Path) -> None:
    found = kill_again_and_again(browser, tmp_path, times=3)
    assert found.faults == []
    assert found.rounds == 3
    assert found.shown > 0
