"""Questionnaires in the database: every version that was published is kept for ever, beside those shipped with the program.

The versions of a questionnaire are numbered one after the other as they are published; the one shipped has the number 0. A draft
is a questionnaire that was uploaded without faults; publishing makes a version of it, unless somebody else published one unseen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import Questionnaire
from quickscan.store.database import Database
from quickscan.store.tables import EngagementRow, HeadRow, KeptQuestionnaireRow, QuestionnaireDraftRow, QuestionnaireRow

SHIPPED = 0
"""The number of the version that comes with the program."""
DEFINITIONS_IN_MEMORY = 64


@dataclass(frozen=True)
class Published:
    """A version of a questionnaire that engagements can have."""

    questionnaire: Questionnaire
    """Its definition."""
    hash: str
    """The fingerprint of the definition."""
    number: int
    """Counts the published versions of this questionnaire from 1; 0 for the one shipped."""
    source: str
    """The file as it was uploaded."""
    published_at: datetime | None = None
    """When it was published; none where it is shipped."""
    published_by: str | None = None
    """Who published it, where that is known."""
    note: str = ""
    """What was said about it."""

    @property
    def id(self) -> str:
        """The name of the questionnaire."""
        return self.questionnaire.id

    @classmethod
    def shipped(cls, questionnaire: Questionnaire, source: str) -> "Published":
        """The version that comes with the program."""
        return cls(questionnaire, questionnaire.fingerprint(), SHIPPED, source)


@dataclass(frozen=True)
class Draft:
    """A questionnaire without faults that is not published yet."""

    number: int
    """Its number among all drafts there ever were."""
    questionnaire: Questionnaire
    """Its definition."""
    source: str
    """The file as it was uploaded."""
    file_name: str
    """What the file was called."""
    note: str
    """What is to be said about the version."""
    uploaded_at: datetime
    """When it was uploaded."""
    uploaded_by: str | None
    """Who uploaded it, where that is known."""


class Questionnaires:
    """The questionnaires of a database together with those shipped. Safe to share between threads."""

    def __init__(self, database: Database, shipped: Sequence[Published]) -> None:
        self.database, self.shipped = database, tuple(shipped)

    def versions(self) -> tuple[Published, ...]:
        """All versions by the questionnaire's id, the newest of each first."""
        with self.database.reading() as session:
            return self._all(session)

    def choices(self) -> tuple[Published, ...]:
        """What a new engagement can have: the newest version of every questionnaire, in the order shipped, then by id."""
        newest: dict[str, Published] = {}
        for version in self.versions():
            newest.setdefault(version.id, version)
        first = [newest.pop(version.id) for version in self.shipped]
        return (*first, *newest.values())

    def version(self, questionnaire_id: str, number: int) -> Published:
        """One version. Raises ScanError where there is none."""
        for version in self.versions():
            if (version.id, version.number) == (questionnaire_id, number):
                return version
        raise ScanError.of(
            f"{questionnaire_id} {number}",
            "there is no such version of a questionnaire",
            "choose one from the list of questionnaires",
        )

    def newest(self, questionnaire_id: str) -> Published | None:
        """The newest version of a questionnaire; none where it is a new one."""
        return next((version for version in self.versions() if version.id == questionnaire_id), None)

    def uses(self) -> Mapping[str, int]:
        """How many engagements that are not in the bin have a definition, by its fingerprint."""
        fingerprint = func.json_extract(HeadRow.head, "$.questionnaire.hash")
        with self.database.reading() as session:
            those_there = EngagementRow.deleted_at.is_(None)
            rows = session.execute(select(fingerprint, func.count()).join(EngagementRow).where(those_there).group_by(fingerprint))
            return {str(row[0]): int(row[1]) for row in rows}

    def keep(self, questionnaire: Questionnaire, *, now: datetime) -> None:
        """Keeps a definition that an engagement is about to leave, unless it is kept or can be chosen anyway."""
        fingerprint = questionnaire.fingerprint()
        with self.database.writing() as session:
            known = {version.hash for version in self._all(session)}
            if fingerprint not in known and session.get(KeptQuestionnaireRow, fingerprint) is None:
                row = KeptQuestionnaireRow(hash=fingerprint, definition=questionnaire.model_dump_json(), kept_at=now)
                session.add(row)

    def definition(self, fingerprint: str) -> Questionnaire | None:
        """The definition of a fingerprint, whether it is shipped, published or kept; none where it is not known."""
        with self.database.reading() as session:
            for version in self._all(session):
                if version.hash == fingerprint:
                    return version.questionnaire
            kept = session.get(KeptQuestionnaireRow, fingerprint)
            return None if kept is None else _definition(kept.definition)

    def upload(self, questionnaire: Questionnaire, source: str, file_name: str, *, now: datetime, by: str | None) -> int:
        """Keeps a questionnaire as a draft and gives the number of the draft."""
        draft = QuestionnaireDraftRow(
            definition=questionnaire.model_dump_json(),
            source=source,
            file_name=file_name,
            note="",
            uploaded_at=now,
            uploaded_by=by,
        )
        with self.database.writing() as session:
            session.add(draft)
            session.flush()
            return draft.number

    def drafts(self) -> tuple[Draft, ...]:
        """All drafts, the newest first."""
        with self.database.reading() as session:
            newest_first = select(QuestionnaireDraftRow).order_by(QuestionnaireDraftRow.number.desc())
            return tuple(_draft(row) for row in session.scalars(newest_first))

    def draft(self, number: int) -> Draft:
        """One draft. Raises ScanError where it is published or discarded already."""
        with self.database.reading() as session:
            return _draft(_draft_row(session, number))

    def note(self, number: int, note: str) -> None:
        """Keeps what is to be said about a draft. Raises ScanError where it is published or discarded already."""
        with self.database.writing() as session:
            _draft_row(session, number).note = note

    def discard(self, number: int) -> None:
        """Throws a draft away. Raises ScanError where it is published or discarded already."""
        with self.database.writing() as session:
            session.delete(_draft_row(session, number))

    def publish(self, number: int, seen: str | None, note: str, *, now: datetime, by: str | None) -> Published:
        """Makes a draft the newest version of its questionnaire.

        `seen` is the fingerprint of the newest version that whoever publishes compared it with, none where there was none. Raises
        ScanError where somebody else published another one since, where nothing is different, or where there is no such draft.
        """
        with self.database.writing() as session:
            row = _draft_row(session, number)
            draft = _draft(row)
            before = [version for version in self._all(session) if version.id == draft.questionnaire.id]
            _refuse(draft, before, seen)
            last = max((version.number for version in before), default=SHIPPED)
            published = Published(
                draft.questionnaire, draft.questionnaire.fingerprint(), last + 1, draft.source, now, by, note.strip()
            )
            session.add(_row(published, row.definition, now))
            session.delete(row)
            return published

    def _all(self, session: Session) -> tuple[Published, ...]:
        published = [_published(row) for row in session.scalars(select(QuestionnaireRow))]
        return tuple(sorted([*published, *self.shipped], key=lambda version: (version.id, -version.number)))


def _refuse(draft: Draft, before: Sequence[Published], seen: str | None) -> None:
    newest = before[0].hash if before else None
    if draft.questionnaire.fingerprint() in {version.hash for version in before}:
        raise ScanError.of(
            draft.file_name, "a version with exactly these questions is published already", "change something, or discard it"
        )
    if newest != seen:
        raise ScanError.of(
            draft.file_name,
            "somebody else published a version of this questionnaire in the meantime",
            "load the page again, look at the differences to it, and publish then",
        )


def _row(published: Published, definition: str, now: datetime) -> QuestionnaireRow:
    return QuestionnaireRow(
        id=published.id,
        number=published.number,
        hash=published.hash,
        definition=definition,
        source=published.source,
        published_at=now,
        published_by=published.published_by,
        note=published.note,
    )


def _published(row: QuestionnaireRow) -> Published:
    questionnaire = _definition(row.definition)
    return Published(questionnaire, row.hash, row.number, row.source, row.published_at, row.published_by, row.note)


def _draft(row: QuestionnaireDraftRow) -> Draft:
    questionnaire = _definition(row.definition)
    return Draft(row.number, questionnaire, row.source, row.file_name, row.note, row.uploaded_at, row.uploaded_by)


def _draft_row(session: Session, number: int) -> QuestionnaireDraftRow:
    row = session.get(QuestionnaireDraftRow, number)
    if row is None:
        raise ScanError.of(
            str(number),
            "this draft was published or discarded already",
            "look at the list of questionnaires, or upload the file again",
        )
    return row


@lru_cache(DEFINITIONS_IN_MEMORY)
def _definition(text: str) -> Questionnaire:
    """A definition from its words; the same words are read once."""
    try:
        return Questionnaire.model_validate_json(text)
    except ValidationError as error:
        raise ScanError.of(
            "questionnaires",
            "a questionnaire was kept in a form this version cannot read",
            "open it with the version that wrote it",
        ) from error
