"""What a question of the interview guide is answered in on paper: boxes to tick, lines with a unit, tables, room for words."""

from quickscan.domain.base import Text
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.question_parts import NumberField
from quickscan.domain.questionnaire import (
    ChoiceQuestion,
    MatrixQuestion,
    MaturityQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
)
from quickscan.interview.wording import UNITS
from quickscan.report.sheet import BOX, WIDTH, Sheet, row
from quickscan.report.wording import Wording

BOX_WIDTH = 454
LEVEL_WIDTH = 397
MATRIX_ENTRY_WIDTH = 2381
LINE_HEIGHT = 454
"""Room for one line of handwriting: 8 mm."""
LINES_FOR_WORDS = 4


def answer_space(sheet: Sheet, question: Question, questionnaire: Questionnaire, knowledge: Knowledge, wording: Wording) -> None:
    """The room for the answer to a question."""
    if isinstance(question, MaturityQuestion):
        _levels(sheet, questionnaire.levels_of(question), wording)
    elif isinstance(question, ChoiceQuestion):
        _options(sheet, question, wording)
    elif isinstance(question, NumberQuestion):
        _numbers(sheet, question.fields, wording)
    elif isinstance(question, MatrixQuestion):
        _matrix(sheet, question, knowledge, wording)
    else:
        sheet.lines(wording.say("guide_answer"), LINES_FOR_WORDS, LINE_HEIGHT)


def _levels(sheet: Sheet, levels: tuple[Text, ...], wording: Wording) -> None:
    table = sheet.table([BOX_WIDTH, LEVEL_WIDTH, WIDTH - BOX_WIDTH - LEVEL_WIDTH], "Quick-Scan Facts")
    for level, described in enumerate(levels):
        box, number, words = row(table, 0)
        sheet.fill(box, BOX, "Table Text")
        sheet.fill(number, str(level), "Table Head")
        sheet.fill(words, wording.of(described), "Table Text")


def _options(sheet: Sheet, question: ChoiceQuestion, wording: Wording) -> None:
    if question.type == "multiple_choice":
        sheet.paragraph(wording.say("guide_several"), "Small")
    table = sheet.table([BOX_WIDTH, WIDTH - BOX_WIDTH], "Quick-Scan Facts")
    for option in question.options:
        box, words = row(table, 0)
        sheet.fill(box, BOX, "Table Text")
        sheet.fill(words, wording.of(option.text), "Table Text")


def _numbers(sheet: Sheet, fields: tuple[NumberField, ...], wording: Wording) -> None:
    for field in fields:
        label = wording.of(field.label) if field.label is not None else wording.say("guide_answer")
        sheet.entry(label, unit_of(field, wording), "Normal")


def _matrix(sheet: Sheet, question: MatrixQuestion, knowledge: Knowledge, wording: Wording) -> None:
    of_channels = question.rows == "channels"
    rows = [entry.name for entry in (knowledge.channels if of_channels else knowledge.process_steps)]
    head = (
        wording.say("channel" if of_channels else "guide_step"),
        unit_of(question.cell, wording) or wording.say("guide_answer"),
        wording.say("guide_remark"),
    )
    widths = [WIDTH - 2 * MATRIX_ENTRY_WIDTH - 1134, MATRIX_ENTRY_WIDTH, MATRIX_ENTRY_WIDTH + 1134]
    table = sheet.table(widths, "Quick-Scan Table", head)
    sheet.grid(table)
    for name in rows:
        label, *entries = row(table, LINE_HEIGHT)
        sheet.fill(label, wording.of(name), "Table Text")
        for entry in entries:
            sheet.fill(entry, "", "Table Text")


def unit_of(field: NumberField, wording: Wording) -> str:
    """The unit that is written behind a number; nothing for things that are counted."""
    return wording.of(UNITS[field.unit]).replace("{}", "").strip()
