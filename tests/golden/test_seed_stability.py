"""The same seed gives the same leads in every version: a published figure can be computed again."""

import json

import pytest

from quickscan.simulation.engines import ENGINES
from tests.golden.make import FILE, results


@pytest.mark.parametrize("engine", list(ENGINES))
def test_the_pinned_seed_gives_the_pinned_records_and_figures(engine: str) -> None:
    golden = json.loads(FILE.read_text("utf-8"))
    found = results(golden["given"], engine)
    for calibration, expected in golden["expected"].items():
        assert found[calibration]["sha256_of_records"] == expected["sha256_of_records"]
        for figures, pinned in zip(found[calibration]["figures"], expected["figures"], strict=True):
            assert figures == pytest.approx(pinned, rel=1e-12)
