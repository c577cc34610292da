"""The history of an engagement: every answer, ruling and change of its head in one list, newest first, with what was before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from quickscan.domain.engagement import Answer, Engagement, Ruling
from quickscan.domain.trail import Change
from quickscan.interview.record import says_the_same

UNKNOWN_TIME = datetime.min.replace(tzinfo=UTC)
OF_A_PERSON = "respondents."


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did."""

    record: Answer | Ruling | Change
    """What it was."""
    before: Answer | Ruling | None = None
    """The answer or ruling that it replaced; none for the first one. A change says by itself what was before."""
    newest: Answer | None = None
    """For an answer: the newest record of that respondent on that question."""
    overlooked_by: int | None = None
    """For an answer: the revision that was recorded over it without having seen it."""

    @property
    def at(self) -> datetime | None:
        """When, where that is known."""
        return self.record.asked_at if isinstance(self.record, Answer) else self.record.at

    @property
    def by(self) -> str | None:
        """Who, where that is known."""
        return self.record.interviewer if isinstance(self.record, Answer) else self.record.by

    @property
    def question(self) -> str | None:
        """The question it is about; none for a change of the head."""
        return None if isinstance(self.record, Change) else self.record.question

    @property
    def respondent(self) -> str | None:
        """The respondent it is about, if it is about one."""
        if isinstance(self.record, Answer):
            return self.record.respondent
        if isinstance(self.record, Change) and self.record.what.startswith(OF_A_PERSON):
            return self.record.what.split(".")[1]
        return None

    @property
    def restorable(self) -> bool:
        """Whether it is an answer that does not count any more and says something else than the one that does."""
        return isinstance(self.record, Answer) and self.newest is not None and not says_the_same(self.record, self.newest)


@dataclass(frozen=True)
class Wanted:
    """What to show of a history; nothing given means all."""

    question: str | None = None
    """Only what is about this question."""
    respondent: str | None = None
    """Only what is about this respondent."""
    by: str | None = None
    """Only what this person did."""

    def includes(self, entry: Entry) -> bool:
        """Whether an entry is to be shown."""
        return (
            (not self.question or entry.question == self.question)
            and (not self.respondent or entry.respondent == self.respondent)
            and (not self.by or entry.by == self.by)
        )


def history(engagement: Engagement, changes: Sequence[Change]) -> list[Entry]:
    """All that happened, the newest first; what has no time comes last, in the order of the file from its end."""
    entries = [*(Entry(change) for change in changes), *_answers(engagement), *_rulings(engagement)]
    entries.reverse()
    return sorted(entries, key=lambda entry: entry.at or UNKNOWN_TIME, reverse=True)


def people(entries: Sequence[Entry]) -> list[str]:
    """Everybody who did something, by name."""
    return sorted({entry.by for entry in entries if entry.by})


def restored(old: Answer, reason: str, *, now: datetime, by: str | None) -> Answer:
    """An old answer as it is to be recorded again."""
    return old.model_copy(update={"asked_at": now, "interviewer": by, "change_reason": reason, "overlooked": None})


def _answers(engagement: Engagement) -> Iterator[Entry]:
    newest = {(answer.question, answer.respondent): answer for answer in engagement.current_answers()}
    records = {(answer.question, answer.respondent, answer.revision): answer for answer in engagement.answers}
    overlooked = {(a.question, a.respondent, a.overlooked): a.revision for a in engagement.answers if a.overlooked}
    for answer in engagement.answers:
        key = (answer.question, answer.respondent)
        yield Entry(
            answer,
            before=records.get((*key, answer.supersedes or 0)),
            newest=newest[key],
            overlooked_by=overlooked.get((*key, answer.revision)),
        )


def _rulings(engagement: Engagement) -> Iterator[Entry]:
    last: dict[str, Ruling] = {}
    for ruling in engagement.rulings:
        yield Entry(ruling, before=last.get(ruling.question))
        last[ruling.question] = ruling
