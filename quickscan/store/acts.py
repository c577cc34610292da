"""Acts of typing, by which a figure typed after another belongs to the same record, and what comes late undoes nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """Where an answer comes from. Its name is "page.number.turn", as the page makes it up."""

    page: str
    """The page on which it happens, from its opening to its closing."""
    number: str
    """Which of the acts of that page; nothing for an act that is over."""
    turn: int
    """Counts everything the page sends, so that what comes late is known to be late; 0 where that is not counted."""

    @classmethod
    def named(cls, name: str | None) -> "Act | None":
        """The act of a name; none where there is no name."""
        if name is None:
            return None
        page, number, turn = [*name.split("."), "", ""][:3]
        return cls(page, number, int(turn) if turn.isdecimal() else 0)

    @property
    def name(self) -> str:
        """Its name, as it is kept."""
        return f"{self.page}.{self.number}.{self.turn}"

    @property
    def over(self) -> "Act":
        """The same act when it goes on no more."""
        return Act(self.page, "", self.turn)

    def goes_on_with(self, other: "Act | None") -> bool:
        """Whether the other one is the same act, still going on."""
        return other is not None and self.number != "" and (self.page, self.number) == (other.page, other.number)

    def shares_page_with(self, other: "Act | None") -> bool:
        """Whether both happen on one page."""
        return other is not None and self.page == other.page

    def comes_before(self, other: "Act | None") -> bool:
        """Whether the page sent it before the other one, and it came later all the same."""
        return self.shares_page_with(other) and other is not None and 0 < self.turn < other.turn
