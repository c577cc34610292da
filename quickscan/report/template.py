"""The Word template: opened, checked and filled.

Its tags run in a sandbox and can read nothing but the context. What is wrong with a template is said with the place in it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.opc.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quickscan.domain.problem import Problem, ScanError
from quickscan.report.contents import empty_contents
from quickscan.report.fields import Branch, unknown_fields
from quickscan.report.names import named

PLACE_LENGTH = 80
"""How many characters of a paragraph are enough to find it again."""
_PARAGRAPH = re.compile(r"<w:p([ >])")
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"({%-?\s*((?:end)?(?:for|if|macro|with|call|filter))\b)")


class ReportTemplate:
    """A template that can be filled once. Raises ScanError where it is no Word document."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self.word = open_template(path)
        empty_contents(self.word.docx.element.body)

    def check(self, known: Branch) -> None:
        """Raises ScanError with every syntax fault and every unknown field."""
        problems = [problem for source in self._sources() for problem in self._problems(source, known)]
        if problems:
            raise ScanError(problems)

    def fill(self, values: Mapping[str, object]) -> Document:
        """The document with its tags replaced. Raises ScanError where a tag cannot be filled."""
        try:
            self._fill(dict(values))
        except SyntaxError as fault:  # lxml's complaint about XML is one of these
            raise self._fault(
                "a loop or condition begins and ends in places that do not match",
                "put {%p ... %} tags alone in their paragraph and {%tr ... %} tags alone in their table row",
            ) from fault
        except (TemplateError, TypeError, ValueError, ArithmeticError) as fault:
            raise self._fault(f"a tag cannot be filled ({fault})", "correct the tag in Word") from fault
        document: Document = self.word.docx
        return document

    def _fill(self, values: dict[str, object]) -> None:
        """Body, headers, footers and notes, strictly: docxtpl itself would repair broken XML without a word."""
        self.word.render_init()
        filled = self.word.build_xml(named(values), self.environment)  # names are read from the body only
        parse_xml(filled)
        tree = self.word.fix_tables(filled)
        self.word.fix_docpr_ids(tree)
        self.word.map_tree(tree)
        for kind in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
            for relationship, xml in list(self.word.build_headers_footers_xml(values, kind, self.environment)):
                self.word.map_headers_footers_xml(relationship, xml)
        self.word.render_footnotes(values, self.environment)

    def _sources(self) -> Iterator[str]:
        """The template language in body, headers and footers, one paragraph per line."""
        yield self._source(self.word.get_xml())
        for kind in (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI):
            for _, part in self.word.get_headers_footers(kind):
                yield self._source(self.word.get_part_xml(part))

    def _source(self, xml: str) -> str:
        return _PARAGRAPH.sub(r"\n<w:p\1", self.word.patch_xml(xml))

    def _problems(self, source: str, known: Branch) -> list[Problem]:
        try:
            tree = self.environment.parse(source)
            self.environment.compile(source)
        except TemplateSyntaxError as fault:
            return [self._unclosed(source) or self._not_understood(source, fault)]
        return [
            Problem(
                self._place(source, fault.line, fault.path),
                f"the field {fault.path} does not exist",
                f"write {fault.nearest}, the nearest known field, or remove it",
            )
            for fault in unknown_fields(tree, known)
        ]

    def _unclosed(self, source: str) -> Problem | None:
        """The fault of a loop or condition that never ends, told at its beginning rather than at the end of the document."""
        tag = unclosed_tag(source)
        if tag is None:
            return None
        line, words, keyword = tag
        remedy = f"write {{%p end{keyword} %}} in a paragraph of its own, or {{%tr end{keyword} %}} in a table row, where it ends"
        return Problem(self._place(source, line, words), f"this {keyword} never ends", remedy)

    def _not_understood(self, source: str, fault: TemplateSyntaxError) -> Problem:
        place = self._place(source, fault.lineno, "{")
        return Problem(place, f"the tag cannot be understood ({fault.message})", "correct the tag in Word")

    def _place(self, source: str, line: int, path: str = "") -> str:
        return f"{self.path.name}, “{_text_of(source, line, path)}”"

    def _fault(self, what: str, remedy: str) -> ScanError:
        return ScanError.of(self.path.name, what, remedy)


def open_template(path: Path) -> DocxTemplate:
    """The template as it is. Raises ScanError where it is no Word document."""
    if not path.is_file():
        raise ScanError.of(str(path), "there is no such template", "give the path of a Word document (.docx)")
    try:
        word = DocxTemplate(str(path))
        word.init_docx()
        if word.docx.element.body is None:
            raise ValueError("no body")
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError) as fault:
        raise ScanError.of(
            str(path), "this is not a Word document that can be read", "open it in Word and save it again as a document (.docx)"
        ) from fault
    return word


def _text_of(source: str, line: int, path: str) -> str:
    """The words of the paragraph on a line of the source; tags between paragraphs stand at the end of a line."""
    lines = source.splitlines()
    pieces = lines[min(line, len(lines)) - 1].split("</w:p>")
    texts = [" ".join(_TAG.sub("", piece).split()) for piece in pieces]
    wanted = [text for text in texts if path in text and text] or [text for text in texts if text] or ["…"]
    return wanted[0] if len(wanted[0]) <= PLACE_LENGTH else wanted[0][: PLACE_LENGTH - 1] + "…"


def unclosed_tag(source: str) -> tuple[int, str, str] | None:
    """The line, words and keyword of the last loop or condition that is begun and never ended."""
    begun: list[tuple[int, str, str]] = []
    for number, line in enumerate(source.splitlines(), 1):
        for tag, keyword in _BLOCK.findall(line):
            if not keyword.startswith("end"):
                begun.append((number, tag, keyword))
            elif begun and begun[-1][2] == keyword.removeprefix("end"):
                begun.pop()
    return begun[-1] if begun else None
