"""What a card of a contradiction showed: a decision then says what others did in the meantime, and decides nothing unseen."""

from dataclasses import dataclass

from quickscan.domain.engagement import Engagement, Ruling


@dataclass(frozen=True)
class Seen:
    """The state of an engagement that a card was drawn from."""

    questionnaire: str
    """The fingerprint of its questionnaire."""
    rulings: int
    """How many decisions there were about the question, also such that were withdrawn."""

    @classmethod
    def of(cls, engagement: Engagement, question: str) -> "Seen":
        """What a card shows of a question now."""
        return cls(engagement.questionnaire.hash, len(_about(engagement, question)))

    def is_of(self, engagement: Engagement) -> bool:
        """Whether an engagement still has the questionnaire that was shown."""
        return self.questionnaire == engagement.questionnaire.hash

    def unseen(self, engagement: Engagement, question: str) -> tuple[Ruling, ...]:
        """The decisions about the question that were not shown, in order."""
        return _about(engagement, question)[self.rulings :]


def _about(engagement: Engagement, question: str) -> tuple[Ruling, ...]:
    return tuple(ruling for ruling in engagement.rulings if ruling.question == question)
