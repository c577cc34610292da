"""What the changes compared last leave to the next one, for who moves one lever after the other and goes on from there."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from quickscan.simulation.shared_leads import Dealt
from quickscan.simulation.undisturbed import Undisturbed

Replication = int


class Recall:
    """What became of the leads without causes, for the processes run last, and the leads as they were dealt last.

    Results are the same with and without it. Safe to share between threads.
    """

    def __init__(self, most: int = 3) -> None:
        """For so many processes; the one asked for longest ago is forgotten."""
        self._most = most
        self._undisturbed: OrderedDict[Hashable, dict[Replication, Undisturbed]] = OrderedDict()
        self._dealt: dict[Replication, Dealt] = {}
        self._lock = Lock()

    def find(self, kind: Hashable, replication: Replication) -> Undisturbed | None:
        """What became of the leads in a replication of a process; none where that is not known (any more)."""
        with self._lock:
            if kind not in self._undisturbed:
                return None
            self._undisturbed.move_to_end(kind)
            return self._undisturbed[kind].get(replication)

    def keep(self, kind: Hashable, replication: Replication, undisturbed: Undisturbed) -> None:
        """Keeps that."""
        with self._lock:
            self._undisturbed.setdefault(kind, {})[replication] = undisturbed
            self._undisturbed.move_to_end(kind)
            while len(self._undisturbed) > self._most:
                self._undisturbed.popitem(last=False)

    def dealt(self, replication: Replication) -> Dealt | None:
        """The leads as they were dealt last in a replication, with the durations made then; none if none were yet."""
        return self._dealt.get(replication)

    def keep_dealt(self, dealt: Dealt) -> None:
        """Keeps these in place of those of the same replication."""
        self._dealt[dealt.leads.replication] = dealt
