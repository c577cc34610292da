"""Where two runs of the same leads differ, field by field, and their fingerprints."""

import hashlib
import io
from collections.abc import Iterable, Mapping

import numpy as np

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.run import run_compiled
from quickscan.simulation.engines import Engine
from quickscan.simulation.leads import Leads
from quickscan.simulation.records import Journeys, LeadRecords, write_records
from quickscan.simulation.settle import settle
from quickscan.simulation.simpy_engine import run_simpy
from quickscan.simulation.streams.deal import Streams, streams_of
from quickscan.simulation.undisturbed import Undisturbed

Columns = Journeys | LeadRecords


def differences(one: Columns, other: Columns) -> dict[str, int]:
    """Field to the number of leads in which it differs at all, also in the last bit of a chance; empty where nothing does."""
    found = {name: _unequal(values, getattr(other, name)) for name, values in _by_name(one).items()}
    return {name: number for name, number in found.items() if number}


def _by_name(columns: Columns) -> Mapping[str, np.ndarray | int]:
    return columns._asdict() if isinstance(columns, Journeys) else vars(columns)


def _unequal(one: np.ndarray | int, other: np.ndarray | int) -> int:
    assert np.shape(one) == np.shape(other)
    return int(np.sum(one != other))


def twin_differences(model: CompiledModel, streams: Streams) -> dict[str, int]:
    """Where the engines differ on these streams."""
    return differences(run_simpy(model, streams), run_compiled(model, streams))


def records_of(engine: Engine, model: CompiledModel, without_causes: CompiledModel, leads: Leads) -> LeadRecords:
    """The records of these leads by one engine."""
    streams, calm = streams_of(model, leads), streams_of(without_causes, leads)
    undisturbed = Undisturbed.of(engine(without_causes, calm)) if model.harm.waiting_costs_sales else None
    return settle(model, streams, engine(model, streams), undisturbed)


def csv_of(model: CompiledModel, records: Iterable[LeadRecords]) -> bytes:
    """The records as they are written to a file."""
    target = io.StringIO()
    write_records(model, records, target)
    return target.getvalue().encode()


def sha256_of(runs: Iterable[Columns]) -> str:
    """The SHA-256 over every field of every lead."""
    whole = hashlib.sha256()
    for run in runs:
        for values in _by_name(run).values():
            whole.update(np.ascontiguousarray(values).tobytes())
    return whole.hexdigest()
