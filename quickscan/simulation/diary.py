"""What the reference engine looks up and notes down about each lead: plain lists, which Python reads faster than arrays."""

from typing import NamedTuple

import numpy as np

from quickscan.simulation.records import DONE, NONE, OPEN, Journeys
from quickscan.simulation.streams.deal import Streams
from quickscan.simulation.trace import Transition


class Happening(NamedTuple):
    """Something begins or is done on a lead's way."""

    lead: int
    step: str
    transition: Transition
    time_ms: int
    outlet: int
    """The outlet that has it, or NONE."""


class Diary:
    """The streams as lists, and the notes of a run."""

    def __init__(self, streams: Streams, happened: list[Happening] | None = None) -> None:
        self.happened = happened
        self._read(streams)
        leads = len(self.created_ms)
        self.interest_ms = list(self.created_ms)
        self.ended = [OPEN] * leads
        self.end_ms, self.response_ms, self.dealer = ([NONE] * leads for _ in range(3))
        self.attempts, self.call_centre_work_ms, self.seller_work_ms, self.won = ([0] * leads for _ in range(4))
        self.chance = [0.0] * leads

    def _read(self, streams: Streams) -> None:
        fates = streams.fates
        self.created_ms: list[int] = streams.leads.created_ms.tolist()
        self.exit_at: list[int] = fates.exit_at.tolist()
        self.stages_entered: list[int] = fates.stages_entered.tolist()
        self.chance_at_end: list[float] = fates.chance.tolist()
        self.first: list[bool] = streams.first.tolist()
        self.capture_ms: list[int] = streams.capture_ms.tolist()
        self.telephones: list[bool] = streams.telephones.tolist()
        self.caught: list[bool] = streams.caught.tolist()
        self.gone: list[bool] = streams.gone.tolist()
        self.call_again_ms: list[int] = streams.call_again_ms.tolist()
        self.handling_ms: list[int] = streams.handling_ms.tolist()
        self.handling_again_ms: list[int] = streams.handling_again_ms.tolist()
        self.ripening_ms: list[int] = streams.ripening_ms.tolist()
        self.transfer_ms: list[int] = streams.transfer_ms.tolist()
        self.orphan_ms: list[int] = streams.orphan_ms.tolist()
        self.assignment_ms: list[int] = streams.assignment_ms.tolist()
        self.outlet: list[int] = streams.outlet.tolist()
        self.wrong_outlet: list[int] = streams.wrong_outlet.tolist()
        self.correction_ms: list[int] = streams.correction_ms.tolist()
        self.stuck_ms: list[int] = streams.stuck_ms.tolist()
        self.reaction_ms: list[list[int]] = streams.reaction_ms.tolist()
        self.ignored: list[list[float]] = streams.ignored.tolist()
        self.attempts_planned: list[list[int]] = streams.attempts.tolist()
        self.reached_at: list[list[int]] = streams.reached_at.tolist()
        self.contact_ms: list[list[int]] = streams.contact_ms.tolist()
        self.recycled_ms: list[int] = streams.recycled_ms.tolist()
        self.stage_work_ms: list[list[int]] = streams.stage_work_ms.tolist()
        self.stage_ms: list[list[int]] = streams.stage_ms.tolist()
        self.buys: list[float] = streams.buys.tolist()
        self.child_after_win: list[int] = streams.child_after_win.tolist()
        self.child_after_loss: list[int] = streams.child_after_loss.tolist()
        self.child_ms: list[int] = streams.child_ms.tolist()
        self.pursuits = streams.attempts.shape[1]
        self.attempts_a_pursuit = streams.contact_ms.shape[1] // self.pursuits

    def happens(self, lead: int, step: str, transition: Transition, now_ms: int) -> None:
        """Something begins or is done on its way; noted only where somebody wants to know."""
        if self.happened is not None:
            self.happened.append(Happening(lead, step, transition, now_ms, self.dealer[lead]))

    def note_response(self, lead: int, begins_ms: int) -> None:
        """A seller begins with an attempt: the first one is the response, whoever takes the lead up again later."""
        if self.response_ms[lead] == NONE:
            self.response_ms[lead] = begins_ms - self.interest_ms[lead]

    def end(self, lead: int, how: int, now_ms: int) -> int:
        """Its way ends. Tells the lead that follows from it, or NOBODY."""
        self.ended[lead], self.end_ms[lead] = how, now_ms
        self.won[lead] = int(how == DONE and self.buys[lead] < self.chance[lead])
        return (self.child_after_win if self.won[lead] else self.child_after_loss)[lead]

    def comes_in(self, lead: int, now_ms: int) -> None:
        """A lead that the process made comes in."""
        self.created_ms[lead] = self.interest_ms[lead] = now_ms

    def journeys(self) -> Journeys:
        """All notes as arrays."""

        return Journeys(
            ended=np.array(self.ended, dtype=np.int8),
            created_ms=np.array(self.created_ms, dtype=np.int64),
            end_ms=np.array(self.end_ms, dtype=np.int64),
            response_ms=np.array(self.response_ms, dtype=np.int64),
            dealer=np.array(self.dealer, dtype=np.int64),
            attempts=np.array(self.attempts, dtype=np.int64),
            call_centre_work_ms=np.array(self.call_centre_work_ms, dtype=np.int64),
            seller_work_ms=np.array(self.seller_work_ms, dtype=np.int64),
            chance=np.array(self.chance, dtype=np.float64),
            won=np.array(self.won, dtype=np.int8),
        )
