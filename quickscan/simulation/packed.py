"""Numbers that some leads have, kept in little memory from one simulation to the next."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
MOST_IN_32_BITS = np.iinfo(np.uint32).max
"""Milliseconds: seven weeks."""


@dataclass(frozen=True, eq=False)
class Packed:
    """Whole numbers from 0 on of those leads that have one."""

    numbers: NDArray[np.integer]
    """Of these leads only, in half the bits where that is enough."""
    has: NDArray[np.uint8]
    """Which leads have one, eight to a byte."""

    @classmethod
    def of(cls, numbers: NDArray[np.int64], has: Flags) -> "Packed":
        """What some leads have; the numbers of all others are left out."""
        theirs = numbers[has]
        small = theirs.max(initial=0) <= MOST_IN_32_BITS
        return cls(theirs.astype(np.uint32) if small else theirs, np.packbits(has))

    @property
    def bytes(self) -> int:
        """Memory that it holds."""
        return self.numbers.nbytes + self.has.nbytes

    def unpack(self, numbers: NDArray[np.int64], has: Flags) -> None:
        """Put the numbers, and who has one, into columns in which nobody has any."""
        has[:] = np.unpackbits(self.has, count=len(has)).view(np.bool_)
        numbers[has] = self.numbers

    def whole(self, leads: int) -> NDArray[np.int64]:
        """The numbers of so many leads, 0 for those who have none."""
        numbers, has = np.zeros(leads, dtype=np.int64), np.empty(leads, dtype=np.bool_)
        self.unpack(numbers, has)
        return numbers
