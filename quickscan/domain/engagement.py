"""An engagement: the client, the people interviewed, and every answer they gave, in one portable file."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictFloat, StrictInt, StrictStr, StringConstraints, model_validator

from quickscan.domain.base import Id, Language, Noun, QuestionId, Words
from quickscan.domain.choices import ProgrammeChoices
from quickscan.domain.documents import DocumentState
from quickscan.domain.questionnaire import Questionnaire
from quickscan.domain.scenario import OwnScenario

Status = Literal["answered", "dont_know", "refused", "not_applicable", "not_asked", "deferred"]
"""What became of a question; kept apart from the value, so that "unknown" is never a number."""

AnswerBasis = Literal["told", "documented", "observed", "measured"]
"""told: somebody said so; documented: a document says so; observed: seen on site; measured: counted in data."""

Confidence = Literal[1, 2, 3]
"""1 unsure, 2 plausible, 3 sure."""

Scalar = StrictInt | StrictFloat | StrictStr
Value = Scalar | tuple[StrictStr, ...] | dict[str, Scalar]
"""A number, level, option or text; several options; or one entry per field, channel or process step."""

EngagementId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=80)]


class Client(Noun):
    """The company that is scanned."""

    name: Words
    """Its name, as printed on the report."""
    industry: Words
    """What it does, in a few words."""
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "DE"
    """Two letters, such as DE."""
    profile: str | None = None
    """What the report says about its business: products, market, sales organisation."""


class Respondent(Noun):
    """Somebody who was interviewed, or a data export that was read."""

    id: Id
    """The name used in answers."""
    label: Words
    """What to call them in the report: the role, not the person."""
    role: Id
    """The role, such as dealer."""
    side: Literal["head_office", "field", "service_provider"]
    """On which side of the process they stand."""
    kind: Literal["person", "data"] = "person"
    """Whether it is a person or a data export."""
    name: str | None = None
    """The person's name, where it may be kept; it is never printed."""


class Answer(Noun):
    """One record of what one respondent answered to one question. Records are only added, never changed."""

    question: QuestionId
    """The question."""
    respondent: Id
    """Who answered."""
    status: Status = "answered"
    """What became of the question."""
    value: Value | None = None
    """The answer, where there is one."""
    reason: str | None = None
    """Why the question does not apply."""
    basis: AnswerBasis = "told"
    """How it is known."""
    confidence: Confidence = 2
    """How sure it is."""
    note: str | None = None
    """What the interviewer noted."""
    quote: str | None = None
    """The respondent's own words."""
    evidence: tuple[str, ...] = ()
    """Names of documents that prove it."""
    interviewer: str | None = None
    """Who asked."""
    asked_at: AwareDatetime | None = None
    """When it was asked, with time zone."""
    revision: Annotated[int, Field(ge=1)] = 1
    """1 for the first record of this respondent on this question, then counting up."""
    supersedes: int | None = None
    """The revision it replaces."""
    overlooked: int | None = None
    """The revision that somebody else recorded in the meantime, unseen; both stand until somebody decides."""
    change_reason: str | None = None
    """Why it was changed."""
    marked_for_review: bool = False
    """Whether somebody wants to look at it again."""

    @model_validator(mode="after")
    def _value_only_when_answered(self) -> "Answer":
        if self.status == "answered" and self.value is None:
            raise ValueError("an answered question has no value; give the value or another status such as dont_know")
        if self.status != "answered" and self.value is not None:
            raise ValueError(f"a question with status {self.status} has a value; remove the value or set status: answered")
        if self.status == "not_applicable" and not self.reason:
            raise ValueError("status not_applicable has no reason; say in reason why the question does not apply")
        if self.revision > 1 and self.supersedes is None:
            raise ValueError(f"revision {self.revision} does not say what it replaces; add supersedes: {self.revision - 1}")
        return self


def newest_records(answers: Iterable[Answer]) -> dict[tuple[str, str], Answer]:
    """The newest record by question and respondent, in the order first given."""
    newest: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        key = (answer.question, answer.respondent)
        if key not in newest or answer.revision >= newest[key].revision:
            newest[key] = answer
    return newest


Decision = Literal["overruled", "both_stand", "withdrawn"]
"""overruled: another value counts; both_stand: agreed to disagree, the range of what was said is doubt; withdrawn: as before."""


class Ruling(Noun):
    """What somebody decided about a question on which answers differ. Records are only added; the newest of a question counts."""

    question: QuestionId
    """The question."""
    decision: Decision = "overruled"
    """What was decided."""
    value: Value | None = None
    """The value that counts, where another one does."""
    reason: Words
    """Why."""
    by: str | None = None
    """Who decided."""
    at: AwareDatetime | None = None
    """When, with time zone."""

    @model_validator(mode="after")
    def _value_only_when_overruled(self) -> "Ruling":
        if self.decision == "overruled" and self.value is None:
            raise ValueError("a ruling has no value; give the value that counts, or another decision such as both_stand")
        if self.decision != "overruled" and self.value is not None:
            raise ValueError(f"a ruling with decision {self.decision} has a value; remove the value or set decision: overruled")
        return self


class QuestionnaireCopy(Noun):
    """The questionnaire as it was when the engagement began, so that later versions cannot break its answers."""

    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The fingerprint of the definition: it shows whether the copy was edited."""
    definition: Questionnaire
    """The whole definition."""

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "QuestionnaireCopy":
        """A copy with its fingerprint."""
        return cls(hash=questionnaire.fingerprint(), definition=questionnaire)


class EarlierQuestionnaire(Noun):
    """A questionnaire that an engagement had before it moved to another one."""

    id: Id
    """Its name."""
    version: Words
    """Its version, such as "1.0"."""
    hash: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """The fingerprint of its definition."""
    records: Annotated[int, Field(ge=0)]
    """How many answer records there were when it was left: they need not fit the questionnaire of today."""
    rulings: Annotated[int, Field(ge=0)] = 0
    """How many rulings there were; the same holds for them."""
    renamed: dict[QuestionId, QuestionId] = Field(default_factory=dict)
    """Questions whose answers got another name when it was left: the name in it, and the name since."""
    left_at: AwareDatetime | None = None
    """When it was left, with time zone."""
    left_by: str | None = None
    """Who moved the engagement."""


class Engagement(Noun):
    """One Quick-Scan at one client."""

    format: Literal[1] = 1
    """The version of this file format."""
    id: EngagementId
    """The name used in commands and addresses."""
    title: Words
    """What the assignment is called."""
    client: Client
    """The client."""
    language: Language = "de"
    """The language of the report."""
    process: Id = "car_dealers"
    """The lead process it starts from, a file in the folder simulations."""
    started_on: date | None = None
    """The day it began."""
    consultants: tuple[str, ...] = ()
    """Who does the scan, by name."""
    respondents: tuple[Respondent, ...] = ()
    """Who was interviewed."""
    answers: tuple[Answer, ...] = ()
    """All answer records, in the order they were given."""
    rulings: tuple[Ruling, ...] = ()
    """What was decided where answers differ, in the order decided."""
    documents: tuple[DocumentState, ...] = ()
    """What became of the documents of the checklist; those not listed are open."""
    questionnaire: QuestionnaireCopy
    """The questions asked."""
    earlier_questionnaires: tuple[EarlierQuestionnaire, ...] = ()
    """The questionnaires it had before, in the order they were left."""
    scenarios: tuple[OwnScenario, ...] = ()
    """The client's own scenarios, in the order shown."""
    programme: ProgrammeChoices = ProgrammeChoices()
    """What was decided about measures, limits and terms."""

    def current_answers(self) -> Iterator[Answer]:
        """The newest record of each respondent on each question, in the order first given."""
        return iter(newest_records(self.answers).values())

    def current_rulings(self) -> dict[str, Ruling]:
        """The ruling that counts today by question; a question whose ruling was withdrawn has none."""
        newest = {ruling.question: ruling for ruling in self.rulings}
        return {question: ruling for question, ruling in newest.items() if ruling.decision != "withdrawn"}

    def respondent(self, respondent_id: str) -> Respondent:
        """The respondent of that id. Raises KeyError where there is none."""
        for respondent in self.respondents:
            if respondent.id == respondent_id:
                return respondent
        raise KeyError(respondent_id)
