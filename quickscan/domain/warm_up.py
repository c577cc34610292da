"""Whether a simulated year has forgotten how it began."""

from quickscan.domain.base import Noun


class WarmUpCheck(Noun):
    """The days a process needs until waiting is as it goes on being, held against those it is given."""

    given_days: int
    """The warm-up of the process."""
    needed_days: int | None
    """By MSER-5 on whole weeks; none where the year is too short to tell."""
    replications: int
    """Years it was found in."""

    enough: bool
    """Whether the warm-up is as long as it has to be."""
