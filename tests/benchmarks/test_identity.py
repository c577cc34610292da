"""What the benchmarks compare is the same: lead for lead against C by hand, by numbers against plain SimPy."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import deal_streams
from tests.benchmarks import simplified


def test_the_hand_written_twin_in_c_ends_every_lead_at_the_same_millisecond(tmp_path: Path) -> None:
    twin = simplified.c_twin(tmp_path)
    if twin is None:
        pytest.skip("no C compiler here; any cc on the path does")
    model = simplified.model()
    for replication in range(3):
        streams = deal_streams(model, 8, replication)
        ends, attempts = twin(model, streams)
        for name, engine in ENGINES.items():
            journeys = engine(model, streams)
            assert np.array_equal(ends, journeys.end_ms), name
            assert np.array_equal(attempts, journeys.attempts), name


def test_plain_simpy_runs_the_same_model() -> None:
    model = simplified.model()
    journeys = ENGINES["compiled"](model, deal_streams(model, 1, 0))
    leads, bought = simplified.plain_simpy()
    table = [[int(journeys.won.sum()), bought], [len(journeys.won) - int(journeys.won.sum()), leads - bought]]
    assert stats.chi2_contingency(table).pvalue > 1e-3
