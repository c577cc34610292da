"""Who said what: answers found by question and respondent, with their quotes, and how well a number from them is founded."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from quickscan.domain.base import Noun
from quickscan.domain.engagement import Answer
from quickscan.domain.provenance import Provenance
from quickscan.domain.questionnaire import Question
from quickscan.domain.result import AnswerRef, Consolidated
from quickscan.domain.scan import Scan
from quickscan.report.values import ValueWords
from quickscan.report.wording import OF_ANSWER, OF_PROVENANCE, ORIGINS, Origin, Wording


class Quote(Noun):
    """Somebody's own words."""

    words: str
    """What was said, in quotation marks."""
    who: str
    """Who said it, as a role."""


class Statements:
    """The answers of one scan, ready to be looked up."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan = scan
        self.wording = wording
        self.questionnaire = scan.engagement.questionnaire.definition
        self.values = ValueWords(self.questionnaire, scan.knowledge, wording)
        self.labels = {respondent.id: respondent.label for respondent in scan.engagement.respondents}
        self.questions: dict[str, Question] = {question.id: question for question in self.questionnaire.questions()}
        self.given: dict[str, list[Answer]] = defaultdict(list)
        for answer in scan.engagement.current_answers():
            self.given[answer.question].append(answer)

    def who(self, respondent_id: str) -> str:
        """What to call a respondent in print; never a person's name."""
        return self.labels.get(respondent_id, respondent_id)

    def code(self, question_id: str) -> str:
        """The short code of a question, or its id where the questionnaire does not know it."""
        question = self.questions.get(question_id)
        return question.code if question else question_id

    def title(self, question_id: str) -> str:
        """The title of a question, or its id where the questionnaire does not know it."""
        question = self.questions.get(question_id)
        return self.wording.of(question.title) if question else question_id

    def used(self, item: Consolidated) -> str:
        """The value that counts, and by which rule or whose decision."""
        if item.value is None:
            return self.wording.say("value_unknown")
        value, ruling = self.values.value(self.questions.get(item.question), item.value), item.ruling
        if ruling is None:
            return self.wording.say("value_used", value=value, rule=self.wording.say(f"rule_{item.rule}"))
        if ruling.value is not None:
            return self.wording.say("value_ruled", value=value, reason=ruling.reason)
        rule = self.wording.say(f"rule_{item.rule}")
        return self.wording.say("value_both_stand", value=value, rule=rule, reason=ruling.reason)

    def in_short(self, question_id: str) -> str:
        """The value that counts in one line, with its origin; empty where nobody could state one."""
        item = self.scan.answers.get(question_id)
        if item is None or item.value is None:
            return ""
        words = self.values.value(self.questions.get(question_id), item.value).replace("\n", " · ")
        return words + (self.wording.mark(OF_ANSWER[item.basis]) if item.basis else "")

    def quotes(self, references: Iterable[AnswerRef]) -> tuple[Quote, ...]:
        """The respondents' own words behind a statement, each once."""
        found = [self._answer(reference) for reference in references]
        quotes = [
            Quote(words=self.wording.say("quoted", quote=answer.quote), who=self.who(answer.respondent))
            for answer in found
            if answer and answer.quote
        ]
        return tuple({quote.words: quote for quote in quotes}.values())

    def earlier(self, answer: Answer) -> list[Answer]:
        """What the same respondent said to the same question before, oldest first."""
        same = self._records[_key(answer)]
        return sorted((record for record in same if record.revision < answer.revision), key=lambda record: record.revision)

    @cached_property
    def _records(self) -> dict[tuple[str, str], list[Answer]]:
        """Every record by question and respondent."""
        records: dict[tuple[str, str], list[Answer]] = defaultdict(list)
        for record in self.scan.engagement.answers:
            records[_key(record)].append(record)
        return records

    def origin_of_parameter(self, parameter: str, provenance: Provenance) -> Origin:
        """Where a parameter comes from: the weakest of the answers that set it, otherwise where the default comes from."""
        setters = self.scan.process_notes.get(parameter, ())
        bases = [self.scan.answers[question].basis for question in setters if question in self.scan.answers]
        origins = [OF_ANSWER[basis] for basis in bases if basis is not None]
        return max(origins, key=ORIGINS.index) if origins else OF_PROVENANCE[provenance.basis]

    def _answer(self, reference: AnswerRef) -> Answer | None:
        for answer in self.given.get(reference.question, []):
            if answer.respondent == reference.respondent:
                return answer
        return None


def _key(answer: Answer) -> tuple[str, str]:
    return answer.question, answer.respondent
