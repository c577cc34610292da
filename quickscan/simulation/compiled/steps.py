"""What the next event of a lead means, and the places where its fate may stop it.

The numbers are local to a run; they stand in no result. They are numpy's: for a plain number of Python that a function is called
with, machine code is made for that very number, and making it took longer by half.
"""

from typing import Any

import numpy as np

from quickscan.domain.calibration import GATE_PLACES

_steps: Any = np.arange(17)
_places: Any = np.arange(len(GATE_PLACES))
(
    INQUIRY,
    CALLED_AGAIN,
    CAPTURED,
    QUALIFICATION,
    RIPE,
    QUALIFICATION_AGAIN,
    ASSIGNED,
    ROUTED,
    TAKEN,
    DEADLINE,
    REACTION,
    ATTEMPT,
    NEXT_ATTEMPT,
    STAGE_WORK,
    STAGE_PASSED,
    RECYCLED,
    BORN,
) = _steps

AT_CAPTURE, AT_HAND_OVER_TO_QUALIFICATION, AT_RIPENESS, AT_HAND_OVER_TO_DISTRIBUTION, AT_HAND_OVER_TO_DEALER = (
    _places[GATE_PLACES.index(place)]
    for place in ("capture", "handed_to_qualification", "ripeness", "handed_to_distribution", "handed_to_dealer")
)
AT_ACCEPTANCE, AT_FOLLOW_UP = (_places[GATE_PLACES.index(place)] for place in ("acceptance", "follow_up"))
