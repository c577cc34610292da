"""The Word template: opened, checked and filled.

A template is code from outside. It is looked at before it is opened, its language is cut down to what a report needs, and it
can read nothing but the context. What is wrong with it is said with the place in it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.opc.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError, TemplateSyntaxError

from quickscan.domain.problem import ScanError
from quickscan.report.admission import admit, unreadable
from quickscan.report.contents import empty_contents
from quickscan.report.environment import Rounds, TemplateEnvironment, counted
from quickscan.report.fields import Branch
from quickscan.report.inspection import Inspection, inspect
from quickscan.report.names import named
from quickscan.report.nesting import MATCHING, TOO_DEEP
from quickscan.report.tags import left_open

_OUTSIDE = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
"""docxtpl begins a line before each of these; what is checked should be what is filled."""


class ReportTemplate:
    """A template that can be filled once. Raises ScanError where it is no Word document or brings along what it must not."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.environment = TemplateEnvironment()
        self.word = open_template(path)
        empty_contents(self.word.docx.element.body)

    def check(self, known: Branch) -> None:
        """Raises ScanError with every fault that shows without data."""
        inspection = self.inspect(known)
        if inspection.faults:
            raise ScanError(fault.problem(self.path.name) for fault in inspection.faults)

    def inspect(self, known: Branch) -> Inspection:
        """All placeholders and faults. Raises ScanError for tags in places that Word does not show."""
        inspection = inspect(self.word, known)
        if not inspection.faults:
            self._check_hidden()
        return inspection

    def fill(self, values: Mapping[str, object]) -> Document:
        """The document with its tags replaced. Raises ScanError where a tag cannot be filled."""
        try:
            self._fill(dict(values))
        except SyntaxError as fault:  # lxml's complaint about XML is one of these
            raise self._fault("a loop or condition begins and ends in places that do not match", MATCHING) from fault
        except (TemplateError, TypeError, ValueError, ArithmeticError) as fault:
            raise self._fault(f"a tag cannot be filled ({fault})", "correct the tag in Word") from fault
        document: Document = self.word.docx
        return document

    def _fill(self, values: dict[str, object]) -> None:
        """Body, headers, footers and notes, strictly: docxtpl itself would repair broken XML without a word."""
        self.word.render_init()
        rounds = Rounds()
        filled = self.word.build_xml(counted(named(values), rounds), self.environment)  # names are read from the body only
        values = counted(values, rounds)
        parse_xml(filled)
        tree = self.word.fix_tables(filled)
        self.word.fix_docpr_ids(tree)
        self.word.map_tree(tree)
        for kind in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
            for relationship, xml in list(self.word.build_headers_footers_xml(values, kind, self.environment)):
                self.word.map_headers_footers_xml(relationship, xml)
        self.word.render_footnotes(values, self.environment)

    def _check_hidden(self) -> None:
        """Tags outside of paragraphs, such as in the alternative text of a picture, keep to the same language."""
        for xml in self._parts():
            if any(left_open(tag) for tag in _OUTSIDE.findall(xml)):
                raise self._fault(
                    "braces of a tag stand where Word does not show them", "take them out of alternative texts and names"
                )
            try:
                self.environment.from_string(_PARAGRAPH.sub(r"\n\g<0>", self.word.patch_xml(xml)))
            except TemplateSyntaxError as fault:
                raise self._fault(f"a tag cannot be understood ({fault.message})", "correct the tag in Word") from fault
            except (RecursionError, SyntaxError) as fault:  # the latter is Python's, about what the template became
                raise self._fault(*TOO_DEEP) from fault

    def _parts(self) -> Iterator[str]:
        """The XML of what is filled."""
        yield self.word.get_xml()
        for kind in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
            for _, part in self.word.get_headers_footers(kind):
                yield self.word.get_part_xml(part)

    def _fault(self, what: str, remedy: str) -> ScanError:
        return ScanError.of(self.path.name, what, remedy)


def open_template(path: Path) -> DocxTemplate:
    """The template as it is. Raises ScanError where it is no Word document, or one that must not be opened."""
    if not path.is_file():
        raise ScanError.of(str(path), "there is no such template", "give the path of a Word document (.docx)")
    try:
        word = DocxTemplate(admit(path))
        word.init_docx()
        if word.docx.element.body is None:
            raise ValueError("no body")
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError) as fault:
        raise unreadable(path) from fault
    return word
