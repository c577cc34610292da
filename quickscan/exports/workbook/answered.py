"""The sheets of what was said: the answers that count, every record, contradictions, and parameters with their origin."""

from collections.abc import Iterator, Mapping

from quickscan.domain.engagement import Answer, Scalar, Value
from quickscan.domain.knowledge import Parameter
from quickscan.domain.questionnaire import ChoiceQuestion, MatrixQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.domain.result import Consolidated
from quickscan.domain.scan import Scan
from quickscan.exports.workbook.cells import Cell
from quickscan.exports.workbook.content import Columns, Content, content, yes_or_no
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording


def answers(scan: Scan, wording: Wording) -> Content:
    """What counts for each question that was answered, by question and part."""
    make, teller = Columns(wording), _Teller(scan, wording)
    columns = (
        make.code("code", 9),
        make.text("section", 22),
        make.text("question", 42),
        make.text("part", 20),
        make.text("value", 18),
        make.code("unit", 14),
        make.text("in_words", 46),
        make.text("rule", 22),
        make.code("basis", 12),
        make.code("confidence", 12),
        make.code("contradiction", 13),
        make.figure("answers", "count"),
    )
    rows = [row for item in scan.answers.values() for row in teller.consolidated(item)]
    return content("answers", columns, rows, wording)


def records(scan: Scan, wording: Wording) -> Content:
    """Every answer record in the order given, with who said it as a role; people's names stay out."""
    make, teller = Columns(wording), _Teller(scan, wording)
    columns = (
        make.code("code", 9),
        make.text("question", 42),
        make.text("respondent", 24),
        make.figure("revision", "count", 9),
        make.code("status", 14),
        make.text("part", 20),
        make.text("value", 18),
        make.code("unit", 14),
        make.text("in_words", 40),
        make.code("basis", 12),
        make.code("confidence", 12),
        make.figure("asked_on", "day", 12),
        make.text("quote", 40),
        make.text("note", 40),
        make.text("documents", 24),
        make.text("change_reason", 28),
    )
    rows = [row for answer in scan.engagement.answers for row in teller.record(answer)]
    return content("records", columns, rows, wording)


def contradictions(scan: Scan, wording: Wording) -> Content:
    """What differs between respondents: one row for each of them, with what counts and why."""
    make, statements = Columns(wording), Statements(scan, wording)
    columns = (
        make.code("code", 9),
        make.text("question", 42),
        make.text("respondent", 24),
        make.text("in_words", 40),
        make.code("confidence", 12),
        make.text("counts", 60),
        make.code("decided", 12),
    )
    rows = [
        (
            statements.code(item.question),
            statements.title(item.question),
            statements.who(answer.respondent),
            statements.values.answer(statements.questions.get(item.question), answer),
            wording.say(f"confidence_{answer.confidence}") if answer.status == "answered" else "",
            statements.used(item),
            yes_or_no(item.ruling is not None, wording),
        )
        for item in scan.answers.values()
        if item.contradiction
        for answer in statements.given[item.question]
    ]
    return content("contradictions", columns, rows, wording)


def parameters(scan: Scan, wording: Wording) -> Content:
    """The parameters of the lead process: what answers set them to, their default, and where it comes from."""
    make, statements = Columns(wording), Statements(scan, wording)
    columns = (
        make.code("key", 18),
        make.text("parameter", 40),
        make.text("set_to", 34),
        make.text("set_by", 18),
        make.code("unit", 14),
        make.figure("default", "exact"),
        make.figure("low", "exact"),
        make.figure("high", "exact"),
        make.text("distribution", 30),
        make.text("how_known", 22),
        make.text("source", 50),
        make.code("trust", 12),
        make.text("evidence", 16),
    )
    rows = [_parameter(parameter, scan, statements) for parameter in scan.knowledge.parameters]
    return content("parameters", columns, rows, wording)


def _parameter(parameter: Parameter, scan: Scan, statements: Statements) -> tuple[Cell, ...]:
    say, origin = statements.wording.say, parameter.provenance
    setters = scan.process_notes.get(parameter.id, ())
    found = [scan.answers[question] for question in setters if question in scan.answers]
    words = [statements.values.value(statements.questions.get(one.question), one.value) for one in found if one.value is not None]
    return (
        parameter.id,
        statements.wording.of(parameter.name),
        "\n".join(words),
        ", ".join(statements.code(question) for question in setters),
        _unit(parameter.unit, statements.wording),
        parameter.default,
        parameter.low,
        parameter.high,
        statements.wording.of(parameter.distribution) if parameter.distribution else "",
        say(f"provenance_{origin.basis}"),
        statements.wording.of(origin.source),
        origin.trust or "",
        ", ".join(origin.evidence),
    )


class _Teller:
    """Puts answers into rows, one for each part of a value."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.wording, self.statements = wording, Statements(scan, wording)
        sections = scan.engagement.questionnaire.definition.sections
        self.sections = {question.id: wording.of(part.title) for part in sections for question in part.questions}

    def consolidated(self, item: Consolidated) -> Iterator[tuple[Cell, ...]]:
        question, say = self.statements.questions.get(item.question), self.wording.say
        head = (self.statements.code(item.question), self.sections.get(item.question, ""), self.statements.title(item.question))
        tail = (
            say(f"rule_{item.rule}") if item.rule != "ruled" else say("sheet_ruled"),
            say(f"answer_{item.basis}") if item.basis else "",
            say(f"confidence_{item.confidence}") if item.confidence else "",
            yes_or_no(item.contradiction, self.wording),
            len(item.evidence),
        )
        for part, value, unit, words in self.parts(question, item.value):
            yield (*head, part, value, unit, words, *tail)

    def record(self, answer: Answer) -> Iterator[tuple[Cell, ...]]:
        question, say = self.statements.questions.get(answer.question), self.wording.say
        who = self.statements.who(answer.respondent)
        head = (self.statements.code(answer.question), self.statements.title(answer.question), who, answer.revision)
        answered = answer.status == "answered"
        known = (say(f"answer_{answer.basis}"), say(f"confidence_{answer.confidence}")) if answered else ("", "")
        asked = answer.asked_at.date() if answer.asked_at else None
        remarks = (answer.quote or "", answer.note or "", ", ".join(answer.evidence), answer.change_reason or "")
        for number, (part, value, unit, words) in enumerate(self.parts(question, answer.value)):
            told = words if answered else answer.reason or ""
            said = remarks if number == 0 else ("", "", "", "")
            yield (*head, say(f"status_{answer.status}"), part, value, unit, told, *known, asked, *said)

    def parts(self, question: Question | None, value: Value | None) -> Iterator[tuple[str, Cell, str, str]]:
        """Name, value, unit and words of each part; a number stays one."""
        if value is None:
            yield "", None, "", ""
        elif isinstance(value, dict):
            for key, one in value.items():
                yield self._name(question, key), one, self._unit(question, key), self.words(question, {key: one})
        else:
            shown = "; ".join(value) if isinstance(value, tuple) else value
            yield "", shown, self._unit(question, "value"), self.words(question, value)

    def words(self, question: Question | None, value: Value | Mapping[str, Scalar]) -> str:
        whole = self.statements.values.value(question, dict(value) if isinstance(value, Mapping) else value)
        if isinstance(value, Mapping):  # the name has a column of its own
            name = self._name(question, next(iter(value)))
            return whole.removeprefix(f"{name}: ")
        return whole

    def _name(self, question: Question | None, key: str) -> str:
        if isinstance(question, MatrixQuestion):
            return self.statements.values.rows[question.rows].get(key, key)
        if isinstance(question, NumberQuestion):
            label = next((field.label for field in question.fields if field.id == key), None)
            return self.wording.of(label) if label else ("" if key == "value" else key)
        return key

    def _unit(self, question: Question | None, key: str) -> str:
        if isinstance(question, MaturityQuestion):
            return self.wording.say("unit_name_level")
        if isinstance(question, MatrixQuestion):
            return _unit(question.cell.unit, self.wording)
        if isinstance(question, NumberQuestion):
            fields = {field.id: field.unit for field in question.fields}
            return _unit(fields.get(key, question.fields[0].unit), self.wording)
        return self.wording.say("unit_name_choice") if isinstance(question, ChoiceQuestion) else ""


def _unit(name: str, wording: Wording) -> str:
    return wording.say(f"unit_name_{name}") if wording.knows(f"unit_name_{name}") else name.replace("_", " ")
