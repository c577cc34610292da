"""What is wrong with something a person gave us: always with the place and the remedy.

There are two kinds of failure only. A ScanError is the user's input and is shown without a
traceback; anything else is our own bug and is logged with one.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the user's input, in the same words on the command line, on a page and in a log."""

    where: str
    """The place: "file:line:column" for a file, otherwise the name of the thing."""
    what: str
    """What is wrong, in one sentence without a full stop."""
    remedy: str
    """What to do about it, in one sentence without a full stop."""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}, {self.remedy}"


class ScanError(Exception):
    """The user's input has faults; all those found are listed in `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, where: str, what: str, remedy: str) -> "ScanError":
        """The error for a single fault."""
        return cls([Problem(where, what, remedy)])
