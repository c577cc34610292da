"""Work that takes longer than a page may: it runs behind, says how far it is, and stops when nobody waits for it any more."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from quickscan.simulation.replicate import Progress

PATIENCE_SECONDS = 90.0
"""Who has not asked for so long has left the page: a browser lets a page that lies behind others ask once a minute."""
GRACE_SECONDS = 15.0
"""Silence is believed after so long: nobody could ask while the machine slept or stood still."""
AT_ONCE = 64
"""Works at a time. Each mostly waits for its turns at the cores; the long ones must not keep the short ones from beginning."""
MOST_KEPT = 40
"""Works whose end is remembered."""

Work = Callable[[Progress], Any]
"""Does the work and says in between what share of it is done."""


@dataclass(frozen=True)
class Look:
    """How far some work is: a share of it, or its result, or what it failed with."""

    done: bool
    share: float = 0.0
    result: Any = None
    error: BaseException | None = None

    def get(self) -> Any:
        """The result. Raises what the work raised."""
        if self.error is not None:
            raise self.error
        return self.result


@dataclass
class _Job:
    look: Look = field(default_factory=lambda: Look(done=False))
    waiting: dict[str, float] = field(default_factory=dict)
    """Who waits for it, and when they last asked."""
    silent_since: float | None = None
    """When it was seen that all who wait for it are silent."""


class Background:
    """Works by key. Whoever asks for another key waits for the one before no more. Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._jobs: OrderedDict[Hashable, _Job] = OrderedDict()
        self._lock = Lock()
        self._closed = False
        self._executor = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="background")

    def look(self, who: str, key: Hashable, work: Work) -> Look:
        """How far the work of a key is; it is begun where it was not. `who` is a part of a page in one browser."""
        with self._lock:
            for other, job in self._jobs.items():
                if other != key:
                    job.waiting.pop(who, None)
            known = self._jobs.get(key)
            if known is not None and not isinstance(known.look.error, CancelledError):
                known.waiting[who] = self._clock()
                self._jobs.move_to_end(key)
                if known.look.error is not None:
                    del self._jobs[key]  # told once; who asks again tries again
                return replace(known.look)
            job = self._jobs[key] = _Job(waiting={who: self._clock()})
            self._forget()
            begun = replace(job.look)
        self._executor.submit(self._do, job, work)
        return begun

    def close(self) -> None:
        """Ends all works."""
        self._closed = True
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _do(self, job: _Job, work: Work) -> None:
        def progress(share: float) -> None:
            if not self._wanted(job):
                raise CancelledError
            job.look = Look(done=False, share=share)

        try:
            progress(0.0)
            ended = Look(done=True, share=1.0, result=work(progress))
        except BaseException as error:  # noqa: BLE001  # it is told to whoever asks
            ended = Look(done=True, share=1.0, error=error)
        with self._lock:
            job.look = ended

    def _wanted(self, job: _Job) -> bool:
        with self._lock:
            if self._closed or not job.waiting:
                return False
            now = self._clock()
            if any(asked >= now - PATIENCE_SECONDS for asked in job.waiting.values()):
                job.silent_since = None
                return True
            job.silent_since = now if job.silent_since is None else job.silent_since
            return now < job.silent_since + GRACE_SECONDS

    def _forget(self) -> None:
        ended = [key for key, job in self._jobs.items() if job.look.done]
        for key in ended[: max(0, len(self._jobs) - MOST_KEPT)]:
            del self._jobs[key]
