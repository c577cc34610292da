"""How far each lead got, and which cause held it back: told from how an engine says its way ended and where its fate stops it."""

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES
from quickscan.domain.flow import FLOW_STEPS, STEP_BEFORE, FlowStep
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.fates import Fates
from quickscan.simulation.records import CALLER_GONE, DONE, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED, Journeys, LeadRecords
from quickscan.simulation.settle import CAUSES

IntArray = NDArray[np.int64]

_STEP_OF_EXIT = np.array([*(FLOW_STEPS.index(STEP_BEFORE[place]) for place in GATE_PLACES), NONE])


def reach(fates: Fates, journeys: Journeys) -> IntArray:
    """The last step of each lead as an index into FLOW_STEPS; NONE for one that would have followed from another and did not.

    Who reached a seller counts as reached, whether or not he bought: sales are counted by chances. Who was given up by one outlet
    and never taken up by the next was contacted nevertheless. Only leads that wait for sellers where there are none stay open.
    """
    tried = journeys.attempts > 0
    stopped = journeys.ended == STOPPED
    last = np.select(
        [
            stopped,
            journeys.created_ms == NONE,
            journeys.ended == CALLER_GONE,
            (journeys.ended == IGNORED) & ~tried,
            journeys.ended == DONE,
            (journeys.ended == NOT_REACHED) | tried,
            journeys.ended == OPEN,
        ],
        [
            _STEP_OF_EXIT[fates.exit_at],
            NONE,
            _index("came_in"),
            _index("routed"),
            _index("reached"),
            _index("contacted"),
            _index("accepted"),
        ],
    )
    return np.asarray(last, dtype=np.int64)


def held_by(model: CompiledModel, records: LeadRecords, journeys: Journeys, got: IntArray, without: IntArray) -> IntArray:
    """The cause that held each lead back, or NONE where it got as far as it would have without any cause.

    `got` and `without` are its last steps as it is and if no cause struck. Whether it would have bought does not matter.
    """
    cause = records.blamed
    for how, name in CAUSES.items():
        cause = np.where((cause == NONE) & (journeys.ended == how), model.causes.index(name), cause)
    return np.where(without > got, cause, NONE)


def _index(step: FlowStep) -> int:
    return FLOW_STEPS.index(step)
