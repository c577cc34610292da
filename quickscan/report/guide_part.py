"""The part of the interview guide for one respondent."""

from dataclasses import dataclass

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question
from quickscan.interview.agenda import AgendaQuestion, Sitting, total_minutes
from quickscan.report.guide_fields import LINE_HEIGHT, answer_space
from quickscan.report.sheet import BOX, WIDTH, Sheet, row, write
from quickscan.report.values import ValueWords
from quickscan.report.wording import Wording

QUOTED: dict[Language, str] = {
    "de": "„{}“",
    "en": "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}",
}
NOTE_LINES, NOTE_HEIGHT = 2, 397
MUTED, ACCENT, WARN = "5B6B7B", "0B6E82", "8A5C00"
SMALL_SIZE = 8.0
BASES = ("told", "documented", "observed", "measured")
UNKNOWN = ("dont_know", "refused", "deferred")


@dataclass(frozen=True)
class Part:
    """What is written for one respondent. People's names are not: the paper may lie about."""

    sheet: Sheet
    """The document it is written into."""
    engagement: Engagement
    """The engagement."""
    knowledge: Knowledge
    """What the field knows."""
    sitting: Sitting
    """Who is asked what."""
    wording: Wording
    """The language."""

    def write(self) -> None:
        """Title, running order, and all questions by section."""
        say, sheet = self.wording.say, self.sheet
        kind = say("guide")
        sheet.header(self.engagement.client.name, f"{kind} · {self.sitting.respondent.label}")
        sheet.heading(self.sitting.respondent.label, 1).paragraph_format.space_after = Pt(4)
        sheet.paragraph(f"{kind} · {self.engagement.title}", "Introduction")
        self._facts()
        if not self.sitting.questions:
            sheet.paragraph(say("guide_nothing"), "Callout", keep=False)
            return
        self._running_order()
        for questions in self.sitting.by_section().values():
            self._section(questions)

    def _facts(self) -> None:
        """Who and what at the left, lines for when and by whom at the right."""
        say, people = self.wording.say, self.sitting
        count = self.wording.counted("guide_questions", len(people.questions))
        minutes = self.wording.counted("guide_minutes", self._minutes(people.minutes))
        known = {
            "guide_client": self.engagement.client.name,
            "guide_role": self.wording.of(self.knowledge.role(people.respondent.role).name),
            "guide_scope": f"{count}, {minutes}",
        }
        table = self.sheet.table([1134, 3742, 1701, WIDTH - 1134 - 3742 - 1701], "Quick-Scan Facts")
        for (key, value), blank in zip(known.items(), ("guide_date", "guide_time", "guide_asked_by"), strict=True):
            name, given, ask, _ = cells = row(table, LINE_HEIGHT)
            self.sheet.fill(name, say(key), "Cover Label")
            self.sheet.fill(given, value, "Cover Value")
            self.sheet.fill(ask, say(blank), "Cover Label")
            self.sheet.fill(cells[3], "", "Cover Value")

    def _running_order(self) -> None:
        """How the time is shared out, with room for when each topic begins."""
        say = self.wording.say
        self.sheet.heading(say("guide_plan"), 2)
        head = [say(key) for key in ("guide_area", "guide_number", "guide_minutes_head", "guide_start")]
        table = self.sheet.table([WIDTH - 3 * 1417, 1417, 1417, 1417], "Quick-Scan Table", head)
        sections = list(self.sitting.by_section().values())
        for number, questions in enumerate(sections):
            area, count, minutes, start = row(table, 0)
            section, keep = questions[0].section, number + 1 < len(sections)
            self.sheet.fill(area, f"{section.code}  {self.wording.of(section.title)}", "Table Text", keep)
            self.sheet.fill(count, str(len(questions)), "Table Text", keep)
            self.sheet.fill(minutes, str(self._minutes(total_minutes(one.question for one in questions))), "Table Text", keep)
            self.sheet.fill(start, "", "Table Text", keep)

    def _section(self, questions: tuple[AgendaQuestion, ...]) -> None:
        section = questions[0].section
        self.sheet.heading(f"{section.code}  {self.wording.of(section.title)}", 2)
        self.sheet.paragraph(self.wording.of(section.intro), "Small")
        for one in questions:
            self._question(one)

    def _question(self, one: AgendaQuestion) -> None:
        """All of it stays on one page where it fits."""
        question, say = one.question, self.wording.say
        heading = self.sheet.heading(f"{question.code}  {self.wording.of(question.title)}", 3)
        heading.paragraph_format.space_before = Pt(11)
        _right_edge(heading)
        write(heading, f"\t{self._remarks(question)}", bold=False, size=SMALL_SIZE, colour=MUTED)
        asked = self.sheet.paragraph("", "Normal")
        write(asked, self.wording.of(question.text), size=11)
        if question.probes:
            quoted = [QUOTED[self.wording.language].format(self.wording.of(probe)) for probe in question.probes]
            self._small(say("guide_probe"), " ".join(quoted), italic=True)
        self._given(one)
        answer_space(self.sheet, question, self.engagement.questionnaire.definition, self.knowledge, self.wording)
        self._after(question)
        self.sheet.lines(say("guide_notes"), NOTE_LINES, NOTE_HEIGHT)
        self._known()

    def _remarks(self, question: Question) -> str:
        say = self.wording.say
        parts = [say("guide_compared")] if question.ask_several else []
        parts += [say("guide_optional")] if question.optional else []
        return " · ".join([*parts, say("guide_short_minutes", minutes=self.wording.numbers.plain(question.minutes))])

    def _given(self, one: AgendaQuestion) -> None:
        """What the respondent said before, so that nobody asks as if for the first time."""
        if one.state == "done" and one.answer is not None:
            words = ValueWords(self.engagement.questionnaire.definition, self.knowledge, self.wording)
            self._small(self.wording.say("guide_given"), words.answer(one.question, one.answer), colour=ACCENT)
        elif one.state == "parked" and one.answer is not None:
            self._small(self.wording.say("guide_parked"), one.answer.note or "", colour=ACCENT)

    def _after(self, question: Question) -> None:
        """What to watch for, small: the client may look on."""
        for flag in question.red_flags:
            self._small(self.wording.say("guide_flag"), self.wording.of(flag), colour=WARN)
        if question.evidence_hint is not None:
            self._small(self.wording.say("guide_proof"), self.wording.of(question.evidence_hint))

    def _known(self) -> None:
        """Boxes for how it is known, how sure it is, and what became of a question without an answer."""
        say = self.wording.say
        first = self.sheet.paragraph("", "Small")
        first.paragraph_format.space_after = Pt(0)
        _boxes(first, say("guide_basis"), [say(f"answer_{basis}") for basis in BASES])
        write(first, "     ", size=SMALL_SIZE)
        _boxes(first, say("guide_sure"), [say(f"confidence_{level}") for level in (1, 2, 3)])
        last = self.sheet.paragraph("", "Small", keep=False)
        last.paragraph_format.space_before = Pt(0)
        _boxes(last, say("guide_else"), [*(say(f"status_{status}") for status in UNKNOWN), say("guide_because")])
        last.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)
        write(last, " \t", size=SMALL_SIZE, colour=MUTED)

    def _small(self, label: str, words: str, italic: bool | None = None, colour: str | None = None) -> None:
        paragraph = self.sheet.paragraph("", "Small")
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        write(paragraph, f"{label} ", bold=True, colour=colour)
        write(paragraph, words, italic=italic, colour=colour)

    @staticmethod
    def _minutes(minutes: float) -> int:
        return max(1, round(minutes))


def _boxes(paragraph: Paragraph, label: str, choices: list[str]) -> None:
    write(paragraph, f"{label} ", bold=True, size=SMALL_SIZE)
    for choice in choices:
        write(paragraph, f" {BOX}\N{NO-BREAK SPACE}{choice} ", size=SMALL_SIZE)


def _right_edge(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
