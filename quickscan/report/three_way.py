"""The rule that tells words by hand from words by data: what was generated, what stands there, what is generated now."""

from typing import Literal

from quickscan.report.reading import comparable

Ruling = Literal["same", "data", "hand", "both"]
"""same: print anew, nothing changed; data: print anew; hand: keep the words by hand; both: keep them, and say what is new."""


def rule(then: str, by_hand: str, now: str, asked: bool = False) -> Ruling:
    """What counts for one passage. `asked`: the question what to do about the data is open since an earlier time."""
    old, typed, new = comparable(then), comparable(by_hand), comparable(now)
    if typed == old:
        return "same" if new == old else "data"
    if typed == new:
        return "same"  # the consultant wrote what the data now say
    return "both" if asked or new != old else "hand"
