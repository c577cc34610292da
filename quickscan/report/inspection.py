"""Everything in a template that is filled, and everything that is wrong with it, each with its paragraph: all at once."""

from collections.abc import Iterator
from dataclasses import dataclass

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError

from quickscan.domain.problem import Problem
from quickscan.report.environment import ALLOWED_WORDS, TemplateEnvironment
from quickscan.report.fields import Anything, Branch, unknown_fields
from quickscan.report.nesting import TOO_DEEP, Nesting
from quickscan.report.paragraphs import Paragraph, Place, shortened, stories
from quickscan.report.restyled import chart_faults, charts_of
from quickscan.report.tags import FORBIDDEN, Tag, left_open, syntax_fault, tags_in

MOST_TAGS = 5_000
"""Tags of one story; the standard template has about 600."""


@dataclass(frozen=True)
class Placeholder:
    """Something in a template that a report fills."""

    words: str
    """The tag as it stands there, or "chart: " and the name of the chart."""
    place: Place
    """Where it stands."""


@dataclass(frozen=True)
class Fault:
    """Something wrong with a template."""

    place: Place
    """Where."""
    what: str
    """What is wrong."""
    remedy: str
    """What to do about it."""

    def problem(self, file_name: str) -> Problem:
        """The same as every other fault of a file."""
        return Problem(f"{file_name}, {self.place}", self.what, self.remedy)


@dataclass(frozen=True)
class Inspection:
    """What a template is made of."""

    placeholders: tuple[Placeholder, ...]
    """Everything that is filled, in the order of the document."""
    faults: tuple[Fault, ...]
    """Everything that is wrong, in the order of the document."""


def inspect(word: DocxTemplate, known: Branch) -> Inspection:
    """Look through a template whose fields may be those of `known`."""
    environment = TemplateEnvironment()
    placeholders: list[Placeholder] = []
    faults: list[Fault] = []
    for story in stories(word):
        if sum(len(tags_in(paragraph.text)) for paragraph in story) > MOST_TAGS:
            faults.append(Fault(story[0].place, f"more than {MOST_TAGS} tags follow", "take out what is not needed"))
            continue
        placeholders += _placeholders(story, word)
        faults += sorted(_faults(story, known, environment, word), key=lambda fault: fault.place.number)
    return Inspection(tuple(placeholders), tuple(faults))


def _placeholders(story: list[Paragraph], word: DocxTemplate) -> Iterator[Placeholder]:
    for paragraph in story:
        for tag in tags_in(paragraph.text):
            if not tag.is_comment:
                yield Placeholder(tag.words, paragraph.place)
        for chart in charts_of(paragraph.element):
            yield Placeholder(f"chart: {chart.name}", paragraph.place)


def _faults(story: list[Paragraph], known: Branch, environment: TemplateEnvironment, word: DocxTemplate) -> Iterator[Fault]:
    nesting = Nesting(story)
    for number, paragraph in enumerate(story):
        tags = tags_in(paragraph.text)
        yield from _paragraph_faults(paragraph, tags)
        yield from (Fault(paragraph.place, *words) for words in chart_faults(paragraph.element, word))
        for tag in tags:
            fault = syntax_fault(tag, environment.fault_of)
            if fault is not None:
                yield Fault(paragraph.place, *_in_words(tag, fault))
            nesting.take(number, tag, fault is None)
    yield from _field_faults(story, nesting, known, environment)


def _field_faults(story: list[Paragraph], nesting: Nesting, known: Branch, environment: TemplateEnvironment) -> Iterator[Fault]:
    """Faults that only show in all tags together."""
    source = nesting.source()
    yield from (Fault(story[number].place, what, remedy) for number, what, remedy in nesting.faults)
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as complaint:  # such as a second else
        place = story[min(complaint.lineno, len(story)) - 1].place
        yield Fault(place, f"the tags here cannot be understood ({str(complaint.message).rstrip('.')})", "correct them in Word")
        return
    except RecursionError:
        yield Fault(story[0].place, *TOO_DEEP)
        return
    unsure = {name: Anything() for name in nesting.unsure}
    for fault in unknown_fields(tree, Branch({**known.fields, **unsure})):
        yield Fault(story[fault.line - 1].place, fault.what, fault.remedy)


def _paragraph_faults(paragraph: Paragraph, tags: list[Tag]) -> Iterator[Fault]:
    stray = left_open(paragraph.text)
    if stray is not None:
        remedy = "write both braces at both ends, and the whole tag within one paragraph"
        yield Fault(paragraph.place, f"{stray} begins or ends nothing in this paragraph", remedy)
    if paragraph.place.part == "endnotes" and tags:
        yield Fault(paragraph.place, "fields are not filled in endnotes", "write a footnote instead")


def _in_words(tag: Tag, fault: str) -> tuple[str, str]:
    words = shortened(tag.words)
    if fault.startswith(FORBIDDEN):
        return f"{fault} ({words})", ALLOWED_WORDS
    return f"the tag {words} cannot be understood ({fault.rstrip('.')})", "correct the tag in Word"
