"""The interview guide as a Word document: for each respondent the questions on paper, with room to write the answers down."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from quickscan.domain.base import Language, Text
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.interview.agenda import Agenda, agenda, people_of
from quickscan.report.guide_part import Part
from quickscan.report.language import set_language
from quickscan.report.package import repacker, write_whole
from quickscan.report.properties import describe, saved
from quickscan.report.sheet import Sheet
from quickscan.report.wording import Wording


def guide(
    engagement: Engagement,
    knowledge: Knowledge,
    chosen: Collection[str] | None,
    texts: dict[str, Text],
    template: Path,
    language: Language,
    made_on: date,
) -> bytes:
    """The guide for the people chosen by id, for all where none is given, as the bytes of a Word file.

    The same input gives the same bytes. Raises ScanError where there is nobody to interview, or where somebody chosen is not
    among the people of the engagement.
    """
    wording, sheet = Wording(texts, language), Sheet(template)
    plan = _plan(engagement, knowledge, chosen)
    for number, sitting in enumerate(plan.sittings):
        if number:
            sheet.next_part()
        Part(sheet, engagement, knowledge, sitting, wording).write()
    kind, confidential = wording.say("guide"), wording.say("confidential")
    sheet.footer(f"{confidential} · {wording.numbers.short_day(made_on)}", wording.say("page"), wording.say("page_of"))
    set_language(sheet.document, language)
    describe(sheet.document, engagement, f"{kind} · {engagement.title}", language, made_on)
    return repacker(made_on)(saved(sheet.document))


def write_guide(content: bytes, target: Path) -> None:
    """Write a guide; the file is there whole or left as it was. Raises ScanError where that is not possible."""
    write_whole(target, content, "the interview guide")


def _plan(engagement: Engagement, knowledge: Knowledge, chosen: Collection[str] | None) -> Agenda:
    people = [person.id for person in people_of(engagement)]
    if not people or (chosen is not None and not chosen):
        raise ScanError.of(engagement.id, "nobody to interview is named", "add respondents to the engagement")
    unknown = [name for name in chosen or () if name not in people]
    if unknown:
        raise ScanError.of(
            f"{engagement.id}: {', '.join(unknown)}", "is nobody to interview here", f"choose from {', '.join(people)}"
        )
    return agenda(engagement, knowledge.rules, chosen)
