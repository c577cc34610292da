"""Event logs opened by a process miner: it must find the cases, ways and times that were written."""

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from quickscan.simulation.trace import DAY_0, ENDINGS, write_trace
from tests.simulation.lead_ways import CAUSE, log

pytestmark = pytest.mark.filterwarnings("ignore:Install the optional requirement `r4pm`:UserWarning")


def read_by_a_process_miner(path: Path) -> pd.DataFrame:
    import pm4py

    if path.suffix != ".csv":
        read: pd.DataFrame = pm4py.read_xes(str(path), show_progress_bar=False)
        return read
    table = pd.read_csv(path)
    formatted: pd.DataFrame = pm4py.format_dataframe(
        table, case_id="case:concept:name", activity_key="concept:name", timestamp_key="time:timestamp"
    )
    return formatted


def paths() -> dict[str, tuple[str, ...]]:
    """The steps of each case, from the events themselves."""
    steps: dict[str, list[str]] = defaultdict(list)
    for told in log():
        steps[told.case_id].append(told.step)
    return {case: tuple(of_case) for case, of_case in steps.items()}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_process_miner_discovers_what_was_written(ending: str, tmp_path: Path) -> None:
    import pm4py

    write_trace(tmp_path / f"log{ending}", log())
    read = read_by_a_process_miner(tmp_path / f"log{ending}")
    ways = paths().values()
    graph, starts, ends = pm4py.discover_dfg(read)
    assert graph == Counter(pair for steps in ways for pair in pairwise(steps))
    assert starts == pm4py.get_start_activities(read) == {"inquiry": 60}
    assert ends == pm4py.get_end_activities(read) == Counter(steps[-1] for steps in ways)
    assert pm4py.get_variants(read) == Counter(ways)
    assert len(pm4py.get_variants(read)) == 4
    assert read["case:concept:name"].nunique() == len(ways) == 60
    assert len(read) == len(log())


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_process_miner_reads_times_and_texts(ending: str, tmp_path: Path) -> None:
    write_trace(tmp_path / f"log{ending}", log())
    read = read_by_a_process_miner(tmp_path / f"log{ending}")
    assert set(read["lifecycle:transition"]) == {"start", "complete"}
    assert set(read["detail"].dropna()) == {CAUSE}
    assert set(read["org:resource"]) == {"outlet 7"}
    since = (read["time:timestamp"] - pd.Timestamp(DAY_0)) // pd.Timedelta(milliseconds=1)
    assert since.tolist() == read["time_ms"].tolist()
    told = Counter((one.case_id, one.step, one.transition, one.time_ms) for one in log())
    columns = (read[name] for name in ("case:concept:name", "concept:name", "lifecycle:transition", "time_ms"))
    assert Counter(zip(*columns, strict=True)) == told
