"""Many people type at once, and nothing is lost: python -m tests.benchmarks.typists [--people 20] [--seconds 120].

They type through the real server, some pairs at the same answer. Each keeps in mind what it was told to be saved; in the end all
of it is looked for in the database. The program ends with 1 where anything is missing or mixed up.
"""

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from quickscan.domain.engagement import Answer, Engagement
from quickscan.interview.record import says_the_same
from quickscan.store.engagements import Store
from tests.benchmarks.answered import example
from tests.benchmarks.typist import Place, Told, Typist
from tests.running import serving

Record = tuple[str, str, int]
"""Respondent, question, and the number of the record."""


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    typists: Sequence[Typist]
    faults: Sequence[str]
    """What was lost or mixed up, a sentence for each."""

    @property
    def told(self) -> list[Told]:
        """All that was told to be saved."""
        return [told for typist in self.typists for told in typist.told]

    @property
    def conflicts(self) -> int:
        """How often somebody was told of somebody else's answer."""
        return sum(told.conflict for told in self.told)

    def in_words(self) -> str:
        """The figures, one a line."""
        seconds = [second for typist in self.typists for second in typist.seconds]
        ends = quantiles(seconds, n=20)
        figures = {
            "people": len(self.typists),
            "told to be saved": len(self.told),
            "requests": len(seconds),
            "refused, as a number half typed": sum(typist.refused for typist in self.typists),
            "sent again": sum(typist.again for typist in self.typists),
            "median / 95th percentile": f"{1000 * ends[9]:.0f} / {1000 * ends[18]:.0f} ms",
            "conflicts, each with both records": self.conflicts,
            "lost or mixed up": len(self.faults),
        }
        return "\n".join([*(f"{what}: {figure}" for what, figure in figures.items()), *self.faults[:20]])


def type_at_once(people: int, seconds: float, folder: Path) -> Outcome:
    """Lets people type for some seconds, and looks for what they were told in the database of the folder."""
    empty = example().model_copy(update={"answers": ()})
    with Store.open(folder) as store:
        store.add(empty, now=datetime.now(UTC))
    with serving(folder) as program, ThreadPoolExecutor(people) as pool:
        end = time.monotonic() + seconds
        typists = list(pool.map(lambda typist: typist.type_until(end), _typists(people, program.port, empty)))
    with Store.open(folder) as store:
        kept = store.get(empty.id)
    return Outcome(typists, list(faults(typists, kept)))


def _typists(people: int, port: int, engagement: Engagement) -> list[Typist]:
    questions = list(engagement.questionnaire.definition.questions())
    places: list[Place] = [(one, question) for question in questions for one in engagement.respondents]
    shared = [places.pop(number * len(places) // people) for number in range((people + 1) // 2)]
    return [
        Typist(number, port, engagement.id, places[number::people], shared[number // 2])  # two of them share a place
        for number in range(people)
    ]


def faults(typists: Sequence[Typist], kept: Engagement) -> Iterable[str]:
    """What of all that was told is missing or mixed up in an engagement, a sentence for each."""
    records = {(answer.respondent, answer.question, answer.revision): answer for answer in kept.answers}
    if len(records) < len(kept.answers):
        yield "two records have one number"
    yield from _lost(typists, records)
    yield from _not_the_last(typists, kept)
    yield from _conflicts_without_both(typists, records)
    yield from _of_nobody(typists, kept.answers)


def _lost(typists: Sequence[Typist], records: dict[Record, Answer]) -> Iterable[str]:
    """What somebody was told last about a record has to stand there."""
    for typist in typists:
        last = {(told.said.respondent, told.said.question, told.revision): told for told in typist.told}
        for name, told in last.items():
            record = records.get(name)
            if record is None or not says_the_same(record, told.said):
                yield f"{told.by} was told of {name}: {_short(told.said)}, but there is {_short(record)}"


def _not_the_last(typists: Sequence[Typist], kept: Engagement) -> Iterable[str]:
    """Where nobody else typed, what was told last is what counts now; it may be marked, as what it hangs on has changed."""
    newest = {(answer.respondent, answer.question): answer for answer in kept.current_answers()}
    for typist in typists:
        own = {(respondent.id, question.id) for respondent, question in typist.own}
        for place, told in {(one.said.respondent, one.said.question): one for one in typist.told}.items():
            if place in own and not _says(newest.get(place), told.said):
                yield f"{told.by} was told of {_short(told.said)} at {place}, but {_short(newest.get(place))} counts"


def _says(record: Answer | None, said: Answer) -> bool:
    return record is not None and says_the_same(record, said.model_copy(update={"marked_for_review": record.marked_for_review}))


def _conflicts_without_both(typists: Sequence[Typist], records: dict[Record, Answer]) -> Iterable[str]:
    for typist in typists:
        for told in (told for told in typist.told if told.conflict):
            record = records.get((told.said.respondent, told.said.question, told.revision))
            other = record and records.get((record.respondent, record.question, record.overlooked or 0))
            if other is None:
                yield f"{told.by} was told of a conflict at {told.said.question}, but there are not both records"


def _of_nobody(typists: Sequence[Typist], records: Iterable[Answer]) -> Iterable[str]:
    """Every record says what its interviewer sent to that question of that respondent; a mark says what anybody sent."""
    sent: dict[tuple[str | None, str, str], list[Answer]] = defaultdict(list)
    for typist in typists:
        for answer in typist.sent:
            for name in (typist.name, None):
                sent[name, answer.respondent, answer.question].append(answer)
    for record in records:
        name = None if record.marked_for_review else record.interviewer
        if not any(_says(record, answer) for answer in sent[name, record.respondent, record.question]):
            yield f"nobody typed {_short(record)} at {record.question} of {record.respondent}"


def _short(answer: Answer | None) -> str:
    return "nothing" if answer is None else f"{answer.status} {answer.value!r:.60} {answer.note or '':.20}"


def main() -> None:
    """Prints the figures. Ends with 1 where anything was lost."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    words.add_argument("--people", type=int, default=20)
    words.add_argument("--seconds", type=float, default=120.0)
    wanted = words.parse_args()
    with TemporaryDirectory() as folder:
        outcome = type_at_once(wanted.people, wanted.seconds, Path(folder))
    print(outcome.in_words())  # noqa: T201  # that is what it is for
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
