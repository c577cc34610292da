"""Results that are made once and kept, for whoever asks for them again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any


class Kept:
    """Results by key; beyond the number allowed those asked for longest ago are forgotten. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The result of a key, made where there is none; who asks while it is being made waits for it.

        Raises what making it raises; then nothing is kept.
        """
        with self._lock:
            known = self._results.get(key)
            result = self._results[key] = known or Future()
            self._results.move_to_end(key)
            while len(self._results) > self._most:
                self._results.popitem(last=False)
        if known is None:
            self._make(key, result, make)
        return result.result()

    def has(self, key: Hashable) -> bool:
        """Whether a result is there already, so that nobody waits for it."""
        with self._lock:
            known = self._results.get(key)
        return known is not None and known.done() and known.exception() is None

    def _make(self, key: Hashable, result: "Future[Any]", make: Callable[[], Any]) -> None:
        try:
            result.set_result(make())
        except BaseException as error:
            result.set_exception(error)
            with self._lock:
                if self._results.get(key) is result:
                    del self._results[key]
            raise
