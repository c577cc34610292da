"""The appendix of answers: every question with what counts, what each respondent said, and every note and quote."""

from quickscan.domain.base import Noun
from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import Question
from quickscan.domain.scan import Scan
from quickscan.interview.moving import was_set_aside
from quickscan.report.statements import Statements
from quickscan.report.wording import OF_ANSWER, Wording


class Given(Noun):
    """What one respondent answered."""

    who: str
    """The respondent, as a role."""
    value: str
    """The answer with its origin."""
    basis: str
    """How it is known."""
    confidence: str
    """How sure it is."""
    remarks: tuple[str, ...]
    """Notes, quotes, documents and earlier answers."""


class QuestionAnswers(Noun):
    """A question with its answers."""

    code: str
    """Its short code."""
    title: str
    """The question in a few words."""
    text: str
    """The question as it was read out."""
    used: str
    """The value that counts, and by which rule; empty for a single answer."""
    given: tuple[Given, ...]
    """What each respondent said."""


class AnsweredSection(Noun):
    """The answers of one area."""

    title: str
    """The area."""
    questions: tuple[QuestionAnswers, ...]
    """Its questions with answers."""


class Remark(Noun):
    """What was noted at an answer that takes no part in the results."""

    question: str
    """The question."""
    who: str
    """The respondent, as a role."""
    words: str
    """The note or quote."""


class Answers(Noun):
    """All answers."""

    sections: tuple[AnsweredSection, ...]
    """By area, in the order of the questionnaire."""
    set_aside: str
    """How many answers take no part because their question does not apply, in a sentence; empty where none."""
    set_aside_remarks: tuple[Remark, ...]
    """What was noted at those answers."""


def answers(scan: Scan, statements: Statements, wording: Wording) -> Answers:
    """The appendix of answers of a scan."""
    lister = _Lister(scan, statements, wording)
    sections = []
    for section in scan.engagement.questionnaire.definition.sections:
        listed = [question for question in section.questions if lister.takes_part(question)]
        if listed:
            questions = tuple(lister.question(question) for question in listed)
            sections.append(AnsweredSection(title=wording.of(section.title), questions=questions))
    aside = lister.set_aside()
    return Answers(
        sections=tuple(sections),
        set_aside=wording.counted("answers_set_aside", len(aside)) if aside else "",
        set_aside_remarks=tuple(remark for answer in aside for remark in lister.set_aside_remarks(answer)),
    )


class _Lister:
    """Lists answers question by question."""

    def __init__(self, scan: Scan, statements: Statements, wording: Wording) -> None:
        self.scan, self.statements, self.wording = scan, statements, wording

    def takes_part(self, question: Question) -> bool:
        """Whether the question was answered and applies, or everybody said that it does not."""
        given = self.statements.given.get(question.id, [])
        return bool(given) and (question.id in self.scan.answers or all(answer.status == "not_applicable" for answer in given))

    def question(self, question: Question) -> QuestionAnswers:
        given = self.statements.given[question.id]
        return QuestionAnswers(
            code=question.code,
            title=self.wording.of(question.title),
            text=self.wording.of(question.text),
            used=self._used(question),
            given=tuple(self._given(question, answer) for answer in given),
        )

    def set_aside(self) -> list[Answer]:
        """The answers to questions that do not apply or are not in the questionnaire."""
        known = self.statements.questions
        return [
            answer
            for question, given in self.statements.given.items()
            for answer in given
            if question not in known or not self.takes_part(known[question])
        ]

    def set_aside_remarks(self, answer: Answer) -> list[Remark]:
        title = f"{self.statements.code(answer.question)} {self.statements.title(answer.question)}"
        who = self.statements.who(answer.respondent)
        return [Remark(question=title, who=who, words=words) for words in self._comments(answer)]

    def _used(self, question: Question) -> str:
        item = self.scan.answers.get(question.id)
        if len(self.statements.given[question.id]) == 1 and (item is None or item.ruling is None):
            return ""
        if item is None:
            return self.wording.say("value_unknown")
        words = self.statements.used(item)
        return words.replace("\n", " · ") if isinstance(item.value, dict) else words

    def _given(self, question: Question, answer: Answer) -> Given:
        answered = answer.status == "answered"
        mark = self.wording.mark(OF_ANSWER[answer.basis]) if answered else ""
        return Given(
            who=self.statements.who(answer.respondent),
            value=self._value(question, answer) + mark,
            basis=self.wording.say(f"answer_{answer.basis}") if answered else "",
            confidence=self.wording.say(f"confidence_{answer.confidence}") if answered else "",
            remarks=tuple(self._remarks(question, answer)),
        )

    def _value(self, question: Question, answer: Answer) -> str:
        """A value by channel or step stands in one line, so that the appendix stays short; words stay as they were typed."""
        words = self.statements.values.answer(question, answer)
        return words.replace("\n", " · ") if isinstance(answer.value, dict) else words

    def _remarks(self, question: Question, answer: Answer) -> list[str]:
        say = self.wording.say
        documents = [say("remark_documents", documents=", ".join(answer.evidence))] if answer.evidence else []
        change = [say("remark_change", reason=answer.change_reason)] if answer.change_reason else []
        return self._comments(answer) + documents + change + self._earlier(question, answer)

    def _comments(self, answer: Answer) -> list[str]:
        say = self.wording.say
        quote = [say("remark_quote", quote=answer.quote)] if answer.quote else []
        return quote + ([say("remark_note", note=answer.note)] if answer.note else [])

    def _earlier(self, question: Question, answer: Answer) -> list[str]:
        """What the respondent said before changing the answer, with its comments unless they were kept."""
        lines = []
        for record in self.statements.earlier(answer):
            kept = set(self._comments(answer))
            comments = [words for words in self._comments(record) if words not in kept]
            value = self.statements.values.answer(None if was_set_aside(self.scan.engagement, record) else question, record)
            lines += [self.wording.say("remark_earlier", revision=record.revision, value=value), *comments]
        return lines
