"""The simplified model by hand in C has every lead on the same way as our engines, to the millisecond and the last bit."""

from pathlib import Path

import numpy as np
import pytest

from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import deal_streams
from tests.benchmarks.c_twin import c_twin
from tests.benchmarks.simplified import simplified_model

LEADS = 4_000


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
def test_c_twin_agrees_lead_for_lead(engine: str, tmp_path: Path) -> None:
    twin = c_twin(tmp_path)
    if twin is None:
        pytest.skip("there is no C compiler: on Debian apt-get install gcc")
    model = simplified_model(LEADS)
    for replication in range(2):
        streams = deal_streams(model, 8, replication)
        theirs, ours = twin.journeys(model, streams), ENGINES[engine](model, streams)
        differ = [name for name in ours._fields if not np.array_equal(getattr(theirs, name), getattr(ours, name))]
        assert differ == []
        assert 0 < int(ours.won.sum()) < len(ours.won)
