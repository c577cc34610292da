"""A SimPy clock on which events at the same time fire in the order of (priority, lead), not in the order they were inserted.

With plain SimPy ties no second engine could agree lead for lead, and a change to one channel would reorder the leads of another.
"""

from collections.abc import Generator
from heapq import heappush
from typing import Any

import simpy
from simpy.events import NORMAL, Event, EventPriority
from simpy.resources.resource import PriorityRequest

ORDER_BITS = 64


class OrderedEnvironment(simpy.Environment):
    """SimPy's environment with a defined order of ties. It leans on SimPy's _queue, _eid and _active_proc: simpy>=4.1,<5."""

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0) -> None:
        """Put an event on the queue; the lead is the one whose process is at work, or 0."""
        order = getattr(self._active_proc, "order", 0)
        heappush(self._queue, (self._now + delay, EventPriority((priority << ORDER_BITS) + order), next(self._eid), event))

    def start(self, life: Generator[Event, Any, None], order: int) -> simpy.Process:
        """Start the process of the lead with this rank among ties."""
        process = self.process(life)
        process.order = order  # type: ignore[attr-defined]  # SimPy's processes carry what we hang on them
        return process


class People(simpy.PriorityResource):
    """People who work on one lead at a time; whoever is free again serves the queue before anything else happens."""

    def give_back(self, request: PriorityRequest) -> None:
        """End the work on a lead. SimPy would look at the queue a moment later, when somebody else may have come."""
        self.release(request)
        self._trigger_put(None)
